import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { type Cell, partsOf, workbookOf, zipOf } from '../../test/written-workbook.js';
import { fileRows } from './import-file.js';

async function* inParts(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1_000) yield bytes.subarray(at, at + 1_000);
}

async function read(bytes: Buffer) {
  const rows = [];
  for await (const { row, cells, misfit } of fileRows(inParts(bytes))) rows.push([row, cells ? [...cells.values()] : misfit]);
  return rows;
}

const HEADER = ['sku', 'name', 'price'];
const SHEET = 'xl/worksheets/sheet7.xml';
const TEXTS = 'xl/sharedStrings.xml';
/** An element of half a mebibyte. */
const wide = (name: string) => `<${name} a="${'x'.repeat(512 * 1024)}"/>`;
const written = (...rows: Cell[][]) => partsOf([HEADER, ...rows]);

test('the first sheet by its tab is read, with shared texts, numbers as they are shown, and rows by their number', async () => {
  const file = await workbookOf([HEADER, ['a', 'R & <D>', 19.989999999999998], [], [3_760_123_456_789, 'b'], ['c', 'd', 1, 2]]);
  expect(await read(file)).toEqual([
    [2, ['a', 'R & <D>', '19.99']],
    [4, ['3760123456789', 'b', '']],
    [5, 'has 4 cells, and the header 3'],
  ]);
});

test('texts in the sheet itself and results of formulas are read, with any prefix', async () => {
  const sheet = `<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>sku</x:t></x:is></x:c></x:row>
    <x:row><x:c t="str"><x:f>A1</x:f><x:v>K</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  expect(await read(await zipOf({ ...written(), [SHEET]: sheet }))).toEqual([[2, ['K']]]);
});

test.each<[string, () => Record<string, string | Buffer>, RegExp]>([
  ['without a sheet', () => ({ ...written(), 'xl/workbook.xml': '<workbook/>' }), /no workbook/],
  ['that is another archive', () => ({ 'readme.txt': 'x' }), /no workbook/],
  ['with broken XML', () => ({ ...written(), [SHEET]: '<worksheet><row></worksheet>' }), /no workbook/],
  [
    'with entities of its own',
    () => ({ ...written(), [TEXTS]: '<!DOCTYPE a [<!ENTITY b "c">]><sst><si><t>&b;</t></si></sst>' }),
    /no workbook/,
  ],
  ['with one endless text', () => ({ ...written(), [TEXTS]: `<sst><si><t>${'x'.repeat(3e6)}</t></si></sst>` }), /too large/],
  ['with 17 MiB of texts', () => ({ ...written(), [TEXTS]: `<sst>${wide('si').repeat(34)}</sst>` }), /too large/],
  ['with a sheet of 65 MiB', () => ({ ...written(), [SHEET]: `<sheet>${wide('row').repeat(130)}</sheet>` }), /too large/],
  ['with a long row', () => written(['a', 'x'.repeat(70_000), 1]), /Row 2 is longer than 64 KiB/],
  ['with many columns', () => written(Array.from({ length: 101 }, () => 1)), /more than 100 columns/],
  [
    'with incompressible megabytes',
    () => ({ ...written(), 'xl/media/a.png': randomBytes(11 * 1024 ** 2) }),
    /larger than 10 MiB/,
  ],
])('a workbook %s is refused', async (_name, parts, fault) => {
  await expect(read(await zipOf(parts()))).rejects.toThrow(fault);
});

test('a part that unpacks to more than its header states is refused', async () => {
  const file = await zipOf(written(['a', 'b', 1]));
  const at = file.indexOf('PK\x01\x02', 0, 'latin1'); // of the central directory: the size of the first part
  file.writeUInt32LE(10, at + 24);
  await expect(read(file)).rejects.toThrow(/no workbook/);
});
