import { expect } from '@jest/globals';
import { z } from 'zod';
import type { Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';

const Product = z.object({
  id: z.int().positive(),
  nom: z.string(),
  name: z.string(),
  description: z.string(),
  prix: z.number(),
  price: z.number(),
  stock: z.int(),
  category: z.string().nullish(),
  owner_id: z.int(),
  owner_username: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  updated_at: z.iso.datetime({ offset: true }),
});
const Page = z.object({
  products: z.array(Product),
  total: z.int(),
  page: z.int(),
  limit: z.int(),
  next_cursor: z.string().nullish(),
});
const STORM = 200;
const AT_ONCE = 50;

story('products', (step) => {
  let seller: Rest;
  let visitor: Rest;
  let username = '';
  let guitar: z.infer<typeof Product>;
  const family = word(); // stands in the name of every product of this story

  const create = async (fields: object): Promise<z.infer<typeof Product>> =>
    (await seller.post('/api/v1/products', { json: { description: 'of this story', stock: 1, ...fields } }))
      .expect(201)
      .as(Product);
  const list = async (query: string): Promise<z.infer<typeof Page>> =>
    (await visitor.get(`/api/v1/products?${query}`)).expect(200).as(Page);

  step('a seller puts a product up, and finds it under both spellings', async (world) => {
    const person = await signUp(world, 'seller');
    ({ username } = person);
    seller = world.rest.as(person.accessToken);
    visitor = world.rest;
    guitar = await create({ nom: `Guitare ${family}`, prix: 1234567.89, stock: 3, category: 'cordes' });
    expect(guitar).toMatchObject({
      nom: guitar.name,
      prix: 1234567.89,
      price: 1234567.89,
      stock: 3,
      owner_id: person.id,
      owner_username: username,
    });
    expect((await visitor.get(`/api/v1/products/${guitar.id}`)).expect(200).as(Product)).toEqual(guitar);
    expect((await visitor.get(`/products/${guitar.id}`)).expect(200).as(Product)).toEqual(guitar);
  });

  step('prices are exact', async () => {
    for (const price of [0, 0.07, 0.1, 1.1, 19.99, 9_999_999.99]) {
      const made = await create({ name: `Corde ${family}`, price, category: 'accessoires' });
      expect([made.prix, made.price]).toEqual([price, price]);
      expect((await visitor.get(`/api/v1/products/${made.id}`)).text).toMatch(new RegExp(`"prix":${String(price)}[,}]`));
    }
  });

  step('visitors search, filter, sort and page', async () => {
    expect((await list(`search=${family}`)).total).toBe(7);
    expect((await list(`search=guitare%20${family.toUpperCase()}`)).products[0]?.id).toBe(guitar.id);
    expect((await list(`search=${family}&category=accessoires`)).total).toBe(6);
    const cheap = await list(`search=${family}&price_min=0.07&price_max=1.1&sort=-prix`);
    expect(cheap.products.map(({ prix }) => prix)).toEqual([1.1, 0.1, 0.07]);
    const [first, second] = [
      await list(`search=${family}&sort=prix&limit=4&page=1`),
      await list(`search=${family}&sort=prix&limit=4&page=2`),
    ];
    expect([first.total, first.products.length, second.products.length]).toEqual([7, 4, 3]);
    expect([...first.products, ...second.products].map(({ prix }) => prix)).toEqual([
      0, 0.07, 0.1, 1.1, 19.99, 1234567.89, 9_999_999.99,
    ]);
    const next = await list(`search=${family}&sort=prix&limit=4&cursor=${encodeURIComponent(first.next_cursor ?? '')}`);
    expect(next.products).toEqual(second.products);
    expect(next.next_cursor ?? null).toBeNull();
  });

  step('the seller changes one field, and nobody else may', async (world) => {
    const changed = (await seller.put(`/api/v1/products/${guitar.id}`, { json: { price: 0.3 } })).expect(200).as(Product);
    expect(changed).toMatchObject({ prix: 0.3, nom: guitar.nom, stock: 3 });
    const stranger = world.rest.as((await signUp(world, 'stranger')).accessToken);
    expect((await stranger.put(`/api/v1/products/${guitar.id}`, { json: { price: 1 } })).refused(403).code).toBe('FORBIDDEN');
    expect((await visitor.put(`/api/v1/products/${guitar.id}`, { json: { price: 1 } })).refused(401).code).toBe(
      'UNAUTHENTICATED',
    );
  });

  step('a deleted product is gone', async () => {
    (await seller.delete(`/api/v1/products/${guitar.id}`)).expect(204);
    expect((await visitor.get(`/api/v1/products/${guitar.id}`)).refused(404).code).toBe('NOT_FOUND');
    expect((await list(`search=guitare%20${family}&category=cordes`)).total).toBe(0);
  });

  step(`${STORM} products at once, on two replicas, are exactly ${STORM} rows`, async (world) => {
    const storm = word();
    const ids: number[] = [];
    const numbers = Array.from({ length: STORM }, (_, i) => i);
    const lane = async (): Promise<void> => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
        ids.push((await create({ nom: `${storm} ${number}`, prix: 1 })).id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    expect(new Set(ids).size).toBe(STORM);
    const rows = await world.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM catalog.products WHERE name LIKE '${storm} %'`,
    );
    expect(rows).toEqual([{ count: STORM }]);
    const names = new Set<string>();
    let cursor = '';
    do {
      const page = await list(`search=${storm}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      page.products.forEach(({ nom }) => names.add(nom));
      cursor = page.next_cursor ?? '';
    } while (cursor);
    expect(names.size).toBe(STORM);
  });
});
