import type { KeyboardEvent } from 'react';

/** A text with what is chosen in it. */
export interface MarkedText {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const MARKS: Readonly<Record<string, string>> = { b: '**', i: '*', e: '`' };

/** The mark of Control or Command with B, I or E. */
export function markOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string | undefined {
  return (ctrlKey || metaKey) && !altKey && !shiftKey ? MARKS[key.toLowerCase()] : undefined;
}

/** Sets the mark around what is chosen, or takes it away where it stands. The same words stay chosen. */
export function marked({ text, start, end }: MarkedText, mark: string): MarkedText {
  const [before, chosen, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const { length } = mark;
  if (isEnded(before, mark) && after.startsWith(mark))
    return { text: before.slice(0, -length) + chosen + after.slice(length), start: start - length, end: end - length };
  return { text: before + mark + chosen + mark + after, start: start + length, end: end + length };
}

/** Whether the text ends with this mark, and not with a longer one: `**` does not end with `*`. */
const isEnded = (text: string, mark: string): boolean =>
  text.endsWith(mark) && (mark !== '*' || !text.endsWith('**') || text.endsWith('***'));
