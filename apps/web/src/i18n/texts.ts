import type en from './en.js';
import { LANGUAGES, type Language } from './languages.js';
import type { LaterTexts } from './later-texts.js';
import { textFile } from './text-sets.js';

/** Every text of the client. English defines the keys; `texts.spec.ts` holds the other languages to them. */
export type Texts = typeof en & LaterTexts;

declare module 'use-intl' {
  interface AppConfig {
    Messages: Texts;
    Locale: Language;
  }
}

export interface LoadedTexts {
  readonly language: Language;
  readonly texts: Partial<Texts>;
}

const first = import.meta.glob<{ default: Partial<Texts> }>('./{en,fr}.ts');
const sets = import.meta.glob<{ default: Partial<LaterTexts> }>('./sets/*.ts');
const later = import.meta.glob<{ default: LaterTexts[keyof LaterTexts] }>(
  './{en,fr}/{admin,auth,catalog,palette,practice,settings}.json',
);

/** The texts of one language that were needed so far. A change of the language loads the same ones. */
class TextStore {
  private loaded: LoadedTexts = { language: LANGUAGES[0], texts: {} };
  private begin: () => void = () => undefined;
  /** Of the last language. Pages may need texts before the first one is chosen. */
  private speaking = new Promise<void>((resolve) => (this.begin = resolve));
  private readonly needed = new Set<keyof LaterTexts>();
  private readonly listeners = new Set<() => void>();

  readonly current = (): LoadedTexts => this.loaded;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  speak(language: Language): Promise<void> {
    const speaking = this.loadAll(language);
    this.speaking = speaking;
    this.begin();
    return speaking;
  }

  private async loadAll(language: Language): Promise<void> {
    const load = first[`./${language}.ts`];
    if (!load) throw new Error(`No texts of ${language}; there are ${LANGUAGES.join(', ')}.`);
    const [{ default: texts }, more] = await Promise.all([load(), this.load(language, [...this.needed])]);
    this.change({ language, texts: { ...texts, ...more } });
  }

  /** Before the pages of a feature are shown. */
  async need(names: readonly (keyof LaterTexts)[]): Promise<void> {
    for (const name of names) this.needed.add(name);
    // A page may be loaded before the first language, or beside it.
    for (let speaking; speaking !== this.speaking;) {
      speaking = this.speaking;
      await speaking.catch(() => undefined);
    }
    const missing = names.filter((name) => !(name in this.loaded.texts));
    if (missing.length === 0) return;
    const { language } = this.loaded;
    const more = await this.load(language, missing);
    if (language !== this.loaded.language) return this.need(names);
    this.change({ language, texts: { ...this.loaded.texts, ...more } });
  }

  private async load(language: Language, names: readonly (keyof LaterTexts)[]): Promise<Partial<Texts>> {
    const files = new Map(names.map((name) => [textFile(language, name), name]));
    const read = async ([file, name]: [string, keyof LaterTexts]): Promise<Partial<Texts>> =>
      sets[file] ? (await sets[file]()).default : { [name]: (await later[file]?.())?.default };
    return Object.assign({}, ...(await Promise.all([...files].map(read))));
  }

  private change(loaded: LoadedTexts): void {
    this.loaded = loaded;
    for (const listener of this.listeners) listener();
  }
}

export const textStore = new TextStore();
