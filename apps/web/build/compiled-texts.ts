import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

const TEXTS = /\/src\/i18n\/[a-z]{2}\/[\w-]+\.json$/;

type Tree<Leaf> = { readonly [key: string]: Leaf | Tree<Leaf> };
export type CompiledText = ReturnType<typeof compile>;

/** Parses the messages at build time: the parser of ICU is a tenth of the first view, and a phone needs its time too. */
export function compiledTexts(): Plugin {
  return {
    name: 'veza:compiled-texts',
    enforce: 'pre',
    config: () => ({ resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: FORMAT_ONLY }] } }),
    transform(code, id) {
      if (!TEXTS.test(id)) return undefined;
      const texts: Tree<string> = JSON.parse(code);
      return { code: JSON.stringify(compiled(texts)), map: null };
    },
  };
}

/** The formatter that takes compiled messages only. */
const FORMAT_ONLY = 'use-intl/format-message/format-only';

export function compiled(texts: Tree<string>): Tree<CompiledText> {
  const entries = Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? compile(text) : compiled(text)]);
  return Object.fromEntries(entries);
}
