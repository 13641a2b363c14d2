import { expect, test } from '@jest/globals';
import { fileText } from './file-text.js';

const TEXT = 'nom;prix\r\népinette “x”;12,50 €\r\n';
const WINDOWS = Buffer.from('nom;prix\r\n\xe9pinette \x93x\x94;12,50 \x80\r\n', 'latin1');

async function* inParts(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size: number): Promise<string> {
  let text = '';
  for await (const part of fileText(inParts(bytes, size))) text += part;
  return text;
}

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

test.each<[string, Buffer]>([
  ['UTF-8', Buffer.from(TEXT)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
  ['Windows-1252', WINDOWS],
  ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
  ['UTF-16, the other order', swapped(Buffer.from(`\uFEFF${TEXT}`, 'utf16le'))],
])('a file in %s is read, however its bytes arrive', async (_name, bytes) => {
  for (const size of [1, 2, 3, 7, 1_000]) expect(await read(bytes, size)).toBe(TEXT);
});

test('an accent behind the first chunk decides as well as one in it', async () => {
  const ascii = Buffer.from('x'.repeat(100));
  expect(await read(Buffer.concat([ascii, Buffer.from('é')]), 101)).toBe(`${ascii.toString()}é`);
  expect(await read(Buffer.concat([ascii, Buffer.from([0xe9])]), 100)).toBe(`${ascii.toString()}é`);
  expect(await read(Buffer.from([0xe9]), 1)).toBe('é');
});

test('a file that is UTF-8 first and something else later is refused', async () => {
  await expect(read(Buffer.concat([Buffer.from('épinette'), Buffer.from([0xff, 0x20])]), 5)).rejects.toThrow(/neither in UTF-8/);
});
