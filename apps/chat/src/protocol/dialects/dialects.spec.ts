import { describe, expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { mismatchOf } from '../../../test/frame-check.js';
import { directRoom, type LogEvent } from '../log-event.js';
import type { Reply, OutgoingEvent, OutgoingEventKind, HistoryMessage } from '../outgoing.types.js';
import { type Dialect, dialectAt, dialectNamed } from './index.js';
import type { Viewer } from '../identity.js';

const AT = Date.parse('2026-11-20T10:00:00.123Z');
const viewer: Viewer = { userId: 7, username: 'bob', role: 'user', sessionId: 'a-session' };
const link = {
  url: 'http://localhost:8080/chat-files?token=x',
  filename: 'kick.wav',
  type: 'audio/wav',
  size: 44,
  duration: 1.5,
};
const what = { room: 'general', seq: 3, at: AT, userId: 5, username: 'alice', id: 12 };
const sent = { ...what, type: 'audio' as const, content: 'listen @bob', replyTo: 11, mentions: ['bob'], media: [link] };
const past: HistoryMessage = {
  ...sent,
  avatar: null,
  edited: true,
  deleted: false,
  reactions: [{ emoji: '👍', count: 2, me: true }],
};
const member = { room: 'general', userId: 5, username: 'alice' };

/** An example of every kind of event: a kind without one does not compile. */
const EXAMPLES: { [Kind in OutgoingEventKind]: Extract<OutgoingEvent, { kind: Kind }> } = {
  message: { kind: 'message', ...sent, clientId: 'own', edited: false, deleted: false },
  edited: { kind: 'edited', ...what, content: 'better' },
  deleted: { kind: 'deleted', ...what },
  reacted: { kind: 'reacted', ...what, emoji: '👍' },
  unreacted: { kind: 'unreacted', ...what, emoji: '👍' },
  entered: { kind: 'entered', ...member },
  left: { kind: 'left', ...member },
  presence: { kind: 'presence', room: 'general', online: 101 },
  typing: { kind: 'typing', ...member, on: true },
  read: { kind: 'read', ...member, id: 12, seq: 3 },
  file: { kind: 'file', room: 'general', id: 12, file: link },
  roomUpdated: {
    kind: 'roomUpdated',
    room: 'general',
    name: 'Strings',
    description: null,
    isPrivate: true,
    memberLimit: 9,
    slowMode: 30,
  },
  memberUpdated: { kind: 'memberUpdated', ...member, role: 'moderator' },
  pinned: { kind: 'pinned', ...member, id: 12, isPinned: true },
  moderated: { kind: 'moderated', action: 'user_banned', ...member, moderatorId: 1, reason: 'spam', duration: '1h' },
  trackNoticed: {
    kind: 'trackNoticed',
    id: 12,
    trackId: 9,
    title: 'Your track could not be converted',
    message: '“Raga”: The audio is too long.',
    error: 'TOO_LONG',
    at: AT,
  },
  memberAdded: { kind: 'memberAdded', room: 'general' },
  noticesChanged: { kind: 'noticesChanged', notice: 'comment' },
  notified: {
    kind: 'notified',
    seq: 8,
    cabinetId: 'a-cabinet',
    notification: {
      id: '1',
      type: 'appointment',
      priority: 'medium',
      title: 'A new appointment',
      message: 'On Monday at nine',
      data: { appointmentId: '2' },
      timestamp: '2026-11-20T10:00:00.000Z',
      read: false,
    },
  },
  appointment: {
    kind: 'appointment',
    seq: 7,
    cabinetId: 'a-cabinet',
    appointment: { id: '2', cabinetId: 'a-cabinet', change: 'booked' },
  },
  caughtUp: { kind: 'caughtUp', seq: 8, complete: true },
  authenticated: { kind: 'authenticated', ref: 'r' },
  refused: { kind: 'refused', message: 'no' },
  expiring: { kind: 'expiring', inMs: 60_000 },
  pong: { kind: 'pong', ref: 'r', at: AT },
  joined: {
    kind: 'joined',
    room: 'general',
    name: 'General',
    type: 'public',
    online: 2,
    last: past,
    lastSeq: 3,
    truncated: true,
  },
  departed: { kind: 'departed', room: 'general' },
  ack: { kind: 'ack', ref: 'own', id: 12, seq: 3, duplicate: false },
  history: { kind: 'history', room: 'general', messages: [past], total: 9, more: true },
  synced: { kind: 'synced', rooms: { general: 3 }, direct: { 5: 1 }, truncated: { rooms: ['general'], direct: [] } },
  resumeToken: { kind: 'resumeToken', token: 'a-token' },
  resumed: { kind: 'resumed', rooms: { general: 3 }, direct: { 5: 1 }, truncated: { rooms: [], direct: ['5'] } },
  notResumed: { kind: 'notResumed' },
  reported: { kind: 'reported', id: 4 },
  uploadReady: { kind: 'uploadReady', url: link.url, id: 'an-id', expiresAt: '2026-11-20T10:10:00.000Z' },
  fault: { kind: 'fault', ref: 'r', room: 'general', error: new DeclaredError('RATE_LIMITED', { retryAfter: 3 }) },
};

const direct = directRoom(5, 7);
const DIRECT: OutgoingEvent[] = [EXAMPLES.message, EXAMPLES.edited, EXAMPLES.deleted, EXAMPLES.reacted, EXAMPLES.unreacted].map(
  (event: LogEvent) => ({ ...event, room: direct }),
);

function dialectOf(name: string): Dialect {
  const dialect = dialectNamed(name);
  if (!dialect) throw new Error(`There is no dialect ${name}`);
  return dialect;
}

/** Events that only `nova.v1` has, and all events that it has. */
const CABINET = new Set<OutgoingEventKind>(['notified', 'appointment', 'caughtUp']);
const NOVA = new Set<OutgoingEventKind>([...CABINET, 'authenticated', 'refused', 'expiring', 'pong', 'fault']);

/** Events that the dialect with printed clients of several seeds has alone. */
const ONLY_V1 = new Set<OutgoingEventKind>(['pinned', 'memberAdded']);

/** The answers to one command; `expiring` is none. */
const REPLIES: readonly Reply[] = [
  EXAMPLES.authenticated,
  EXAMPLES.refused,
  EXAMPLES.pong,
  EXAMPLES.joined,
  EXAMPLES.departed,
  EXAMPLES.ack,
  EXAMPLES.history,
  EXAMPLES.synced,
  EXAMPLES.reported,
  EXAMPLES.uploadReady,
  EXAMPLES.fault,
];

describe.each(['veza.v1', 'veza.chat', 'veza.flat'] as const)('%s', (name) => {
  const dialect = dialectOf(name);

  test.each(Object.values(EXAMPLES))('the frame of $kind matches asyncapi.json', (event) => {
    if (CABINET.has(event.kind) || (name !== 'veza.v1' && ONLY_V1.has(event.kind)))
      expect(dialect.encode(event, viewer)).toBeUndefined();
    else expectContract(event);
  });
  test('frames of direct rooms match asyncapi.json', () => {
    for (const event of DIRECT) expectContract(event);
    expectContract({ ...EXAMPLES.read, room: direct });
    expectContract({ ...EXAMPLES.history, room: undefined, with: 5 });
  });

  function expectContract(event: OutgoingEvent): void {
    const plain: Record<string, unknown> = JSON.parse(JSON.stringify(dialect.encode(event, viewer)));
    expect(mismatchOf(name, 'out', plain)).toBeUndefined();
  }

  test('an invalid frame is decoded to an error with its id and the name of the field', () => {
    const named =
      name === 'veza.v1' ? { id: 'r', data: {} } : name === 'veza.chat' ? { data: { client_id: 'r' } } : { client_id: 'r' };
    const type = name === 'veza.flat' ? 'join' : 'join_room';
    const decoded = dialect.decode({ type, ...named });
    if (!('bad' in decoded)) throw new Error('The frame was decoded as a command');
    expect(decoded.bad.ref).toBe('r');
    expect(decoded.bad.error.details).toMatchObject([{ field: name === 'veza.v1' ? 'room_id' : 'room' }]);
    for (const odd of [null, [], 'text', 4, {}, { type: 'toString' }, { type: 5 }, { type: '__proto__' }])
      expect(dialect.decode(odd)).toHaveProperty('bad');
  });

  const idName = name === 'veza.v1' ? 'id' : 'client_id';
  const ping = (id: unknown) =>
    name === 'veza.chat' ? { type: 'ping', data: { client_id: id } } : { type: 'ping', [idName]: id };

  test('a number as the id of a command counts as its text, and any other value that is no id is refused', () => {
    const id = 'x'.repeat(128);
    for (const [given, ref] of [
      [id, id],
      [5, '5'],
      [-1.5, '-1.5'],
      [null, undefined],
      [undefined, undefined],
    ])
      expect(dialect.decode(ping(given))).toEqual({ command: { name: 'ping', input: {}, ref } });
    for (const given of ['', 'x'.repeat(129), 2 ** 53, Infinity, true, {}, ['a']])
      expect(dialect.decode(ping(given))).toMatchObject({
        bad: { ref: undefined, error: { code: 'VALIDATION_FAILED', details: [{ field: idName }] } },
      });
  });

  test('every reply repeats the id of its command', () => {
    for (const event of REPLIES) {
      const frame: Record<string, unknown> = JSON.parse(JSON.stringify(dialect.encode({ ...event, ref: 'c-7' }, viewer)));
      expect([event.kind, mismatchOf(name, 'out', frame)]).toEqual([event.kind, undefined]);
      const place: unknown = name === 'veza.chat' ? frame.data : frame;
      expect([event.kind, place]).toEqual([event.kind, expect.objectContaining({ [idName]: 'c-7' })]);
    }
  });
});

test('equal commands of different dialects decode to the same command', () => {
  const decode = (name: string, frame: unknown) => dialectOf(name).decode(frame);
  const join = { command: { name: 'join', input: { room: 'general', since: 4 }, ref: 'r' } };
  expect(decode('veza.v1', { type: 'join_room', id: 'r', data: { room_id: 'general', since: 4 } })).toEqual(join);
  expect(decode('veza.chat', { type: 'join_room', data: { room: 'general', since: 4, client_id: 'r' } })).toEqual(join);
  expect(decode('veza.flat', { type: 'join', room: 'general', since: 4, client_id: 'r' })).toEqual(join);

  const react = { command: { name: 'react', input: { id: 12, emoji: '👍' }, ref: undefined } };
  expect(
    decode('veza.v1', { type: 'message', data: { room_id: 'general', content: '👍', message_type: 'reaction', reply_to: '12' } }),
  ).toEqual(react);
  expect(
    decode('veza.chat', {
      type: 'room_message',
      data: { room: 'general', content: '👍', message_type: 'reaction', reply_to: 12 },
    }),
  ).toEqual(react);
  expect(decode('veza.flat', { type: 'reaction', room: 'general', messageId: 12, content: '👍' })).toEqual(react);

  const edit = { command: { name: 'edit', input: { id: 12, content: 'x' }, ref: undefined } };
  for (const spelling of ['message_id', 'messageId'])
    expect(decode('veza.flat', { type: 'edit_message', [spelling]: 12, content: 'x' })).toEqual(edit);
});

test('a private message is addressed to its recipient, whatever its room_id', () => {
  const data = { room_id: 'private_1_7', recipient_id: '7', content: 'psst', message_type: 'text', is_private: true };
  expect(dialectOf('veza.v1').decode({ type: 'message', data })).toMatchObject({
    command: { name: 'sendDirect', input: { userId: 7, content: 'psst' } },
  });
});

test('from of a direct message in veza.flat is the other user for each viewer', () => {
  const flat = dialectOf('veza.flat');
  const event: OutgoingEvent = { ...EXAMPLES.message, room: direct };
  expect(flat.isPersonal(event)).toBe(true);
  expect(flat.encode(event, viewer)).toMatchObject({ from: 5, to: 7, user_id: 5 });
  expect(flat.encode(event, { ...viewer, userId: 5 })).toMatchObject({ from: 7, to: 7, user_id: 5 });
});

test('without a subprotocol the listener and the path choose the dialect', () => {
  const chosen = (listener: 'main' | 'flat', path: string) => dialectAt(listener, path)?.name;
  expect(['/ws', '/ws/', '/ws/chat', '/', '/ws/nova', '/elsewhere', '/constructor'].map((path) => chosen('main', path))).toEqual([
    'veza.v1',
    'veza.v1',
    'veza.chat',
    'nova.v1',
    'nova.v1',
    undefined,
    undefined,
  ]);
  expect(chosen('flat', '/ws')).toBe('veza.flat');
});

test('nova.v1 has ping and pong, and no chat command or event', () => {
  const nova = dialectOf('nova.v1');
  expect(nova.decode({ type: 'ping' })).toMatchObject({ command: { name: 'ping' } });
  expect(nova.decode({ type: 'join_room', data: { room: 'general' } })).toHaveProperty('bad');
  expect(nova.encode(EXAMPLES.pong)).toMatchObject({ type: 'pong' });
  for (const event of Object.values(EXAMPLES)) {
    const frame = nova.encode(event, viewer);
    expect([event.kind, frame !== undefined]).toEqual([event.kind, NOVA.has(event.kind)]);
    if (frame) expect(mismatchOf('nova.v1', 'out', JSON.parse(JSON.stringify(frame)))).toBeUndefined();
  }
});
