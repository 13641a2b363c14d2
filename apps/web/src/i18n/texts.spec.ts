import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { LANGUAGES, languageOfBrowser } from './languages.js';

type Tree = { readonly [key: string]: string | Tree };

/** The files of a language, each under its name. */
const read = (language: string): Tree => {
  const folder = new URL(`./${language}/`, import.meta.url);
  return Object.fromEntries(
    readdirSync(folder).map((file) => [file, JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Tree]),
  );
};

function texts(tree: Tree, path = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...texts(value, `${path}${key}.`)],
    ),
  );
}

/** Names of arguments and tags: `{count, plural, …}` and `<strong>`. */
const parts = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*(\w+)\s*[,}]|<(\w+)>/g)].map(([, name, tag]) => name ?? tag))].sort();

describe('texts', () => {
  const english = texts(read('en'));

  test.each(LANGUAGES)('%s has every key, with the same arguments, and no empty text', (language) => {
    const own = texts(read(language));
    expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of own) expect({ key, parts: parts(text) }).toEqual({ key, parts: parts(english.get(key) ?? '') });
    expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('the language is the first known one of the browser, and English without one', () => {
    expect(languageOfBrowser(['de-AT', 'fr-CA', 'en'])).toBe('fr');
    expect(languageOfBrowser(['EN-us', 'fr'])).toBe('en');
    expect(languageOfBrowser(['hr'])).toBe('en');
  });
});
