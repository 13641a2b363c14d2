import { expect, test } from '@jest/globals';
import { isEmoji } from './emoji.js';

test.each([
  ['a face', '😀'],
  ['a skin tone', '👍🏽'],
  ['a heart with a variation selector', '❤️'],
  ['a heart without one', '❤'],
  ['a family', '👨‍👩‍👧‍👦'],
  ['an eye in a bubble without selectors', '👁‍🗨'],
  ['a flag', '🇫🇷'],
  ['a flag with tags', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['a keycap', '1️⃣'],
  ['a keycap without a selector', '1⃣'],
])('%s is an emoji', (_, text) => expect(isEmoji(text)).toBe(true));

test.each([
  ['a sentence', 'you are dumb!!!'],
  ['a letter', 'x'],
  ['a digit', '1'],
  ['nothing', ''],
  ['white space', ' 👍'],
  ['two emoji', '👍👍'],
  ['an emoji with a text', '👍ok'],
  ['regional indicators that are no flag', '🇽🇽'],
  ['letters hidden in tags', '🏴\u{e0061}\u{e0062}\u{e0063}\u{e007f}'],
  ['a combining mark', '👍\u0301'],
  ['a chain of joined emoji', Array(9).fill('😀').join('\u200d')],
])('%s is not an emoji', (_, text) => expect(isEmoji(text)).toBe(false));
