import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type CreateProduct, type ListProducts, type ProductView, products } from '@veza/contracts';
import { type CatalogUnderTest, user } from './catalog-under-test.js';

const OWNER = user(7);

/** The searches, facets and suggestions of products, in the running catalog of a suite. */
export function productSearches(catalog: () => CatalogUnderTest): void {
  const create = (fields: Partial<CreateProduct> = {}): Promise<ProductView> =>
    catalog().call(products.create, OWNER, { name: 'Basse', price: '450.00', ...fields });
  const list = (query: Partial<ListProducts>) => catalog().call(products.list, ANONYMOUS, query);
  const names = async (query: Partial<ListProducts>) => (await list({ limit: 100, ...query })).items.map(({ name }) => name);

  describe('a search', () => {
    const shelf = async (prefix: string, rows: [name: string, description?: string][]) => {
      for (const [name, description = ''] of rows) await create({ name, description, category: prefix });
    };
    const found = (search: string, category: string) => names({ search, categories: [category] });

    test('has the exact name first, then words of names, of descriptions, beginnings, and at last similar words', async () => {
      await shelf('rang', [
        ['Brandolesque rouge', ''],
        ['Brandol', 'un seul mot'],
        ['Le brandol bleu'],
        ['Étui', `${'très '.repeat(200)} pour brandol`],
        ['Brendol vert'],
      ]);
      expect(await found('brandol', 'rang')).toEqual([
        'Brandol',
        'Le brandol bleu',
        'Étui',
        'Brandolesque rouge',
        'Brendol vert',
      ]);
    });

    test.each([
      ['cheval', 'Chevaux de bois'],
      ['journaux', 'Le journal'],
      ['running', 'Run of the mill'],
      ['mills', 'Run of the mill'],
      ['c++', 'Apprendre le C++'],
      ['c#', 'C# pour tous'],
      ['acdc', 'Live AC/DC'],
      ['ac/dc', 'Live AC/DC'],
      ['wifi', 'Ampli Wi-Fi'],
      ['wi-fi', 'Ampli Wi-Fi'],
      ['amplo wifi', 'Ampli Wi-Fi'],
      ['oeuvre', 'Œuvre complète'],
    ])('finds by "%s" the product %s', async (search, name) => {
      const category = randomUUID(); // its words are those of the product, too
      for (const each of [name, 'Tout autre']) await create({ name: each, category });
      expect(await found(search, category)).toEqual([name]);
    });

    test('finds all words that begin with a word, few or many, and numbers', async () => {
      const longer = (count: number, word: string) =>
        Array.from({ length: count }, (_, i): [string] => [`Vielle ${word}${String.fromCharCode(97 + (i % 26))}${i}`]);
      await shelf('peu', [['Vielle quaxo'], ...longer(20, 'quaxo')]);
      expect(await found('quaxo', 'peu')).toHaveLength(21);
      await shelf('beaucoup', longer(15, 'quaxo'));
      expect(await found('vielle quaxo', 'beaucoup')).toHaveLength(15);
      await shelf('nombres', [['Vielle 77601'], ['Vielle 77602']]);
      expect(await found('776', 'nombres')).toHaveLength(2);
    });

    test('finds what an update changed, and no longer what it was', async () => {
      const { id } = await create({ name: 'Ocarina douce', category: 'change' });
      await catalog().call(products.update, OWNER, { id, name: 'Quena douce', price: '7.00' });
      expect(await found('quena', 'change')).toEqual(['Quena douce']);
      expect(await found('ocarina', 'change')).toEqual([]);
      expect(await names({ search: 'quena', priceMin: '6.50', priceMax: '7.50' })).toEqual(['Quena douce']);
      expect(await names({ search: 'quena', priceMin: '7.01', priceMax: '7.50' })).toEqual([]);
    });

    test('ranks and counts 1,000 of its matches, and sorts all of them', async () => {
      await catalog().sql(
        `SET search_path = catalog, public; INSERT INTO products (name, price, owner_id) SELECT 'Foule ' || n, n, 7 FROM generate_series(1, 5200) n`,
      );
      await create({ name: 'Foule', price: '99999.00' });
      const best = await list({ search: 'foule' });
      expect([best.items[0]?.name, best.totalIsEstimate]).toEqual(['Foule', true]);
      expect(best.total).toBeGreaterThan(1_000);
      const cheapest = await list({ search: 'foule', sort: 'price', limit: 2 });
      expect(cheapest.items.map(({ name }) => name)).toEqual(['Foule 1', 'Foule 2']);
      const next = await list({ search: 'foule', sort: 'price', limit: 2, cursor: cheapest.nextCursor ?? '' });
      expect(next.items.map(({ name }) => name)).toEqual(['Foule 3', 'Foule 4']);
      expect((await names({ search: 'foule', sort: '-price' }))[0]).toBe('Foule');
    });

    test('without a total counts nothing, and has the same rows', async () => {
      const [plain, counted] = [await list({ total: 'none', limit: 3 }), await list({ limit: 3 })];
      expect(plain.items).toEqual(counted.items);
      expect([plain.total, plain.totalIsEstimate, plain.nextCursor]).toEqual([4, true, counted.nextCursor]);
    });
  });

  test('the counts of a facet ignore its own filter, and no other', async () => {
    const seller = user(72);
    for (const [category, price] of [
      ['vents', '5.00'],
      ['vents', '15.00'],
      ['bois', '150.00'],
    ] as const)
      await catalog().call(products.create, seller, { name: 'Facette', category, price });
    const facets: ListProducts['facets'] = ['category', 'price', 'owner'];
    for (const search of [undefined, 'facette']) {
      const page = await list({ search, facets, owner: 72, categories: ['vents'], priceMax: '9.00' });
      expect(page.total).toBe(1);
      expect(page.facets).toMatchObject({ category: [{ value: 'vents', count: 1 }], isEstimate: false });
      expect(page.facets?.price).toEqual([
        { from: '0.00', to: '10.00', count: 1 },
        { from: '10.00', to: '20.00', count: 1 },
      ]);
      expect(page.facets?.owner).toContainEqual({ value: 72, count: 1 });
    }
  });

  test('products in stock and sold out ones are listed, searched and counted apart, also after their stock changed', async () => {
    const seller = user(76);
    const made: ProductView[] = [];
    for (const [name, stock] of [
      ['Tiple un', 0],
      ['Tiple deux', 1],
      ['Tiple trois', 2],
    ] as const)
      made.push(await catalog().call(products.create, seller, { name, price: '5.00', stock }));
    const found = async (query: Partial<ListProducts>) => (await names({ owner: 76, ...query })).toSorted();
    const expectSoldOut = async (...soldOut: string[]) => {
      for (const search of [undefined, 'tiple', 'tipl', 'tipple']) {
        expect(await found({ search, inStock: false })).toEqual(soldOut);
        const { items, facets } = await list({ search, inStock: true, owner: 76, facets: ['in_stock'] });
        expect(items).toHaveLength(3 - soldOut.length);
        expect(facets?.inStock).toEqual(
          expect.arrayContaining([
            { value: false, count: soldOut.length },
            { value: true, count: 3 - soldOut.length },
          ]),
        );
      }
    };
    await expectSoldOut('Tiple un');
    const [one, two, three] = made.map(({ id }) => id);
    await catalog().call(products.adjustStock, seller, { id: two ?? 0, by: -1 });
    await catalog().call(products.update, seller, { id: one ?? 0, description: 'bois', stock: 4 });
    await expectSoldOut('Tiple deux');
    await catalog().call(products.update, seller, { id: two ?? 0, description: 'bois' });
    await catalog().call(products.adjustStock, seller, { id: three ?? 0, by: -1 });
    await expectSoldOut('Tiple deux');
    await catalog().call(products.delete, seller, { id: two ?? 0 });
    await catalog().call(products.restore, seller, { id: two ?? 0 });
    await expectSoldOut('Tiple deux');
  });

  test('suggestions complete names, and the last word', async () => {
    await create({ name: 'Zurna de Bursa' });
    await create({ name: 'Zurna de Bursa' });
    await create({ name: 'Anche', description: 'pour zurnazen' });
    const texts = async (q: string) => (await catalog().call(products.suggest, ANONYMOUS, { q })).suggestions;
    expect(await texts('ZURNA d')).toEqual([{ text: 'Zurna de Bursa', kind: 'product' }]);
    for (const last of ['a', 'b', 'c', 'd', 'e', 'f']) await create({ name: `Vibraslap ${last}` });
    expect((await texts('vibras')).filter(({ kind }) => kind === 'product').map(({ text }) => text)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((last) => `Vibraslap ${last}`),
    );
    expect(await texts('anche zurn')).toEqual([
      { text: 'anche zurna', kind: 'word' },
      { text: 'anche zurnazen', kind: 'word' },
    ]);
    expect(await texts('%')).toEqual([]);
  });
}
