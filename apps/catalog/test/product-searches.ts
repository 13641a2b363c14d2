import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, type CreateProduct, type ListProducts, type ProductView, products } from '@veza/contracts';
import { type CatalogUnderTest, codeOf, user } from './catalog-under-test.js';

const OWNER = user(7);

/** An estimate by a sample of hundreds of rows. */
const near = (estimate: number, count: number): boolean => Math.abs(estimate - count) <= count / 3;

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

    let shelves = 900_000;
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
      ['enfnat', 'Guitare enfant'],
      ['luht', 'Luth'],
      ['kara', 'Kora du Mali'],
      ['bodrhan', 'Bodhran'],
      ['harmomicca', 'Harmonica grave'],
      ['dt770', 'Casque DT 770 Pro'],
      ['sm 58', 'Micro SM58'],
      ['violon 3/4', 'Violon Stentor 3/4'],
      ['scarlett2i2', 'Scarlett 2i2'],
      ['fg-800', 'Guitare Yamaha FG800'],
      ['guitare yamaha fg 800', 'Guitare Yamaha FG800'],
      ['homestudio', 'Home studio'],
      ['home studio', 'Homestudio complet'],
      ['"home studio"', 'Un Home Studio'],
      ['"boîte a rythmes" -noire', 'Boîte à rythmes'],
    ])('finds by "%s" the product %s', async (search, name) => {
      const category = String((shelves += 1)); // its words are those of the product, too: numbers are like no word
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

    test('with a known word beside a misspelt one finds longer words that begin with the known one', async () => {
      for (const name of ['Zufolo cornamusa', 'Zufoloni cornamusa']) await create({ name });
      expect((await names({ search: 'zufolo cornamsua' })).toSorted()).toEqual(['Zufolo cornamusa', 'Zufoloni cornamusa']);
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

    test('has every match on one page, and counts them and their facets under all conditions', async () => {
      await catalog().sql(`SET search_path = catalog, public;
        INSERT INTO products (name, price, stock, category, owner_id)
        SELECT 'Cohorte ' || (ARRAY['rouge', 'bleue'])[1 + n % 2] || ' ' || n, 1 + n % 100, n % 5, 'cohorte ' || n % 3, 7
        FROM generate_series(1, 7000) n`);
      type Row = { id: number; name: string; price: number; stock: number; category: string };
      const all = await catalog().sql<Row>(
        `SELECT id, name, price::float8 AS price, stock, category FROM catalog.products WHERE name LIKE 'Cohorte%'`,
      );
      const isRed = ({ name }: Row) => name.includes('rouge');
      const searches: [Partial<ListProducts>, (row: Row) => boolean][] = [
        [{ search: 'cohorte' }, () => true],
        [{ search: 'cohrote', categories: ['cohorte 1'] }, ({ category }) => category === 'cohorte 1'],
        [{ search: 'cohorte', inStock: false, priceMax: '90.00' }, ({ stock, price }) => stock === 0 && price <= 90],
        [
          { search: 'cohorte rouge', categories: ['cohorte 0', 'cohorte 2'] },
          (row) => isRed(row) && row.category !== 'cohorte 1',
        ],
        [{ search: 'cohorte -rouge', categories: ['cohorte 1'] }, (row) => !isRed(row) && row.category === 'cohorte 1'],
        [{ search: '"cohorte bleue"', sort: 'price', inStock: false }, (row) => !isRed(row) && row.stock === 0],
      ];
      for (const [query, isMatch] of searches) {
        const expected = all.filter(isMatch);
        const first = await list({ ...query, limit: 100, facets: ['category'] });
        expect(near(first.total, expected.length)).toBe(true);
        if (!first.totalIsEstimate) expect(first.total).toBe(expected.length);
        const inFirst = first.facets?.category.find(({ value }) => value === 'cohorte 1')?.count ?? 0;
        const others = all.filter((row) => isMatch({ ...row, category: query.categories?.[0] ?? row.category }));
        expect(near(inFirst, others.filter(({ category }) => category === 'cohorte 1').length)).toBe(true);
        const walked: number[] = [];
        for (let { items, nextCursor } = first; ;) {
          walked.push(...items.map(({ id }) => id));
          if (nextCursor === null) break;
          // The planner's numbers change as they do by autovacuum.
          if (walked.length === 200) await catalog().sql('ANALYZE catalog.products');
          ({ items, nextCursor } = await list({ ...query, limit: 100, total: 'none', cursor: nextCursor }));
        }
        expect(walked.toSorted((a, b) => a - b)).toEqual(expected.map(({ id }) => id).toSorted((a, b) => a - b));
      }
    }, 60_000);

    test('has what can be had before what is sold out, and long names last', async () => {
      await create({ name: 'Ruban', category: 'rubans' });
      for (const [name, stock] of [
        ['Un ruban noir', 0],
        ['Le grand ruban noir', 3],
        ['Un très grand ruban noir', 1],
      ] as const)
        await create({ name, stock, category: 'rubans' });
      expect(await found('ruban', 'rubans')).toEqual([
        'Ruban',
        'Le grand ruban noir',
        'Un très grand ruban noir',
        'Un ruban noir',
      ]);
    });

    test('leaves out a word that nothing has with the others, on all of its pages, and offers a spelling', async () => {
      const seller = user(78);
      for (const colour of ['noir', 'blanc', 'gris'])
        await catalog().call(products.create, seller, { name: `Micro statique ${colour}`, price: '5.00' });
      const query: Partial<ListProducts> = { search: 'micro statique rodeozz', owner: 78, limit: 2 };
      const first = await list({ ...query, facets: ['price'] });
      expect(first).toMatchObject({ without: ['rodeozz'], total: 3, facets: { price: [{ count: 3 }] } });
      const next = await list({ ...query, cursor: first.nextCursor ?? '' });
      expect(next).toMatchObject({ without: ['rodeozz'], items: [{ ownerId: 78 }], nextCursor: null });
      expect(await list({ ...query, search: 'xyzzyx micro statqiue' })).toMatchObject({
        without: ['xyzzyx'],
        didYouMean: 'xyzzyx micro statique',
        total: 3,
      });
      expect(await list({ ...query, search: 'micro statique' })).not.toHaveProperty('didYouMean');
    });

    test('for an own key has its product first, and a filter finds it alone', async () => {
      const seller = user(77);
      const call = (query: Partial<ListProducts>, caller: Caller = seller) => catalog().call(products.list, caller, query);
      const { id } = await catalog().call(products.create, seller, { name: 'Interface', price: '5.00', sku: 'FOC-2I2-G4' });
      await create({ name: 'FOC-2I2-G4' });
      for (const search of ['FOC-2I2-G4', ' foc-2i2-g4 ']) expect((await call({ search })).items[0]?.id).toBe(id);
      expect((await list({ search: 'FOC-2I2-G4' })).items.map((each) => each.id)).not.toContain(id);
      expect((await call({ sku: 'FOC-2I2-G4' })).items.map((each) => each.id)).toEqual([id]);
      expect((await call({ sku: 'FOC-2I2-G4', owner: 77, facets: ['owner'] }, ANONYMOUS)).facets?.owner).toEqual([
        { value: 77, count: 1 },
      ]);
      expect(await codeOf(call({ sku: 'FOC-2I2-G4' }, ANONYMOUS))).toBe('UNAUTHENTICATED');
    });

    test('without a total counts nothing, and has the same rows', async () => {
      const [plain, counted] = [await list({ total: 'none', limit: 3 }), await list({ limit: 3 })];
      expect(plain.items).toEqual(counted.items);
      expect([plain.total, plain.totalIsEstimate, plain.nextCursor]).toEqual([4, true, counted.nextCursor]);
    });
  });

  test('the prices of a currency are filters, an order and a facet, and follow their product', async () => {
    const seller = user(79);
    const [dear, cheap] = [{ USD: '30.00' }, { JPY: '1500', USD: '20.00' }];
    const made: ProductView[] = [];
    for (const [name, prices] of [
      ['Rebec un', dear],
      ['Rebec deux', cheap],
      ['Rebec trois', null],
    ] as const)
      made.push(await catalog().call(products.create, seller, { name, prices, price: '5.00' }));
    for (const search of [undefined, 'rebec']) {
      const of = (query: Partial<ListProducts>) => names({ search, owner: 79, ...query });
      expect(await of({ currency: 'USD', sort: 'price' })).toEqual(['Rebec deux', 'Rebec un']);
      expect(await of({ currency: 'USD', sort: '-prix' })).toEqual(['Rebec un', 'Rebec deux']);
      expect(await of({ currency: 'USD', priceMin: '20.01' })).toEqual(['Rebec un']);
      expect(await of({ currency: 'JPY', priceMax: '1500.00' })).toEqual(['Rebec deux']);
      expect(await of({ currency: 'CHF' })).toEqual([]);
      expect(await of({ currency: 'EUR', sort: 'name' })).toHaveLength(3);
      const query: Partial<ListProducts> = { search, owner: 79, currency: 'USD', sort: 'price', limit: 1, facets: ['price'] };
      const first = await list(query);
      expect(first.facets?.price).toEqual([{ from: '20.00', to: '50.00', count: 2 }]);
      expect((await list({ ...query, cursor: first.nextCursor ?? '' })).items[0]?.name).toBe('Rebec un');
      await expect(list({ ...query, currency: 'JPY', cursor: first.nextCursor ?? '' })).rejects.toMatchObject({
        details: [{ field: 'cursor' }],
      });
    }
    await catalog().call(products.update, seller, { id: made[1]?.id ?? 0, prices: { JPY: '900' } });
    expect(await names({ owner: 79, currency: 'USD' })).toEqual(['Rebec un']);
    await catalog().call(products.delete, seller, { id: made[1]?.id ?? 0 });
    expect(await catalog().sql('SELECT 1 FROM catalog.product_prices WHERE product_id = $1', [made[1]?.id])).toEqual([]);
    await catalog().call(products.restore, seller, { id: made[1]?.id ?? 0 });
    expect(await names({ owner: 79, currency: 'JPY' })).toEqual(['Rebec deux']);
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
