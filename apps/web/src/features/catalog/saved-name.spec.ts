import { expect, test } from '@jest/globals';
import { savedName } from './saved-name.js';

const saved = (disposition?: string) =>
  savedName(new Response(null, { headers: disposition === undefined ? {} : { 'content-disposition': disposition } }), 'a.hta');

test('a file is saved under the name of the response, not under that of its uploader', () => {
  expect(saved('attachment; filename="a.hta.txt"')).toBe('a.hta.txt');
  expect(saved(`attachment; filename="_t_.hta.txt"; filename*=UTF-8''%C3%A9t%C3%A9.hta.txt`)).toBe('été.hta.txt');
  expect(saved(`attachment; filename="b.txt"; filename*=UTF-8''%E0%A4%A`)).toBe('b.txt');
  expect(saved()).toBe('a.hta');
});
