import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { HTTP_ROUTES } from './http/all.js';
import { SINCE } from './openapi/since.js';
import { SPELLINGS } from './openapi/spellings.js';
import { VERSION } from './version.js';

const ROOT = join(import.meta.dirname, '../../..');
const versionIn = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8')).version;

test.each(['package.json', 'libs/contracts/package.json', 'libs/sdk/package.json'])('%s has the version of the API', (path) => {
  expect(versionIn(path)).toBe(VERSION);
});

test('operations of a release have its version, and later ones none yet', () => {
  expect(SINCE).toMatchObject({ listProducts: '0.2.0', createWebhook: '0.3.0' });
  expect(SINCE['pingWebhook']).toBeUndefined();
  const ids = new Set(HTTP_ROUTES.map(({ id }) => id));
  expect(Object.keys(SINCE).filter((id) => !ids.has(id))).toEqual([]);
});

test('another spelling of a call and the recommended one exist, and that one is no other spelling', () => {
  const ids = new Set(HTTP_ROUTES.map(({ id }) => id));
  const pairs = Object.entries(SPELLINGS);
  expect(pairs.filter(([id, recommended]) => !ids.has(id) || !ids.has(recommended) || recommended in SPELLINGS)).toEqual([]);
});
