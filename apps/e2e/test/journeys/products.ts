import { expect } from '@jest/globals';
import type { CreateProductBody, Product, ProductPage, Veza } from '@veza/sdk';
import { refused } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';

const STORM = 200;
const AT_ONCE = 50;

story('products', (step) => {
  let seller: Veza;
  let visitor: Veza;
  let username = '';
  let guitar: Product;
  const family = word(); // stands in the name of every product of this story

  const create = async (fields: CreateProductBody): Promise<Product> =>
    (await seller.createProduct({ body: { description: 'of this story', stock: 1, ...fields } })).data;
  type Query = NonNullable<Parameters<Veza['listProducts']>[0]>['query'];
  const list = async (query: Query): Promise<ProductPage> => (await visitor.listProducts({ query })).data;

  step('a seller puts a product up, and finds it under both spellings', async (world) => {
    const person = await signUp(world, 'seller');
    ({ username } = person);
    seller = person.client;
    visitor = world.client();
    guitar = await create({ nom: `Guitare ${family}`, prix: 1234567.89, stock: 3, category: 'cordes' });
    expect(guitar).toMatchObject({
      nom: guitar.name,
      prix: 1234567.89,
      price: 1234567.89,
      stock: 3,
      owner_id: person.id,
      owner_username: username,
    });
    expect(new Date(guitar.created_at).toISOString()).toBe(guitar.created_at);
    expect((await visitor.getProduct({ path: { id: guitar.id } })).data).toEqual(guitar);
    const other = await world.rest.get(`/products/${guitar.id}`);
    expect(JSON.parse(other.expect(200).text)).toEqual(guitar);
  });

  step('prices are exact', async ({ rest }) => {
    for (const price of [0, 0.07, 0.1, 1.1, 19.99, 9_999_999.99]) {
      const made = await create({ name: `Corde ${family}`, price, category: 'accessoires' });
      expect([made.prix, made.price]).toEqual([price, price]);
      expect((await rest.get(`/api/v1/products/${made.id}`)).text).toMatch(new RegExp(`"prix":${String(price)}[,}]`));
    }
  });

  step('visitors search, filter, sort and page', async () => {
    expect((await list({ search: family })).total).toBe(7);
    expect((await list({ search: `guitare ${family.toUpperCase()}` })).products[0]?.id).toBe(guitar.id);
    expect((await list({ search: family, category: 'accessoires' })).total).toBe(6);
    const cheap = await list({ search: family, price_min: 0.07, price_max: 1.1, sort: '-prix' });
    expect(cheap.products.map(({ prix }) => prix)).toEqual([1.1, 0.1, 0.07]);
    const [first, second] = [
      await list({ search: family, sort: 'prix', limit: 4, page: 1 }),
      await list({ search: family, sort: 'prix', limit: 4, page: 2 }),
    ];
    expect([first.total, first.products.length, second.products.length]).toEqual([7, 4, 3]);
    expect([...first.products, ...second.products].map(({ prix }) => prix)).toEqual([
      0, 0.07, 0.1, 1.1, 19.99, 1234567.89, 9_999_999.99,
    ]);
    const next = await list({ search: family, sort: 'prix', limit: 4, cursor: first.next_cursor ?? '' });
    expect(next.products).toEqual(second.products);
    expect(next.next_cursor).toBeNull();
  });

  step('the seller changes one field, and nobody else may', async (world) => {
    const path = { id: guitar.id };
    expect((await seller.updateProduct({ path, body: { price: 0.3 } })).data).toMatchObject({
      prix: 0.3,
      nom: guitar.nom,
      stock: 3,
    });
    const { client: stranger } = await signUp(world, 'stranger');
    expect((await refused(stranger.updateProduct({ path, body: { price: 1 } }), 403)).code).toBe('FORBIDDEN');
    expect((await refused(visitor.updateProduct({ path, body: { price: 1 } }), 401)).code).toBe('UNAUTHENTICATED');
  });

  step('a deleted product is gone', async () => {
    const path = { id: guitar.id };
    await seller.deleteProduct({ path });
    expect((await refused(visitor.getProduct({ path }), 404)).code).toBe('NOT_FOUND');
    expect((await list({ search: `guitare ${family}`, category: 'cordes' })).total).toBe(0);
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
    let cursor: string | undefined;
    do {
      const page = await list({ search: storm, limit: 100, cursor });
      page.products.forEach(({ nom }) => names.add(nom));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(names.size).toBe(STORM);
  });
});
