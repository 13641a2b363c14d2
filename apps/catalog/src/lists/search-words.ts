const MOST_WORDS = 8;
const MOST_PHRASES = 4;

/** A search as it is typed, in its parts. */
export interface Search {
  text: string;
  /** Words that a row must have, those of phrases among them. */
  words: readonly string[];
  /** Texts between quotation marks, which a row must have as they are, but for case and accents. */
  phrases: readonly string[];
  /** Words and phrases behind a minus, which a row must not have. */
  excluded: readonly string[];
}

/** Words that join others. `les` is none of them: "Les Paul" is a guitar. */
const JOINING = new Set(
  'le la un une de du des à au aux en et ou par pour avec sur dans the an of for with and or in on by to'.split(' '),
);

/** `3/4` is the size of a violin. row_words() of the schema has the `34` of a name. */
const FRACTION = /(?<![\p{L}\p{N}/])(\d)\/(\d)(?![\p{L}\p{N}/])/gu;

/** Single letters (`d'`, `l'`) count only when there are no longer words. */
function allWords(text: string): string[] {
  const named = text.replaceAll('++', 'plusplus').replace(/(\w)#/g, '$1sharp'); // as plain_text() of the schema
  const all = named.replace(FRACTION, '$1$2').match(/[\p{L}\p{N}]+/gu) ?? [];
  const long = all.filter((word) => word.length > 1);
  return long.length > 0 ? long : all;
}

/** The words of a search, at most eight. */
export const searchWords = (text: string): string[] => allWords(text).slice(0, MOST_WORDS);

/** Without words that join others, unless fewer than two are left: their rows are nearly all rows. */
function tellingWords(text: string): string[] {
  const all = allWords(text);
  const telling = all.filter((word) => !JOINING.has(word.toLowerCase()));
  return (telling.length > 1 ? telling : all).slice(0, MOST_WORDS);
}

/** Not of a single letter: "rock -n- roll". */
const EXCLUDED = /(?<=^|\s)-(?=[\p{L}\p{N}]{2})(\S+)/gu;
const BEFORE_EXCLUDED = /(?:^|\s)-$/;

export const isPhrase = (text: string): boolean => /[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]/u.test(text);

/** A minus without another word, and a quotation mark without a second one, are punctuation. */
export function searchOf(text: string): Search {
  const pieces = text.replace(/[“”„«»]/g, '"').split('"');
  const [kept, phrases, excluded]: [string[], string[], string[]] = [[], [], []];
  pieces.forEach((piece, at) => {
    if (at % 2 === 0 || at === pieces.length - 1) {
      kept.push(piece.replace(EXCLUDED, ' '));
      excluded.push(...[...piece.matchAll(EXCLUDED)].flatMap(([, word = '']) => searchWords(word)));
    } else if (BEFORE_EXCLUDED.test(pieces[at - 1] ?? ''))
      excluded.push(...(isPhrase(piece) ? [piece.trim()] : searchWords(piece)));
    else {
      kept.push(piece);
      if (isPhrase(piece)) phrases.push(piece.trim());
    }
  });
  const words = tellingWords(kept.join(' '));
  if (words.length === 0) return { text, words: searchWords(text), phrases: [], excluded: [] };
  return { text, words, phrases: phrases.slice(0, MOST_PHRASES), excluded: excluded.slice(0, MOST_WORDS) };
}

/** The same search without some of its words, and without the phrases that have them. */
export function withoutWords(search: Search, left: readonly string[]): Search {
  const has = (phrase: string) => searchWords(phrase).some((word) => left.includes(word));
  return {
    ...search,
    words: search.words.filter((word) => !left.includes(word)),
    phrases: search.phrases.filter((phrase) => !has(phrase)),
  };
}
