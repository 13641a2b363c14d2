/** Addresses and mentions, which `split` returns between the texts around them. */
export const PARTS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]|@[\p{L}\p{N}_.-]+)/u;

/** A character of Markdown where it may mean something. Plain messages have none, and load nothing. */
const MARKS = /[*`[\\]|\|\||(?:^|[^\p{L}\p{N}])_|<(?:https?|mailto):|^ {0,3}(?:>|#{1,6}\s|[-+]\s|\d{1,9}[.)]\s|~~~|-{3,})/mu;

export const mayBeMarkup = (content: string): boolean => MARKS.test(content);
