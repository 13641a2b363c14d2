import type { Language } from '../../i18n/languages.js';
import { storage } from '../../preferences/storage.js';
import { areBegun, wordsOf } from '../../ui/matching.js';

export interface Emoji {
  readonly emoji: string;
  readonly name: string;
  /** Name and further words, as they are searched. */
  readonly words: readonly string[];
}

export interface EmojiGroup {
  readonly name: string;
  readonly emojis: readonly Emoji[];
}

const LISTS = {
  en: () => import('emojibase-data/en/data.json?picker'),
  fr: () => import('emojibase-data/fr/data.json?picker'),
} satisfies Record<Language, unknown>;

const MOST_FOUND = 120;
const MOST_RECENT = 24;
const RECENT = 'veza.recent-emoji';

/** Every emoji with its name in this language: 40 KiB, which the first opened picker loads. */
export async function loadEmojis(language: Language): Promise<readonly EmojiGroup[]> {
  const { default: groups } = await LISTS[language]();
  return groups.map(({ name, emojis }) => ({
    name,
    emojis: emojis.map(([emoji, label, tags]) => ({ emoji, name: label, words: wordsOf(`${label} ${tags}`) })),
  }));
}

/** The emoji of which each searched word begins a word. */
export function searchEmojis(groups: readonly EmojiGroup[], search: string): Emoji[] {
  const wanted = wordsOf(search);
  return groups.flatMap(({ emojis }) => emojis.filter(({ words }) => areBegun(wanted, words))).slice(0, MOST_FOUND);
}

/** The emoji that this browser chose last, the newest first. */
export function recentEmojis(): string[] {
  return (storage.read(RECENT) ?? '').split(' ').filter((emoji) => emoji !== '');
}

export function keepRecent(emoji: string): void {
  const recent = [emoji, ...recentEmojis().filter((each) => each !== emoji)];
  storage.write(RECENT, recent.slice(0, MOST_RECENT).join(' '));
}
