import { describe, expect, test } from '@jest/globals';
import { ANONYMOUS, type Caller, imports, type ProductImportView, products } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { workbookOf } from './written-workbook.js';
import { asOperation, type CatalogUnderTest, codeOf, user } from './catalog-under-test.js';

const ADMIN = user(1, 'admin');
let people = 300;

/** Imports of files, in the running catalog of a suite with two replicas. */
export function productImports(catalog: () => CatalogUnderTest): void {
  const call: CatalogUnderTest['call'] = (...request) => catalog().call(...request);
  const newSeller = () => user((people += 1));
  const idOf = (caller: Caller) => (caller.kind === 'user' ? caller.userId : 0);

  const begin = (seller: Caller, file: string | Buffer, dryRun = false): Promise<ProductImportView> =>
    call(imports.create, seller, { objectId: catalog().objects.uploadFile(idOf(seller), file), dryRun });
  const ended = (seller: Caller, id: number) =>
    eventually(
      `the end of import ${id}`,
      async () => {
        const found = await call(imports.get, seller, { id });
        return found.finishedAt === null ? undefined : found;
      },
      { ms: 60_000 },
    );
  const run = async (seller: Caller, file: string | Buffer, dryRun = false) =>
    ended(seller, (await begin(seller, file, dryRun)).id);
  const counts = ({ status, created, updated, unchanged, failed }: ProductImportView) => [
    status,
    created,
    updated,
    unchanged,
    failed,
  ];
  const own = async (seller: Caller) => (await call(products.export, seller, { owner: 'me' })).products;

  describe('an import', () => {
    test('creates and changes products by their SKU or id, with history, after a dry run that counts the same', async () => {
      const seller = newSeller();
      const { id } = await call(products.create, seller, { name: 'Sans clé', price: '3.00' });
      await call(products.create, seller, { name: 'Luth', price: '10.00', sku: 'L-1', description: 'reste', stock: 4 });
      const file = `\uFEFFid;sku;name;price;category;prices\r\n;L-1;Luth;12,50;cordes;JPY 1500\r\n;N-1;"Nay\n""grave""";8;;"CHF 8, USD 9.5"\r\n${id};S-1;;;vents;\r\n;;Riq;7.5;;\r\n`;
      const sound = file.replace('Nay\n', 'Nay '); // a name has no line breaks
      expect(counts(await run(seller, file, true))).toEqual(['done', 1, 2, 0, 1]);
      expect(counts(await run(seller, sound, true))).toEqual(['done', 2, 2, 0, 0]);
      expect(await own(seller)).toHaveLength(2);
      const done = await run(seller, sound);
      expect([counts(done), done.rowsTotal, done.rowsDone, done.faults]).toEqual([['done', 2, 2, 0, 0], 4, 4, []]);
      expect(
        (await own(seller)).map(({ sku, name, price, stock, category, prices }) => [sku, name, price, stock, category, prices]),
      ).toEqual([
        ['S-1', 'Sans clé', '3.00', 0, 'vents', null],
        ['L-1', 'Luth', '12.50', 4, 'cordes', { JPY: '1500' }],
        ['N-1', 'Nay "grave"', '8.00', 0, null, { CHF: '8.00', USD: '9.50' }],
        [null, 'Riq', '7.50', 0, null, null],
      ]);
      const history = await call(products.history, seller, { id });
      expect(history.items).toMatchObject([
        {
          action: 'update',
          userId: idOf(seller),
          changes: [
            { field: 'sku', to: 'S-1' },
            { field: 'category', to: 'vents' },
          ],
        },
      ]);
      expect(
        await catalog().sql(`SELECT 1 FROM catalog.events WHERE name = 'catalog.imports.ended' AND payload->>'importId' = $1`, [
          String(done.id),
        ]),
      ).toHaveLength(1);
    });

    test('names each faulty row and its field, and imports the others', async () => {
      const [seller, other] = [newSeller(), newSeller()];
      const theirs = await call(products.create, other, { name: 'Autrui', price: '1.00' });
      const lines = [
        'id,sku,name,price,stock',
        `${theirs.id},,Volé,1,1`,
        ',A,Bon,1.00,1',
        ',A,Encore,1.00,1',
        ',B,Cher,1.005,1',
        ',C,,1,1',
        ',D,Trop court',
        '',
        `,E,${'x'.repeat(201)},"1,005",-1`,
      ];
      const { faults, ...done } = await run(seller, lines.join('\n'));
      expect(counts({ ...done, faults })).toEqual(['done', 1, 0, 0, 6]);
      expect(faults.map(({ row, field }) => [row, field])).toEqual([
        [2, 'id'],
        [4, 'sku'],
        [5, 'price'],
        [6, 'name'],
        [7, 'row'],
        [9, 'name'],
        [9, 'price'],
        [9, 'stock'],
      ]);
      expect(faults.slice(-3).map(({ column, message }) => [column, message])).toEqual([
        ['name', 'must have at most 200 characters'],
        ['price', 'must be an amount such as 1234.50, from 0 to 9999999999.99'],
        ['stock', 'must be at least 0'],
      ]);
      const json = '{"sku":"A","price":2,"name":null}\n{"sku":"A","price":2,"colour":"red"}\nnot json\n{"sku":"A","stock":9}\n';
      const second = await run(seller, json);
      expect(second.faults.map(({ row, field }) => [row, field])).toEqual([
        [1, 'name'],
        [2, 'colour'],
        [3, 'row'],
      ]);
      expect(await own(seller)).toMatchObject([{ sku: 'A', name: 'Bon', price: '1.00', stock: 9 }]);
      expect((await own(other))[0]?.name).toBe('Autrui');
      const third = await run(seller, 'sku,prices\nA,CHF\nA2,EUR 1\nA3,JPY 0.5\n');
      expect(third.faults.map(({ field }) => field)).toEqual(['prices', 'prices.EUR', 'prices.JPY']);
    });

    test('fetches pictures by their addresses, each once, and the product stays when one cannot be had', async () => {
      const seller = newSeller();
      const [front, side, none, late] = ['front', 'side', 'none', 'late'].map((name) => `https://shop.example/${name}.jpg`);
      catalog().objects.noPictures.add(none ?? '');
      catalog().objects.away.set(late ?? '', 1);
      const file = `sku,name,price,Image\nP-1,Oud,5,"${front} ${side}"\nP-2,Nay,5,${none}\nP-3,Riq,5,${late}\nP-4,Daf,5,ftp://x\n`;
      const { id, ...done } = await run(seller, file);
      expect(counts({ id, ...done })).toEqual(['done', 3, 0, 0, 1]);
      const pictures = async () => {
        const { items } = await call(products.list, ANONYMOUS, { owner: idOf(seller), sort: 'price' });
        return new Map(items.map(({ sku, pictures: all }) => [sku, all.length]));
      };
      const numbers = async () => Object.fromEntries(await pictures());
      const settled = (wanted: Record<string, number>) =>
        eventually('the pictures', async () => JSON.stringify(await numbers()) === JSON.stringify(wanted) || undefined);
      const faults = () =>
        eventually('the fault', async () => {
          const found = await call(imports.get, seller, { id });
          return found.faults.length > 1 ? found.faults.map(({ row, field, message }) => [row, field, message]) : undefined;
        });
      expect(await faults()).toEqual([
        [5, 'pictures.0', 'must be at most 10 addresses such as https://example.com/front.jpg'],
        [3, 'pictures.0', 'is no picture that can be read: JPEG, PNG or WebP'],
      ]);
      await settled({ 'P-1': 2, 'P-2': 0, 'P-3': 0 });
      const due = `UPDATE catalog.imported_pictures SET due_at = now() WHERE owner_id = $1 AND due_at IS NOT NULL`;
      await catalog().sql(due, [idOf(seller)]);
      await settled({ 'P-1': 2, 'P-2': 0, 'P-3': 1 });
      const asked = () => catalog().objects.fetched.filter((url) => url === front).length;
      expect(asked()).toBe(1);
      expect(counts(await run(seller, file))).toEqual(['done', 0, 0, 3, 1]);
      const [kept] = (await call(products.list, ANONYMOUS, { owner: idOf(seller), search: 'oud' })).items;
      await call(products.removePicture, seller, { id: kept?.id ?? 0, pictureId: kept?.pictures[0]?.id ?? '' });
      await run(seller, file);
      await settled({ 'P-1': 2, 'P-2': 0, 'P-3': 1 });
      const again = 'sku,pictures\nP-1,https://shop.example/new.jpg\n';
      await run(seller, again, true);
      expect(catalog().objects.fetched).not.toContain('https://shop.example/new.jpg');
    });

    test.each<[string, string | Buffer, RegExp]>([
      ['unknown columns', 'sku,colour,price,name\nA,red,1,x', /Unknown columns: "colour"/],
      ['columns twice', 'sku,price,name,PRICE\nA,1,x,2', /twice: price/],
      ['missing columns', 'name,stock\nx,1', /Missing columns: price/],
      ['no rows', 'sku,name,price\n', /no rows/],
      ['an open quote', 'sku,name,price\nA,ok,1\nB,"open,1', /Row 3 has a quote/],
      ['a long row', `sku,name,price\nA,ok,1\nB,${'x'.repeat(70_000)},1`, /Row 3 is longer than 64 KiB/],
      ['a long line', `{"name":"${'x'.repeat(70_000)}"}`, /Row 1 is longer/],
      ['a part that is no workbook', Buffer.from('PK\x03\x04 and nothing behind it'), /no workbook/],
      ['too many rows', `{"name":"x","price":1}\n`.repeat(100_001), /more than 100000 rows/],
    ])('of a file with %s fails as a whole and changes nothing', async (_name, file, message) => {
      const seller = newSeller();
      const failed = await run(seller, file);
      expect([failed.status, failed.error, failed.rowsDone]).toEqual(['failed', expect.stringMatching(message), 0]);
      expect(await own(seller)).toEqual([]);
    });

    test('of the files of Excel reads headings in French, its encodings and its amounts', async () => {
      const lines = [
        'Référence;NOM;Prix ;Catégorie;Quantité',
        'É-1;épinette;1 234,50;claviers;"1 200"',
        'É-2;œud;12,50 €;;;;',
        ';;;;',
      ];
      const windows = Buffer.from(lines.join('\r\n').replaceAll('€', '\x80').replaceAll('œ', '\x9c'), 'latin1');
      const expected = [
        ['É-1', 'épinette', '1234.50', 'claviers', 1_200],
        ['É-2', 'œud', '12.50', null, 0],
      ];
      const unicode = Buffer.from(`\uFEFF${lines.join('\r\n').replaceAll(';', '\t')}`, 'utf16le');
      const workbook = await workbookOf([
        ['Référence', 'NOM', 'Prix ', 'Catégorie', 'Quantité'],
        ['É-1', 'épinette', 1234.5, 'claviers', 1_200],
        [],
        ['É-2', 'œud', 12.5],
      ]);
      for (const file of [windows, unicode, Buffer.from(`sep=;\r\n${lines.join('\r\n')}`), workbook]) {
        const seller = newSeller();
        const done = await run(seller, file);
        expect([counts(done), done.faults]).toEqual([['done', 2, 0, 0, 0], []]);
        const made = await own(seller);
        expect(made.map(({ sku, name, price, category, stock }) => [sku, name, price, category, stock])).toEqual(expected);
      }
      const seller = newSeller();
      const json = await run(seller, '{"SKU":"J","nom":"x","name":"x","prix":2}\n{"nom":"x","name":"y","prix":2}\n');
      expect(json.faults.map(({ row, field }) => [row, field])).toEqual([[2, 'name']]);
      expect((await own(seller))[0]).toMatchObject({ sku: 'J', name: 'x', price: '2.00' });
    });

    test('exchanges keys within a file, and the file of an export changes nothing', async () => {
      const seller = newSeller();
      const [a, b] = [
        await call(products.create, seller, { name: '=1+1', price: '1.00', sku: 'A', description: `'=x\r\n"y"` }),
        await call(products.create, seller, { name: 'b', price: '1.00', sku: 'B' }),
      ];
      expect(counts(await run(seller, `id,sku\n${a.id},C\n${b.id},A\n`))).toEqual(['done', 0, 2, 0, 0]);
      expect((await own(seller)).map(({ sku }) => sku)).toEqual(['C', 'A']);
      const file = (await own(seller)).map((each) => `${JSON.stringify({ ...each, price: Number(each.price) })}\n`).join('');
      expect(counts(await run(seller, file))).toEqual(['done', 0, 0, 2, 0]);
    });

    test('is one at a time for each seller, is listed, and is nothing to others', async () => {
      const [seller, stranger] = [newSeller(), newSeller()];
      const held = catalog().objects.hold();
      const first = await begin(seller, 'name,price\nx,1\n');
      expect(await codeOf(begin(seller, 'name,price\nx,1\n'))).toBe('CONFLICT');
      expect(await codeOf(call(imports.get, stranger, { id: first.id }))).toBe('NOT_FOUND');
      expect(await codeOf(call(imports.cancel, stranger, { id: first.id }))).toBe('NOT_FOUND');
      expect(await codeOf(call(imports.list, ANONYMOUS, {}))).toBe('UNAUTHENTICATED');
      expect((await call(imports.cancel, ADMIN, { id: first.id })).status).toBe('cancelled');
      held();
      const again = () => asOperation('an import', seller, () => begin(seller, 'name,price\nx,1\n'));
      const [second, repeated] = [await again(), await again()];
      expect(repeated.id).toBe(second.id);
      expect(counts(await ended(seller, second.id))).toEqual(['done', 1, 0, 0, 0]);
      expect((await call(imports.cancel, seller, { id: second.id })).status).toBe('done');
      expect((await call(imports.list, seller, {})).items.map(({ id, status }) => [id, status])).toEqual([
        [second.id, 'done'],
        [first.id, 'cancelled'],
      ]);
      expect((await own(seller)).length).toBe(1);
      const picture = catalog().objects.upload(idOf(seller), { type: 'image/png' });
      expect(await codeOf(call(imports.create, seller, { objectId: picture, dryRun: false }))).toBe('UNSUPPORTED_MEDIA_TYPE');
    });

    test('of a replica that died is continued behind its last batch, once, without its rows twice', async () => {
      const seller = newSeller();
      const rows = Array.from({ length: 1_200 }, (_, i) => `row ${i},${i}`);
      const objectId = catalog().objects.uploadFile(idOf(seller), `name,price\n${rows.join('\n')}`);
      // As a replica leaves it that died after its first batch of 500.
      await catalog().sql(
        `INSERT INTO catalog.products (name, price, owner_id) SELECT 'row ' || n, n, $1 FROM generate_series(0, 499) n`,
        [idOf(seller)],
      );
      const [row] = await catalog().sql<{ id: number }>(
        `INSERT INTO catalog.product_imports (owner_id, object_id, filename, dry_run, status, runner, lease_until, rows_total, rows_done, created)
         VALUES ($1, $2, 'rows.csv', false, 'running', 'dead', now() - interval '1 s', 1200, 500, 500) RETURNING id`,
        [idOf(seller), objectId],
      );
      expect(counts(await ended(seller, row?.id ?? 0))).toEqual(['done', 1_200, 0, 0, 0]);
      const [counted] = await catalog().sql<{ rows: number; names: number }>(
        'SELECT count(*)::int AS rows, count(DISTINCT name)::int AS names FROM catalog.products WHERE owner_id = $1',
        [idOf(seller)],
      );
      expect(counted).toEqual({ rows: 1_200, names: 1_200 });
    });
  });
}
