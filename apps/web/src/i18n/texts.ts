import type en from './en.json';
import { LANGUAGES, type Language } from './languages.js';

/** Every text of the client. English defines the keys; `texts.spec.ts` holds the other languages to them. */
export type Texts = typeof en;

declare module 'use-intl' {
  interface AppConfig {
    Messages: Texts;
    Locale: Language;
  }
}

const files = import.meta.glob<{ default: Texts }>('./*.json');

export async function loadTexts(language: Language): Promise<{ language: Language; texts: Texts }> {
  const load = files[`./${language}.json`];
  if (!load) throw new Error(`No texts of ${language}; there are ${LANGUAGES.join(', ')}.`);
  return { language, texts: (await load()).default };
}
