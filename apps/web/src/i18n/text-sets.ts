import type { LaterTexts } from './later-texts.js';

/** Texts that pages need together, which are one file for each language (`sets`). Others have a file each. */
const SETS = {
  inside: ['home', 'notices', 'rooms', 'talk'],
  music: ['albums', 'comments', 'editing', 'people', 'playlists', 'tracks'],
  booking: ['booking', 'calendar'],
} as const satisfies Readonly<Record<string, readonly (keyof LaterTexts)[]>>;

/** The file with these texts in a language, beside this one. */
export function textFile(language: string, texts: string): string {
  const set = Object.entries(SETS).find(([, names]) => names.some((name) => name === texts));
  return set ? `./sets/${language}-${set[0]}.ts` : `./${language}/${texts}.json`;
}
