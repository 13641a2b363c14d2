import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { _createCache as createCache, _createIntlFormatters as createFormatters } from 'use-intl/core';
import withParser from 'use-intl/format-message';
import format from 'use-intl/format-message/format-only';
import { formats } from '../src/i18n/formats.js';
import { LANGUAGES } from '../src/i18n/languages.js';
import { compiled } from './compiled-texts.js';

type Tree<Leaf> = { readonly [key: string]: Leaf | Tree<Leaf> };
type Compiled = Parameters<typeof format>[1];
type Values = Parameters<typeof format>[2];

const cache = createCache();
const options = { cache, formatters: createFormatters(cache), formats };
const COUNTS = [0, 1, 2, 1_234.5];

const read = (language: string): Tree<string> => {
  const folder = new URL(`../src/i18n/${language}/`, import.meta.url);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]));
};

function leaves<Leaf>(tree: Tree<Leaf>, isLeaf: (value: Leaf | Tree<Leaf>) => value is Leaf, path = ''): [string, Leaf][] {
  return Object.entries(tree).flatMap(([key, value]): [string, Leaf][] =>
    isLeaf(value) ? [[path + key, value]] : leaves(value, isLeaf, `${path}${key}.`),
  );
}
const isText = (value: unknown): value is string => typeof value === 'string';
const isCompiled = (value: unknown): value is Compiled => typeof value === 'string' || Array.isArray(value);

/** Numbers for what is counted, every option of a choice, and tags that stay visible. */
function valuesOf(text: string, count: number): NonNullable<Values>[] {
  const values: NonNullable<Values> = {};
  for (const [, name = '', kind] of text.matchAll(/\{\s*(\w+)\s*(?:,\s*(\w+))?/g)) values[name] = kind === 'select' ? '' : count;
  for (const [, tag = ''] of text.matchAll(/<(\w+)>/g)) values[tag] = (chunks) => `<${tag}>${[chunks].flat().join('')}</${tag}>`;
  const choice = /\{\s*(\w+)\s*,\s*select\s*,(.*)/s.exec(text);
  if (!choice) return [values];
  const options = [...(choice[2] ?? '').matchAll(/(\w+)\s*\{/g)].map(([, option = '']) => option);
  return options.map((option) => ({ ...values, [choice[1] ?? '']: option }));
}

describe('compiled texts', () => {
  test.each(LANGUAGES)('each text in %s reads as its parser in the browser would show it', (language) => {
    const texts = read(language);
    const forms = new Map(leaves<Compiled>(compiled(texts), isCompiled));
    let formatted = 0;
    for (const [key, text] of leaves(texts, isText))
      for (const values of COUNTS.flatMap((count) => valuesOf(text, count))) {
        const [parsed, own] = [
          withParser(key, text, values, { ...options, locale: language }),
          format(key, forms.get(key) ?? '', values, { ...options, locale: language }),
        ];
        expect({ key, text: [own].flat().join('') }).toEqual({ key, text: [parsed].flat().join('') });
        formatted += 1;
      }
    expect(formatted).toBeGreaterThan(forms.size);
  });
});
