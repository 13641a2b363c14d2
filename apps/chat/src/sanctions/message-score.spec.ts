import { expect, test } from '@jest/globals';
import { isShouted, linksIn, MessageScore, normalised } from './auto-moderation.js';

const score = new MessageScore({ words: ['durian', 'c++'], repeats: 5, links: 5, threshold: 10 });
const like = (content: string) => ({ likeness: normalised(content), shouted: isShouted(content) });
const of = (content: string, earlier: readonly string[] = []) => score.of(content, like(content), earlier.map(like));

const SHOUT = 'WHY DOES THE BAND NEVER PLAY THIS SONG LIVE';
const links = (n: number) => Array.from({ length: n }, (_, i) => `https://example.test/${i}`).join(' ');

test.each<[string, string, readonly string[], number, string | undefined]>([
  ['nothing special', 'good morning', ['good evening'], 0, undefined],
  ['a forbidden word', 'what a DURIAN!', [], 10, 'words'],
  ['a forbidden word with signs', 'I like C++.', [], 10, 'words'],
  ['a longer word that holds one', 'durians', [], 0, undefined],
  ['said once before', 'hello', ['hello'], 2, 'repeats'],
  ['said five times, however it is written', 'Buy  NOW', Array(5).fill('buy now'), 10, 'repeats'],
  ['as many links as may be', links(5), [], 50 / 6, 'links'],
  ['one link more', links(6), [], 10, 'links'],
  ['one shout', SHOUT, [], 4, 'capitals'],
  ['the fourth shout', SHOUT, [`${SHOUT}!`, `${SHOUT}?`, `${SHOUT}…`], 10, 'capitals'],
  ['a shout of links', `${SHOUT} ${links(4)}`.toUpperCase(), [], 4 + 40 / 6, 'links'],
])('%s', (_name, content, earlier, points, reason) => {
  const found = of(content, earlier);
  expect(found.points).toBeCloseTo(points);
  expect(found.reason).toBe(reason);
});

test('a shout is long and mostly capitals, in any alphabet', () => {
  expect(
    [SHOUT, 'ПОЧЕМУ НИКТО МЕНЯ ЗДЕСЬ НЕ СЛУШАЕТ', SHOUT.toLowerCase(), 'OK', '1234567890 1234567890 1234567890'].map(isShouted),
  ).toEqual([true, true, false, false, false]);
});

test('links are counted with and without a scheme', () => {
  expect(linksIn('http://a.test HTTPS://b.test www.c.test (www.d.test) swww.e.test')).toBe(4);
});

test('a letter beyond ASCII changes nothing of what the others are taken for', () => {
  for (const text of [SHOUT, SHOUT.toLowerCase(), 'Half OF these LETTERS are CAPITALS, not more', 'A b\tC\n d']) {
    expect(isShouted(`${text}…`)).toBe(isShouted(text));
    expect(normalised(`${text}…`)).toBe(`${normalised(text)}...`);
    expect(linksIn(`${text} https://a.test …`)).toBe(linksIn(`${text} https://a.test`));
  }
});
