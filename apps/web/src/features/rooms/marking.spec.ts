import { expect, test } from '@jest/globals';
import { marked } from './marking.js';

/** The text with brackets around what is chosen. */
const shown = ({ text, start, end }: ReturnType<typeof marked>) =>
  `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
const mark = (text: string, by: string) => {
  const [before = '', chosen = '', after = ''] = text.split(/[[\]]/);
  return shown(marked({ text: before + chosen + after, start: before.length, end: before.length + chosen.length }, by));
};

test('a mark stands around what is chosen, and goes by the same key', () => {
  expect(mark('a [word] b', '**')).toBe('a **[word]** b');
  expect(mark('a **[word]** b', '**')).toBe('a [word] b');
  expect(mark('[]', '`')).toBe('`[]`');
  expect(mark('**[word]**', '*')).toBe('***[word]***');
  expect(mark('***[word]***', '*')).toBe('**[word]**');
});
