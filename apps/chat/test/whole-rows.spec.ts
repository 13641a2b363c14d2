import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { chat, type SectionOf } from '@veza/contracts';
import { type EntityClass, tableColumnsOf, tableOf } from '@veza/database';
import { byProperty, expectDistinct, expectWhole, type Row, wholeRow, writeDistinct } from '@veza/testing';
import { RoomMemberEntity } from '../src/access/room-member.entity.js';
import { MessageEntity } from '../src/commit/message.entity.js';
import { BlockEntity } from '../src/conversations/block.entity.js';
import { InviteLinkEntity } from '../src/invite-links/invite-link.entity.js';
import { ReactionEntity } from '../src/messages/reaction.entity.js';
import { ReportEntity } from '../src/moderation/report.entity.js';
import { ThingReportEntity } from '../src/moderation/thing-report.entity.js';
import { PinEntity } from '../src/pins/pin.entity.js';
import { SavedMessageEntity } from '../src/saved-messages/saved-message.entity.js';
import { ThreadReadEntity } from '../src/threads/thread-read.entity.js';
import { SanctionEntity } from '../src/sanctions/sanction.entity.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';

type Section = SectionOf<typeof chat.personalData.export>;
interface Whole {
  entity: EntityClass;
  row: Row;
  leftOut: Record<string, string>;
}

let chats: ChatUnderTest;
let person: TestAccount;
let room: string;
beforeAll(async () => {
  chats = await startChats(1);
});
afterAll(() => chats?.stop());
beforeEach(async () => {
  person = await chats.identity.signUp('whole');
  room = await chats.newRoom(await chats.identity.signUp('founder'));
});

const OWN = { userId: 'the caller' };
const at = (day: number) => `2026-02-${String(day).padStart(2, '0')}T00:00:00Z`;

/** A row of each section with a value of its own in every column. */
const WHOLE: Record<Section, () => Whole> = {
  rooms: () => ({
    entity: RoomMemberEntity,
    row: {
      ...{ room, userId: person.id, role: 'member', joinedAt: at(1), lastReadSeq: '4321' },
      ...{ level: 'mentions', pausedUntil: at(14) },
    },
    leftOut: OWN,
  }),
  messages: () => ({
    entity: MessageEntity,
    row: {
      id: '900001',
      room,
      seq: '7000',
      userId: person.id,
      type: 'text',
      content: 'bonjour',
      replyTo: '12',
      threadId: '13',
      mentions: ['ada'],
      media: [{ objectId: 'x', filename: 'a.wav' }],
      clientId: 'c-1',
      createdAt: at(2),
      editedAt: at(3),
      deletedAt: at(4),
    },
    leftOut: { ...OWN, mentions: 'names of others', media: 'as files', clientId: 'of the client', threadId: 'of replyTo' },
  }),
  reactions: () => ({
    entity: ReactionEntity,
    row: { messageId: '900002', userId: person.id, emoji: '🎵', at: at(5) },
    leftOut: OWN,
  }),
  pins: () => ({
    entity: PinEntity,
    row: { messageId: '900004', room, userId: person.id, at: at(12) },
    leftOut: OWN,
  }),
  saved_messages: () => ({
    entity: SavedMessageEntity,
    row: { id: '900005', messageId: '900006', userId: person.id, savedAt: at(13) },
    leftOut: OWN,
  }),
  thread_reads: () => ({
    entity: ThreadReadEntity,
    row: { userId: person.id, threadId: '900007', readSeq: '5432' },
    leftOut: OWN,
  }),
  invite_links: () => ({
    entity: InviteLinkEntity,
    row: {
      ...{ id: 7_001, codeHash: '\\x0badc0de', room, createdBy: person.id, createdAt: at(15), expiresAt: at(16) },
      ...{ maxUses: 31, uses: 17 },
    },
    leftOut: { codeHash: 'a secret', createdBy: 'the caller' },
  }),
  blocks: () => ({
    entity: BlockEntity,
    row: { userId: person.id, blockedId: 987_654, person: 987_659, blockedPerson: 987_660, at: at(6) },
    leftOut: { ...OWN, person: 'the caller', blockedPerson: 'another person, if it is a bot' },
  }),
  reports: () => ({
    entity: ReportEntity,
    row: {
      id: 5_001,
      messageId: '900003',
      room,
      userId: 987_655,
      reporterId: person.id,
      reason: 'spam',
      details: 'trop',
      content: 'achetez',
      context: [{ content: 'avant' }],
      status: 'actioned',
      resolution: 'fermé',
      resolvedBy: 987_656,
      resolvedAt: at(7),
      createdAt: at(8),
    },
    leftOut: {
      ...{ reporterId: 'the caller', userId: 'another person', content: 'of another person', context: 'of other people' },
      ...{ resolution: 'of the moderators', resolvedBy: 'of the moderators', resolvedAt: 'of the moderators' },
    },
  }),
  thing_reports: () => ({
    entity: ThingReportEntity,
    row: {
      ...{ id: 5_002, kind: 'comment', thingId: 987_661, trackId: 987_662, title: 'Nuit', content: 'achetez tout' },
      ...{ userId: 987_663, reporterId: person.id, reason: 'abuse', details: 'encore', status: 'dismissed' },
      ...{ resolution: 'rien', resolvedBy: 987_664, resolvedAt: at(17), createdAt: at(18) },
    },
    leftOut: {
      ...{ reporterId: 'the caller', userId: 'another person', content: 'of another person' },
      ...{ resolution: 'of the moderators', resolvedBy: 'of the moderators', resolvedAt: 'of the moderators' },
    },
  }),
  sanctions: () => ({
    entity: SanctionEntity,
    row: {
      id: 6_001,
      kind: 'mute',
      room,
      userId: person.id,
      reason: 'bruit',
      duration: '1h',
      until: at(9),
      moderatorId: 987_657,
      rank: 'owner',
      createdAt: at(10),
      liftedAt: at(11),
      liftedBy: 987_658,
      ofRole: false,
    },
    leftOut: {
      ...OWN,
      moderatorId: 'another person',
      rank: 'of the moderator',
      liftedBy: 'another person',
      ofRole: 'with the rooms',
    },
  }),
};

test('a message is stored, delivered and read with every field', async () => {
  const [author, reader] = [await chats.open(person, 0), await chats.open(await chats.identity.signUp('reader'), 0)];
  for (const each of [author, reader]) await each.join(room);
  await chats.sql(`SELECT setval(pg_get_serial_sequence('chat.messages', 'id'), 500000)`); // an id is no seq, and no user
  const first = await author.storeMessage(room, 'the first');
  const second = author.send('message', { room_id: room, content: 'a', message_type: 'text', reply_to: String(first) });
  const replyTo = Number((await author.acked(second)).fields.message_id);
  const content = 'bonjour @reader';
  const mentions = ['reader'];
  const ref = author.send('message', { room_id: room, content, message_type: 'text', reply_to: String(replyTo) });
  const id = String((await author.acked(ref)).fields.message_id);
  const columns = tableColumnsOf(MessageEntity);
  const [row = {}] = await chats.sql<Row>(`SELECT ${wholeRow(columns)} FROM chat.messages WHERE id = $1`, [id]);
  expectDistinct(row, { editedAt: 'it is not edited', deletedAt: 'it is not deleted' });
  const sent = { id, room, userId: person.id, type: 'text', content, replyTo: String(replyTo), mentions, clientId: ref };
  expect(row).toMatchObject(sent);
  const [view] = (await chats.call(chat.messages.history, callerOf(person), { room })).slice(-1);
  expectWhole(
    row,
    { ...view, room: view?.roomId },
    {
      clientId: 'of the client',
      threadId: 'of threads',
      media: 'as attachments',
      editedAt: 'as isEdited',
      deletedAt: 'as isDeleted',
    },
  );
  const delivered = (await reader.next('message_received', ({ message_id }) => String(message_id) === id)).fields;
  expect(delivered).toMatchObject({
    room_id: room,
    content,
    reply_to: String(replyTo),
    mentions,
    seq: Number(row['seq']),
  });
});

test.each(Object.entries(WHOLE))('the personal data have every column of %s', async (name, whole) => {
  const { entity, row, leftOut } = whole();
  const columns = tableColumnsOf(entity);
  const stored = await writeDistinct(chats.sql, { table: `chat.${tableOf(entity)}`, columns, row });
  const section = chat.personalData.export.request.shape.section.parse(name);
  const { rows } = await chats.call(chat.personalData.export, callerOf(person), { section });
  expectWhole(stored, byProperty(columns, rows[0]), leftOut);
});
