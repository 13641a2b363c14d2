import { expect, test } from '@jest/globals';
import type { MessageDraft } from '../protocol/command.js';
import { messageEntry, exceedsLength } from './draft-entry.js';

const media = { objectId: 'o', filename: 'p.png', type: 'image/png', size: 3, by: 1, room: 'general' };
const entry = (draft: Partial<MessageDraft>, ref?: string) =>
  messageEntry(
    { content: 'hello', type: 'text', ...draft },
    {
      room: 'general',
      userId: 1,
      username: 'alice',
      person: 1,
      ref,
      contentMax: 4_000,
      mediaOf: (url) => (url === 'ours' ? media : undefined),
    },
  );

test('length is counted in code points', () => {
  expect(exceedsLength('🎸'.repeat(4_000), 4_000)).toBe(false);
  expect(exceedsLength(`${'🎸'.repeat(4_000)}.`, 4_000)).toBe(true);
  expect(() => entry({ content: 'x'.repeat(4_001) })).toThrow(expect.objectContaining({ code: 'MESSAGE_TOO_LONG' }));
});

test('a mention is found in the text and taken from the client, once', () => {
  expect(entry({ content: 'hi @bob and @carol_1', mentions: ['bob', 'dave', 'no name'] }).mentions).toEqual([
    'bob',
    'dave',
    'carol_1',
  ]);
});

test('the same words under the same id are the same message, others are not', () => {
  const [one, again, other] = [entry({}, 'id'), entry({}, 'id'), entry({ content: 'hello!' }, 'id')];
  expect(one.digest).toBe(again.digest);
  expect(one.digest).not.toBe(other.digest);
  expect([one.named, entry({}).named]).toEqual([true, false]);
});

test.each([
  [{ type: 'video' }, 'message_type'],
  [{ type: 'image' }, 'media_url'],
  [{ type: 'image', mediaUrls: ['https://elsewhere.example/p.png'] }, 'media_url'],
  [{ type: 'voice', mediaUrls: ['ours'] }, 'duration'],
  [{ content: 'a\0b' }, 'content'],
])('%j is refused for its %s', (draft, field) => {
  expect(() => entry(draft)).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED', details: [expect.objectContaining({ field })] }),
  );
});

test('media that this system gave out is stored as an object, never as a URL', () => {
  expect(entry({ type: 'image', mediaUrls: ['ours'] }).media).toEqual([media]);
});
