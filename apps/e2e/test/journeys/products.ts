import { expect } from '@jest/globals';
import type { CreateProductBody, Product, ProductPage, Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import { FILES } from '../../src/fuzz/files.js';
import { refused } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';

const CONCURRENT = 200;
const AT_ONCE = 50;

journey('products', (step) => {
  let seller: Veza;
  let visitor: Veza;
  let username = '';
  let guitar: Product;
  const family = word(); // part of the name of every product of this journey

  const create = async (fields: CreateProductBody): Promise<Product> =>
    (await seller.createProduct({ body: { description: 'of this journey', stock: 1, ...fields } })).data;
  type Query = NonNullable<Parameters<Veza['listProducts']>[0]>['query'];
  const list = async (query: Query): Promise<ProductPage> => (await visitor.listProducts({ query })).data;

  step('a seller creates a product and reads it under both spellings', async (system) => {
    const user = await signUp(system, 'seller');
    ({ username } = user);
    seller = user.client;
    visitor = system.client();
    guitar = await create({ nom: `Guitare ${family}`, prix: 1234567.89, stock: 3, category: 'cordes' });
    expect(guitar).toMatchObject({
      nom: guitar.name,
      prix: 1234567.89,
      price: 1234567.89,
      stock: 3,
      owner_id: user.id,
      owner_username: username,
    });
    expect(new Date(guitar.created_at).toISOString()).toBe(guitar.created_at);
    expect((await visitor.getProduct({ path: { id: guitar.id } })).data).toEqual(guitar);
    const other = await system.rest.get(`/products/${guitar.id}`);
    expect(JSON.parse(other.expect(200).text)).toEqual(guitar);
  });

  step('writes return the entity tag of the product, and its address', async () => {
    const made = await seller.createProduct({ body: { nom: `Corde ${family}`, prix: 1 } });
    const location = made.headers.get('location') ?? '';
    const tagNow = async () => {
      const { status, headers } = await visitor.fetch(location);
      expect(status).toBe(200);
      return headers.get('etag');
    };
    expect(await tagNow()).toBe(made.headers.get('etag'));
    const path = { id: made.data.id };
    const changed = await seller.updateProduct({
      path,
      body: { stock: 4 },
      headers: { 'if-match': made.headers.get('etag') ?? '' },
    });
    expect(await tagNow()).toBe(changed.headers.get('etag'));
    await seller.deleteProduct({ path });
  });

  step('a webhook of the owner receives changes of own products, and no other one does', async (system) => {
    const [owner, other] = [await signUp(system, 'hooked'), await signUp(system, 'hooked')];
    const body = { url: 'https://hooks.invalid/hook', events: ['product.created', 'product.updated'] as const };
    const hookOf = async ({ client }: typeof owner) =>
      (await client.createWebhook({ body: { ...body, events: [...body.events] } })).data.id;
    const [own, foreign] = [await hookOf(owner), await hookOf(other)];
    const { id } = (await owner.client.createProduct({ body: { nom: `Rebec ${family}`, prix: 1 } })).data;
    await owner.client.updateProduct({ path: { id }, body: { stock: 2 } });
    await owner.client.deleteProduct({ path: { id } }); // not among the events of the webhook
    const sent = await eventually('two messages', async () => {
      const { deliveries } = (await owner.client.listWebhookDeliveries({ path: { id: own } })).data;
      return deliveries.length >= 2 && deliveries;
    });
    expect(sent.map(({ event }) => event).sort()).toEqual(['product.created', 'product.updated']);
    const theirs = (await other.client.listWebhookDeliveries({ path: { id: foreign } })).data;
    expect(theirs.deliveries).toEqual([]);
  });

  step('an own key is unique, and an export has the products of the seller as CSV and as JSON lines', async (system) => {
    const { client, accessToken } = await signUp(system, 'exporter');
    const body = { nom: '=Bourdon', description: 'a\n"b"', prix: 2.5, sku: 'B-1', prices: { USD: 2.9, JPY: '400' } };
    const { id, prices } = (await client.createProduct({ body })).data;
    expect(prices).toEqual({ JPY: 400, USD: 2.9 });
    const refusedPrice = await refused(client.createProduct({ body: { ...body, prices: { JPY: 0.5 } } }), 400);
    expect(refusedPrice).toMatchObject({ details: [{ field: 'prices.JPY' }] });
    expect(await refused(client.createProduct({ body }), 409)).toMatchObject({ code: 'CONFLICT', details: [{ field: 'sku' }] });
    const download = (query: string) => system.rest.as(accessToken).get(`/api/v1/products/export${query}`);
    const csv = (await download('?separator=semicolon')).expect(200);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="products.csv"');
    expect(csv.text).toContain(`\r\n${id};B-1;'=Bourdon;"a\n""b""";2.50;EUR;JPY 400, USD 2.90;0;\r\n`);
    const { text } = (await download('?format=jsonl')).expect(200);
    expect(JSON.parse(text)).toMatchObject({ id, sku: 'B-1', name: '=Bourdon', price: 2.5, currency: 'EUR', category: null });
    (await download('?owner=all')).expect(403);
    (await system.rest.get('/api/v1/products/export')).expect(401);
  });

  step('pictures of a product are shown to anyone in four sizes, until they are removed', async ({ rest }) => {
    const path = { id: guitar.id };
    const dot = new Blob([FILES['dot.png'] ?? ''], { type: 'image/png' });
    await seller.addProductPicture({ path, body: { picture: dot, alt: 'Front' } });
    const { pictures } = (await seller.addProductPicture({ path, body: { picture: dot } })).data;
    const order = pictures.map(({ id, alt }) => ({ id, alt })).reverse();
    const arranged = (await seller.arrangeProductPictures({ path, body: { pictures: order } })).data;
    expect(arranged.pictures.map(({ alt }) => alt)).toEqual(['', 'Front']);
    const [first] = (await visitor.getProduct({ path })).data.pictures;
    for (const url of Object.values(first?.urls ?? {})) expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg');
    const { small } = first?.urls ?? { small: '' };
    expect((await rest.get(new URL(small).pathname)).status).toBe(200); // through the gateway
    await seller.removeProductPicture({ path: { ...path, pictureId: first?.id ?? '' } });
    expect((await visitor.getProduct({ path })).data.pictures.map(({ alt }) => alt)).toEqual(['Front']);
    await eventually('the address to end', async () => (await fetch(small)).status === 404);
  });

  step('prices are exact', async ({ rest }) => {
    for (const price of [0, 0.07, 0.1, 1.1, 19.99, 9_999_999.99]) {
      const made = await create({ name: `Corde ${family}`, price, category: 'accessoires' });
      expect([made.prix, made.price]).toEqual([price, price]);
      expect((await rest.get(`/api/v1/products/${made.id}`)).text).toMatch(new RegExp(`"prix":${String(price)}[,}]`));
    }
  });

  step('visitors search, filter, sort and paginate', async () => {
    expect((await list({ search: family })).total).toBe(7);
    expect((await list({ search: `guitare ${family.toUpperCase()}` })).products[0]?.id).toBe(guitar.id);
    expect((await list({ search: family, category: ['accessoires'] })).total).toBe(6);
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

  step('only the seller may change a field', async (system) => {
    const path = { id: guitar.id };
    expect((await seller.updateProduct({ path, body: { price: 0.3 } })).data).toMatchObject({
      prix: 0.3,
      nom: guitar.nom,
      stock: 3,
    });
    const { client: stranger } = await signUp(system, 'stranger');
    expect((await refused(stranger.updateProduct({ path, body: { price: 1 } }), 403)).code).toBe('FORBIDDEN');
    expect((await refused(visitor.updateProduct({ path, body: { price: 1 } }), 401)).code).toBe('UNAUTHENTICATED');
  });

  step('a deleted product returns 404', async () => {
    const path = { id: guitar.id };
    await seller.deleteProduct({ path });
    expect((await refused(visitor.getProduct({ path }), 404)).code).toBe('NOT_FOUND');
    const { products } = await list({ search: `guitare ${family}`, category: ['cordes'] });
    expect(products.map(({ id }) => id)).not.toContain(guitar.id);
  });

  step('its seller restores it from the trash, and reads who changed it', async () => {
    const path = { id: guitar.id };
    const [trashed] = (await seller.listTrashedProducts({ query: {} })).data.products;
    expect(trashed).toMatchObject({ id: guitar.id, nom: guitar.nom });
    expect((await seller.restoreProduct({ path })).data).toMatchObject({ id: guitar.id, nom: guitar.nom, stock: 3 });
    expect((await seller.adjustProductStock({ path, body: { by: -1 } })).data.stock).toBe(2);
    expect((await refused(seller.adjustProductStock({ path, body: { by: -3 } }), 409)).code).toBe('OUT_OF_STOCK');
    const [newest] = (await seller.getProductHistory({ path })).data.changes;
    expect(newest).toMatchObject({ action: 'stock', username: guitar.owner_username, changes: [{ from: 3, to: 2 }] });
    expect((await visitor.getProduct({ path })).data.stock).toBe(2);
    await seller.deleteProduct({ path });
  });

  step(`${CONCURRENT} concurrent creations on two replicas make exactly ${CONCURRENT} rows`, async (system) => {
    const storm = word();
    const ids: number[] = [];
    const numbers = Array.from({ length: CONCURRENT }, (_, i) => i);
    const lane = async (): Promise<void> => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
        ids.push((await create({ nom: `${storm} ${number}`, prix: 1 })).id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    expect(new Set(ids).size).toBe(CONCURRENT);
    const rows = await system.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM catalog.products WHERE name LIKE '${storm} %'`,
    );
    expect(rows).toEqual([{ count: CONCURRENT }]);
    const names = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await list({ search: storm, limit: 100, cursor });
      page.products.forEach(({ nom }) => names.add(nom));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(names.size).toBe(CONCURRENT);
  });
});
