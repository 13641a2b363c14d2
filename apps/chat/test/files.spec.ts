import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Controller } from '@nestjs/common';
import {
  chat,
  DeclaredError,
  DELETED_USERNAME,
  type ObjectFacts,
  objects,
  type RpcInput,
  SYSTEM,
  userEvents,
  type VoiceFacts,
} from '@veza/contracts';
import { Database } from '@veza/database';
import { Input, Rpc } from '@veza/transport';
import { MediaLinks } from '../src/delivery/media-links.js';
import { PersonalDataController } from '../src/personal-data/personal-data.controller.js';
import { callerOf, type ChatUnderTest, startChats } from './chat-under-test.js';
import type { TestAccount } from './fake-identity.js';
import { CHAT_DIALECTS, type Fields, type ReceivedFrame, TestClient } from './test-client.js';

/** Stands in for the media service: stored objects with their uploaders, and the claims on them. */
@Controller()
class FakeMedia {
  readonly claims: string[] = [];
  readonly released: string[] = [];
  private readonly stored = new Map<string, ObjectFacts & { userId: number }>();

  /** Stores an object as after an upload through the gateway, with its detected type. Returns its id. */
  store(userId: number, type: string, hash = 'x', voice?: VoiceFacts): string {
    const objectId = randomUUID();
    this.stored.set(objectId, { objectId, filename: 'as the form said', size: 12_345, type, hash, userId, voice });
    return objectId;
  }

  @Rpc(objects.claim)
  claim(@Input() { objectId, ownerRef, userId }: RpcInput<typeof objects.claim>): ObjectFacts {
    const found = this.stored.get(objectId);
    if (!found || found.userId !== userId) throw new DeclaredError('NOT_FOUND');
    this.claims.push(ownerRef);
    return found;
  }

  @Rpc(objects.release)
  release(@Input() { objectId }: RpcInput<typeof objects.release>): null {
    this.released.push(objectId);
    return null;
  }
}

let chats: ChatUnderTest;
let media: FakeMedia;
let owner: TestAccount;

beforeAll(async () => {
  chats = await startChats(2, { CHAT_FILE_MAX: '1MiB', CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_CHANGES_PER_MINUTE: '100000' });
  media = await chats.peer('media', FakeMedia);
  owner = await chats.identity.signUp('owner');
});

afterAll(() => chats?.stop());

const tokenIn = (url: unknown): string => new URL(String(url)).searchParams.get('token') ?? '';
const refusal = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

const requestUpload = (client: TestClient, room: string, size = 5_000): string =>
  client.send('file_upload', {
    [client.dialect === 'veza.v1' ? 'room_id' : 'room']: room,
    filename: 'Soirée n° 1.jpg',
    mime_type: 'text/html',
    size,
  });

async function uploadTokenFor(client: TestClient, room: string): Promise<string> {
  const from = client.received.length;
  requestUpload(client, room);
  const { fields } = await client.next('file_upload_ready', undefined, from);
  expect(Date.parse(String(fields.expires_at))).toBeGreaterThan(Date.now());
  return tokenIn(fields.upload_url);
}

/** Uploads a file with the calls that the gateway makes. */
async function uploaded(
  client: TestClient,
  person: TestAccount,
  room: string,
  type = 'image/jpeg',
): Promise<{ token: string; objectId: string }> {
  const token = await uploadTokenFor(client, room);
  expect(await chats.call(chat.files.admit, SYSTEM, { token })).toEqual({
    userId: person.id,
    sessionId: expect.stringMatching(/./), // regression: without it the gateway answered 500 after the upload
    role: 'user',
    maxBytes: 5_000,
  });
  const objectId = media.store(person.id, type);
  await chats.call(chat.files.attach, SYSTEM, { token, objectId });
  return { token, objectId };
}

function attachmentOf({ fields }: ReceivedFrame): Fields {
  return Array.isArray(fields.attachments) ? ((fields.attachments as Fields[])[0] ?? {}) : { url: fields.media_url };
}

/** The file name behind a link at this number of minutes from now; undefined if the link has expired. */
function filenameAfter(url: string, minutes: number): string | undefined {
  const [replica] = chats.replicas;
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now + minutes * 60_000);
  const found = replica?.app.get(MediaLinks).verify(tokenIn(url)); // synchronous: no other code runs with this clock
  clock.mockRestore();
  return found?.filename;
}

const isFile = ({ content }: Fields) => content === 'Soirée n° 1.jpg';
const NAMES = { 'veza.v1': 'message_received', 'veza.chat': 'room_message', 'veza.flat': 'message' } as const;

test.each(CHAT_DIALECTS)(
  '%s: an uploaded file is one message and one download for every member, in each dialect',
  async (dialect) => {
    const room = await chats.newRoom(owner);
    const person = await chats.identity.signUp('uploader');
    const listeners = await Promise.all(CHAT_DIALECTS.map((each, i) => chats.open(owner, i % 2, each)));
    const author = await chats.open(person, 1, dialect);
    for (const each of [author, ...listeners]) await each.join(room);
    const { token, objectId } = await uploaded(author, person, room);
    for (const each of [author, ...listeners]) {
      if (each.dialect === 'nova.v1') throw new Error('nova.v1 has no rooms');
      const message = await each.next(NAMES[each.dialect], isFile);
      expect(message.fields).toMatchObject({ message_type: 'image', media_type: 'image/jpeg', seq: 1 });
      const download = await each.next('file_download');
      expect(download.fields).toMatchObject({ filename: 'Soirée n° 1.jpg', mime_type: 'image/jpeg', size: 12_345 });
      for (const url of [download.fields.url, message.fields.media_url])
        expect(await chats.call(chat.files.open, SYSTEM, { token: tokenIn(url) })).toMatchObject({
          objectId,
          type: 'image/jpeg',
        });
    }
    const again = await chats.call(chat.files.attach, SYSTEM, { token, objectId });
    expect(again.seq).toBe(1);
    expect(await chats.sql('SELECT 1 FROM chat.room_events WHERE room_id = $1', [room])).toHaveLength(1);
  },
);

test.each(CHAT_DIALECTS)('%s: a voice message has its measured length and waveform, and says itself in text', async (dialect) => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('speaker');
  const listeners = await Promise.all(CHAT_DIALECTS.map((each, i) => chats.open(owner, i % 2, each)));
  const author = await chats.open(person, 1, dialect);
  for (const each of [author, ...listeners]) await each.join(room);
  const place = { [dialect === 'veza.v1' ? 'room_id' : 'room']: room };
  author.send('file_upload', { ...place, filename: 'voice.m4a', mime_type: 'audio/webm', size: 5_000, voice: true });
  const token = tokenIn((await author.next('file_upload_ready')).fields.upload_url);
  expect(await chats.call(chat.files.admit, SYSTEM, { token })).toMatchObject({ isVoice: true });
  const voice = { milliseconds: 12_340, peaks: [3, 90, 0] };
  const objectId = media.store(person.id, 'audio/mp4', 'v', voice);
  await chats.call(chat.files.attach, SYSTEM, { token, objectId });
  for (const each of listeners) {
    if (each.dialect === 'nova.v1') throw new Error('nova.v1 has no rooms');
    const { fields } = await each.next(NAMES[each.dialect], ({ message_type }) => message_type === 'voice');
    expect(fields).toMatchObject({ content: 'Voice message, 0:12', duration: 12.34, media_type: 'audio/mp4' });
    expect((await each.next('file_download')).fields).toMatchObject({ voice });
  }
  const [read] = await chats.call(chat.messages.history, callerOf(owner), { room });
  expect(read).toMatchObject({ type: 'voice', duration: 12.34, attachments: [{ voice }] });
});

test('a voice message is exported and expires as a file, a block holds for it, and an erasure leaves no name', async () => {
  const room = await chats.newRoom(owner);
  const [person, pest] = [await chats.identity.signUp('voice'), await chats.identity.signUp('pest')];
  const [author, other] = [await chats.open(person, 0), await chats.open(pest, 1)];
  for (const each of [author, other]) await each.join(room);
  const facts = { filename: 'voice.m4a', mime_type: 'audio/webm', size: 5_000, voice: true };
  author.send('file_upload', { room_id: room, ...facts });
  const token = tokenIn((await author.next('file_upload_ready')).fields.upload_url);
  const voice = { milliseconds: 3_000, peaks: [1, 2] };
  const objectId = media.store(person.id, 'audio/mp4', 'own', voice);
  const { messageId } = await chats.call(chat.files.attach, SYSTEM, { token, objectId });

  const { rows } = await chats.call(chat.personalData.export, callerOf(person), { section: 'messages' });
  expect(rows).toMatchObject([{ id: messageId, files: [{ filename: 'voice.m4a', voice }] }]);
  const [read] = await chats.call(chat.messages.history, callerOf(owner), { room });
  expect([14, 16].map((minutes) => filenameAfter(read?.mediaUrl ?? '', minutes))).toEqual(['voice.m4a', undefined]);
  await chats.call(chat.blocks.put, callerOf(person), { userId: pest.id });
  const reaction = { room_id: room, message_type: 'reaction', reply_to: String(messageId), content: '👍' };
  expect((await other.refused(other.send('message', reaction))).fields.details).toBe('BLOCKED');
  for (const { app } of chats.replicas)
    await app.get(Database).transaction((tx) => {
      const event = { source: 'identity', position: 1, name: userEvents.deleted.name, createdAt: new Date().toISOString(), tx };
      return app.get(PersonalDataController).deleted({ id: person.id }, event);
    });
  const [left] = await chats.call(chat.messages.history, callerOf(owner), { room });
  expect(left).toMatchObject({ username: DELETED_USERNAME, attachments: [{ voice }] });
});

test('a file that is too large, an inaccessible room and a forged upload token are rejected before the upload', async () => {
  const stranger = await chats.identity.signUp('stranger');
  const [room, hidden] = [await chats.newRoom(owner), await chats.newRoom(owner, { isPrivate: true })];
  for (const dialect of CHAT_DIALECTS) {
    const client = await chats.open(stranger, 0, dialect);
    await client.join(room);
    const codes = [
      requestUpload(client, room, 2 * 1024 ** 2),
      requestUpload(client, hidden),
      requestUpload(client, 'nowhere'),
    ].map(async (ref) => (await client.refused(ref)).fields.code);
    expect(await Promise.all(codes)).toEqual(
      dialect === 'veza.v1' ? [1006, 1002, 1004] : ['FILE_TOO_LARGE', 'PERMISSION_DENIED', 'ROOM_NOT_FOUND'],
    );
  }
  expect(await refusal(chats.call(chat.files.admit, SYSTEM, { token: 'made.up' }))).toMatchObject({ code: 'URL_INVALID' });
});

test('a repeated attach of the same bytes returns the first message, one of other bytes is a conflict', async () => {
  const room = await chats.newRoom(owner);
  const author = await chats.open(owner, 0);
  await author.join(room);
  const { token, objectId } = await uploaded(author, owner, room);
  const attach = (id: string) => chats.call(chat.files.attach, SYSTEM, { token, objectId: id });
  const first = await attach(objectId); // then the same call again
  const [same, other] = [media.store(owner.id, 'image/jpeg'), media.store(owner.id, 'image/jpeg', 'y')];
  expect(await attach(same)).toEqual(first);
  expect(await refusal(attach(other))).toMatchObject({ code: 'CONFLICT' });
  expect(media.released).toEqual([same, other]);
  expect(await chats.sql('SELECT 1 FROM chat.messages WHERE room_id = $1', [room])).toHaveLength(1);
});

test('an object that another user uploaded cannot be attached', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('thief');
  const author = await chats.open(person, 0);
  await author.join(room);
  const token = await uploadTokenFor(author, room);
  const objectId = media.store(owner.id, 'image/png');
  expect(await refusal(chats.call(chat.files.attach, SYSTEM, { token, objectId }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('media_url accepts only files that the sender uploaded for this room', async () => {
  const [room, other] = [await chats.newRoom(owner), await chats.newRoom(owner)];
  const person = await chats.identity.signUp('photographer');
  const author = await chats.open(person, 0, 'veza.chat');
  const friend = await chats.open(owner, 1, 'veza.chat');
  for (const each of [author, friend]) for (const id of [room, other]) await each.join(id);
  await uploaded(author, person, room);
  const { media_url: url } = (await author.next('room_message', isFile)).fields;
  const image = (fields: object) => ({ content: 'look', message_type: 'image', media_url: url, ...fields });
  await author.acked(author.send('room_message', image({ room })));
  expect((await friend.next('room_message', ({ content }) => content === 'look')).fields).toMatchObject({
    message_type: 'image',
    media_type: 'image/jpeg',
  });
  const refused: [TestClient, object][] = [
    [author, image({ room: other })],
    [friend, image({ room })],
    [author, image({ room, media_url: `${String(url)}x` })],
    [author, image({ room, media_url: 'https://elsewhere.test/photo.jpg' })],
    [author, image({ room, media_url: undefined })],
    [author, image({ room, message_type: 'voice' })],
  ];
  for (const [client, fields] of refused)
    expect((await client.refused(client.send('room_message', { ...fields }))).fields.code).toBe('INVALID_FORMAT');
  await author.acked(author.send('room_message', image({ room, message_type: 'voice', duration: 1.5 })));
  expect((await friend.next('room_message', ({ message_type }) => message_type === 'voice')).fields.duration).toBe(1.5);
});

test('each read signs new links, which expire; a ban ends the links of the user and new ones', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('reader');
  const [author, reader] = [await chats.open(owner, 0), await chats.open(person, 1)];
  for (const each of [author, reader]) await each.join(room);
  await uploaded(author, owner, room);
  const first = String(attachmentOf(await reader.next('message_received', isFile)).url);
  const read = async () => (await chats.call(chat.messages.history, callerOf(person), { room })).at(-1)?.mediaUrl ?? '';
  const second = await read();
  const stored = await chats.sql<{ media: string }>('SELECT media::text FROM chat.messages WHERE room_id = $1', [room]);
  expect(stored).toEqual([{ media: expect.not.stringContaining('token') }]);
  expect(filenameAfter(second, 0)).toBe('Soirée n° 1.jpg');
  expect(filenameAfter(second, 14)).toBe('Soirée n° 1.jpg');
  expect(filenameAfter(second, 16)).toBeUndefined();
  const file = async (url: unknown) =>
    chats.call(chat.files.open, SYSTEM, { token: tokenIn(url) }).then(({ filename }) => filename);
  const late = await chats.open(person, 0, 'veza.flat');
  await late.join(room, 0);
  const links = [
    first,
    second,
    (await late.next('message', isFile)).fields.media_url,
    (await reader.next('file_download')).fields.url,
  ];
  for (const url of links) expect(await file(url)).toBe('Soirée n° 1.jpg');
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id });
  await reader.next('moderation_action');
  expect(await refusal(read())).toMatchObject({ code: 'BANNED' });
  for (const url of links) expect(await refusal(file(url))).toMatchObject({ code: 'URL_INVALID' });
  expect(await file((await author.next('file_download')).fields.url)).toBe('Soirée n° 1.jpg');
});

test('the links of a member who is removed from a private room end, those of a moderator who entered it do not', async () => {
  const room = await chats.newRoom(owner, { isPrivate: true });
  const [member, moderator] = [await chats.identity.signUp('member'), await chats.identity.signUp('moderator', 'moderator')];
  await chats.call(chat.rooms.invite, callerOf(owner), { room, userId: member.id });
  await chats.call(chat.rooms.invite, callerOf(moderator), { room, userId: moderator.id });
  const author = await chats.open(owner, 0);
  await author.join(room);
  await uploaded(author, owner, room);
  const open = async (url: string) => (await chats.call(chat.files.open, SYSTEM, { token: tokenIn(url) })).filename;
  const linkOf = async (person: TestAccount) =>
    (await chats.call(chat.messages.history, callerOf(person), { room })).at(-1)?.mediaUrl ?? '';
  const [own, watched] = [await linkOf(member), await linkOf(moderator)];
  expect(await open(own)).toBe('Soirée n° 1.jpg');
  await chats.call(chat.rooms.dismiss, callerOf(owner), { room, userId: member.id });
  expect(await refusal(open(own))).toMatchObject({ code: 'URL_INVALID' });
  expect(await open(watched)).toBe('Soirée n° 1.jpg');
});

test('a file is rejected when its uploader is banned after the upload token was issued', async () => {
  const room = await chats.newRoom(owner);
  const person = await chats.identity.signUp('late');
  const author = await chats.open(person, 0);
  await author.join(room);
  const token = await uploadTokenFor(author, room);
  await chats.call(chat.moderation.sanction, callerOf(owner), { room, userId: person.id, duration: '1h' });
  const objectId = media.store(person.id, 'image/png');
  expect(await refusal(chats.call(chat.files.admit, SYSTEM, { token }))).toMatchObject({ code: 'BANNED' });
  expect(await refusal(chats.call(chat.files.attach, SYSTEM, { token, objectId }))).toMatchObject({ code: 'BANNED' });
  expect(media.claims.some((ref) => ref.endsWith(objectId))).toBe(false);
});
