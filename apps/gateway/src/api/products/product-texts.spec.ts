import { expect, test } from '@jest/globals';
import { cellText, type ExportedProduct, safeCell } from '@veza/contracts';
import { csvText, jsonText } from './product-texts.js';

const product: ExportedProduct = {
  id: 3,
  sku: null,
  name: '=HYPERLINK("http://x")',
  description: 'a "b", c;\r\nd\ne',
  price: '1.50',
  currency: 'EUR',
  prices: { JPY: '1500', USD: '13.90' },
  stock: 2,
  category: '',
};

test('a CSV file has a byte order mark, quoted cells and no formulas', () => {
  const { head, rows } = csvText(',');
  expect(head).toBe('\uFEFFid,sku,name,description,price,currency,prices,stock,category\r\n');
  expect(rows([product])).toBe(`3,,"'=HYPERLINK(""http://x"")","a ""b"", c;\r\nd\ne",1.50,EUR,"JPY 1500, USD 13.90",2,\r\n`);
  expect(csvText(';').rows([{ ...product, name: 'a;b', description: '-1' }])).toBe(
    `3;;"a;b";'-1;1.50;EUR;JPY 1500, USD 13.90;2;\r\n`,
  );
});

test('JSON lines have a product each, with its price as a number', () => {
  const lines = jsonText.rows([product, product]).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([product, product].map((each) => ({ ...each, price: 1.5 })));
});

test.each(['=1+1', '+33 1', '-1', '@a', '\ta', '\ra', '＝1', `'=1`, `''@`, `'a`, `'`, '', 'a=b', `'''-`])(
  'the cell of %j is no formula and has its text again after an import',
  (text) => {
    expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    expect(cellText(safeCell(text))).toBe(text);
  },
);
