import { expect, test } from '@jest/globals';
import { formOf } from './reads-form.js';

const sdk = { path: 'libs/sdk/src/generated/types.ts', text: 'export interface Room { name: string }' };
const reads = { path: 'apps/web/src/use-rooms.ts', text: "queryKey: ['rooms']" };
const looks = { path: 'apps/web/src/button.tsx', text: '<button />' };

test('a change of texts or elements keeps the form of kept results', () => {
  expect(formOf([sdk, reads, { ...looks, text: '<button type="button" />' }])).toBe(formOf([sdk, reads, looks]));
});

test('a change of the API or of a file that reads it is another form', () => {
  const form = formOf([sdk, reads, looks]);
  expect(formOf([{ ...sdk, text: 'export interface Room { title: string }' }, reads, looks])).not.toBe(form);
  expect(formOf([sdk, { ...reads, text: "queryKey: ['rooms', 'own']" }, looks])).not.toBe(form);
});
