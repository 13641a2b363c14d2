import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { applyChange, changesOf } from './page-changes.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const CHANGES = changesOf(readFileSync(join(ROOT, 'docs/adding-a-field.md'), 'utf8'));

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'veza-field-'));
  for (const { file } of CHANGES) if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(copy, file));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('every step of adding a field has snippets, and each of them fits its file', () => {
  expect([...new Set(CHANGES.map(({ step }) => step[0]))]).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  for (const change of CHANGES) applyChange(copy, change);
  for (const { file } of CHANGES) expect(readFileSync(join(copy, file), 'utf8')).toMatch(/brand/i);
});

test('a snippet that does not fit its file fails by the name of its step', () => {
  const [change] = changesOf(
    '## 4. The service\n\n```diff apps/catalog/src/products/product-view.ts\n no such line\n+another\n```\n',
  );
  expect(() => change && applyChange(copy, change)).toThrow(
    'Step "4. The service": apps/catalog/src/products/product-view.ts has 0',
  );
});
