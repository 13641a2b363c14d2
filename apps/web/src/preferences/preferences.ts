import { LANGUAGES, type Language, languageOfBrowser } from '../i18n/languages.js';
import { storage } from './storage.js';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
}

const KEY = 'veza.preferences';

/** Language and theme of this browser. They are no secret, so `localStorage` keeps them; without it they last as long as the page. */
class PreferenceStore {
  private current = stored();
  private readonly listeners = new Set<() => void>();

  constructor() {
    this.apply();
    const kept = keptLanguage(); // of a build that wrote no cookie
    if (kept) announce(kept);
  }

  readonly get = (): Preferences => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(change: Partial<Preferences>): void {
    this.current = { ...this.current, ...change };
    this.apply();
    storage.write(KEY, JSON.stringify(this.current));
    announce(this.current.language);
    for (const listener of this.listeners) listener();
  }

  private apply(): void {
    document.documentElement.lang = this.current.language;
    document.documentElement.dataset.theme = this.current.theme;
  }
}

/** So that the gateway sends the page with the texts of this language. It is no secret. */
function announce(language: Language): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `veza-language=${language}; Path=/app; Max-Age=31536000; SameSite=Strict${secure}`;
}

function keptField(name: string): unknown {
  try {
    const kept: unknown = JSON.parse(storage.read(KEY) ?? 'null');
    return typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
  } catch {
    return undefined;
  }
}

const keptLanguage = () => LANGUAGES.find((language) => language === keptField('language'));

const stored = (): Preferences => ({
  language: ofAddress() ?? keptLanguage() ?? languageOfBrowser(navigator.languages),
  theme: THEMES.find((theme) => theme === keptField('theme')) ?? 'auto',
});

/** The links between the languages of a public page name one, which is not kept. */
const ofAddress = () => LANGUAGES.find((language) => language === new URLSearchParams(location.search).get('lang'));

export const preferences = new PreferenceStore();
