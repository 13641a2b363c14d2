/** Addresses and mentions, which `split` returns between the texts around them. */
export const PARTS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]|@[\p{L}\p{N}_.-]+)/u;

/** The addresses in texts, as they were written. Each message that is drawn comes here, and few have one. */
export function* addressesIn(texts: readonly string[]): Generator<string> {
  for (const text of texts) if (text.includes('://')) yield* text.split(PARTS).filter((part) => /^https?:/.test(part));
}

/** A character of Markdown where it may mean something. Plain messages have none, and load nothing. */
const MARKS = /[*`[\\]|\|\||(?:^|[^\p{L}\p{N}])_|<(?:https?|mailto):|^ {0,3}(?:>|#{1,6}\s|[-+]\s|\d{1,9}[.)]\s|~~~|-{3,})/mu;

export const mayBeMarkup = (content: string): boolean => MARKS.test(content);
