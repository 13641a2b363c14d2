import { existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { linkLibraries } from '../../../libs/servers/src/fetch/embedded-postgres.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'veza package '));
  mkdirSync(join(root, 'native/lib'), { recursive: true });
  writeFileSync(join(root, 'native/lib/libpq.so.5.18'), 'bytes');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function list(target: string): void {
  writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target }]));
}

test('the links of the fetched Postgres are made without the install script of its package', () => {
  list('native/lib/libpq.so.5');
  linkLibraries(root);
  expect(readlinkSync(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  linkLibraries(root); // a later start
  expect(readlinkSync(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
});

test('a package without a list of links needs none, and a list that leads out of the package is refused', () => {
  linkLibraries(root);
  list('../escaped');
  expect(() => linkLibraries(root)).toThrow('leads out of its package');
  expect(existsSync(join(root, '../escaped'))).toBe(false);
});
