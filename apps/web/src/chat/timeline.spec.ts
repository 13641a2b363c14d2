import { expect, test } from '@jest/globals';
import type { ChatMessage, OutgoingMessage } from '@veza/sdk/chat';
import { Timeline } from './timeline.js';

const place = { room: 'general' };

function message(seq: number, fields: Partial<ChatMessage> = {}): ChatMessage {
  return {
    place,
    id: seq + 100,
    seq,
    at: seq * 1_000,
    userId: 1,
    username: 'ana',
    type: 'text',
    content: `message ${seq}`,
    replyTo: null,
    mentions: [],
    files: [],
    isEdited: false,
    isDeleted: false,
    reactions: [],
    clientId: null,
    ...fields,
  };
}

const outgoing = (clientId: string, fields: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  clientId,
  place,
  draft: { content: clientId },
  createdAt: 0,
  state: 'sending',
  ...fields,
});

const change = (seq: number) => ({ place, id: seq + 100, seq: 50, at: 0, userId: 2, username: 'bo' });
const keys = (timeline: Timeline) => timeline.state().lines.map(({ key }) => key);

test('pages and live messages are one list in the order of seq, each message once', () => {
  const timeline = new Timeline();
  timeline.add(message(5));
  timeline.addPage([message(4), message(5)], false);
  timeline.addPage([message(1), message(2)], true);
  timeline.add(message(6));
  expect(keys(timeline)).toEqual(['101', '102', '104', '105', '106']);
  expect(timeline.state().hasOlder).toBe(false);
  expect(timeline.oldest).toBe(101);
});

test('a message that did not change keeps its line through pages, live messages and changes of others', () => {
  const timeline = new Timeline();
  timeline.addPage([message(5), message(6)], false);
  const [line] = timeline.state().lines;
  timeline.addPage([message(3), message(4)], true);
  timeline.edit({ ...change(6), content: 'better' });
  timeline.add(message(7));
  timeline.add(message(2));
  expect(keys(timeline)).toEqual(['102', '103', '104', '105', '106', '107']);
  expect(timeline.state().lines[3]).toBe(line);
});

test('a list around an older message grows in both directions, and holds live messages back until their gap is filled', () => {
  const timeline = new Timeline();
  timeline.add(message(90));
  timeline.addAround([message(40), message(41)]);
  expect(timeline.state()).toMatchObject({ hasOlder: true, hasNewer: true });
  timeline.add(message(91));
  expect(keys(timeline)).toEqual(['140', '141']);
  timeline.addPage([message(39)], true);
  timeline.addNewer([message(42), message(43)], false);
  expect([keys(timeline), timeline.newest]).toEqual([['139', '140', '141', '142', '143'], 143]);
  timeline.add(message(92));
  timeline.addNewer([message(90), message(91)], true);
  expect(keys(timeline)).toEqual(['139', '140', '141', '142', '143', '190', '191', '192']);
  expect(timeline.state()).toMatchObject({ hasOlder: false, hasNewer: false });
  timeline.add(message(93));
  expect(timeline.newest).toBe(193);
  timeline.addNewest([message(91), message(92)], false);
  expect(keys(timeline)).toEqual(['191', '192', '193']);
});

test('an unsent message is last, and keeps its key when it is stored', () => {
  const timeline = new Timeline();
  timeline.setOutgoing('c1', outgoing('c1'));
  timeline.add(message(1));
  expect(keys(timeline)).toEqual(['101', 'c1']);
  timeline.setOutgoing('c1', outgoing('c1', { state: 'sent', id: 102, seq: 2 }));
  expect(keys(timeline)).toEqual(['101', 'c1']);
  timeline.add(message(2, { clientId: 'c1' }));
  expect(keys(timeline)).toEqual(['101', 'c1']);
  expect(timeline.state().lines[1]).toHaveProperty('message.id', 102);
});

test('an acknowledgement after the message itself adds nothing', () => {
  const timeline = new Timeline();
  timeline.setOutgoing('c1', outgoing('c1'));
  timeline.add(message(1, { clientId: 'c1' }));
  timeline.setOutgoing('c1', outgoing('c1', { state: 'sent', id: 101, seq: 1 }));
  expect(keys(timeline)).toEqual(['c1']);
});

test('an acknowledged message that a page of history brings is shown once', () => {
  const timeline = new Timeline();
  timeline.setOutgoing('c1', outgoing('c1'));
  timeline.setOutgoing('c1', outgoing('c1', { state: 'sent', id: 102, seq: 2 }));
  timeline.addNewest([message(1), message(2)], true);
  expect(keys(timeline)).toEqual(['101', 'c1']);
  timeline.add(message(2, { clientId: 'c1' }));
  expect(keys(timeline)).toEqual(['101', 'c1']);
});

test('a discarded message leaves the list', () => {
  const timeline = new Timeline();
  timeline.setOutgoing('c1', outgoing('c1', { state: 'failed' }));
  timeline.setOutgoing('c1', undefined);
  expect(keys(timeline)).toEqual([]);
});

test('edits, deletions and reactions change their message and no other', () => {
  const timeline = new Timeline();
  timeline.addPage([message(1), message(2)], true);
  const untouched = timeline.state().lines[0];
  timeline.edit({ ...change(2), content: 'better' });
  timeline.react({ ...change(2), emoji: '👍', added: true }, 1);
  timeline.react({ ...change(2), userId: 1, emoji: '👍', added: true }, 1);
  expect(timeline.find(102)).toMatchObject({
    content: 'better',
    isEdited: true,
    reactions: [{ emoji: '👍', count: 2, me: true }],
  });
  timeline.react({ ...change(2), userId: 1, emoji: '👍', added: false }, 1);
  expect(timeline.find(102)?.reactions).toEqual([{ emoji: '👍', count: 1, me: false }]);
  timeline.react({ ...change(2), emoji: '👍', added: false }, 1);
  expect(timeline.find(102)?.reactions).toEqual([]);
  timeline.remove(change(2));
  expect(timeline.find(102)).toMatchObject({ content: '', isDeleted: true });
  expect(timeline.state().lines[0]).toBe(untouched);
});

test('messages of an earlier page are shown until the newest page says which of them there are', () => {
  const timeline = new Timeline();
  timeline.addKept([message(1), message(2), message(3)]);
  expect(timeline.state()).toMatchObject({ isKept: true, hasOlder: true });
  timeline.add(message(5));
  timeline.addNewest([message(2), message(4)], true);
  expect(keys(timeline)).toEqual(['102', '104', '105']);
  expect(timeline.state()).toMatchObject({ isKept: false, hasOlder: false });
});

test('a live message is newer than the kept form of it, and kept messages come never after the newest page', () => {
  const timeline = new Timeline();
  timeline.add(message(2, { content: 'new' }));
  timeline.addKept([message(1), message(2, { content: 'old' })]);
  expect(timeline.messages().map(({ content }) => content)).toEqual(['message 1', 'new']);
  timeline.addNewest([message(3)], true);
  timeline.addKept([message(1)]);
  expect(keys(timeline)).toEqual(['103']);
});

test('a long list loses its oldest messages, which are a page of history again', () => {
  const timeline = new Timeline();
  timeline.addNewest([], true);
  for (let seq = 1; seq <= 600; seq += 1) timeline.add(message(seq));
  expect(timeline.shorten()).toBe(false);
  expect(timeline.state()).toMatchObject({ hasOlder: false, lines: { length: 600 } });
  timeline.add(message(601, { clientId: 'own' }));
  timeline.setOutgoing('waits', outgoing('waits'));
  expect(timeline.shorten()).toBe(true);
  const { lines, hasOlder } = timeline.state();
  expect([lines.length, lines[0]?.key, ...keys(timeline).slice(-2), hasOlder]).toEqual([301, '402', 'own', 'waits', true]);
  expect([timeline.oldest, timeline.find(401)]).toEqual([402, undefined]);
  timeline.addPage([message(300), message(301)], false);
  expect(keys(timeline).slice(0, 3)).toEqual(['400', '401', '402']);
});

test('a list that ends before the newest message is not shortened', () => {
  const timeline = new Timeline();
  timeline.addAround(Array.from({ length: 700 }, (_, at) => message(at + 1)));
  expect(timeline.shorten()).toBe(false);
  expect(timeline.state().lines).toHaveLength(700);
});
