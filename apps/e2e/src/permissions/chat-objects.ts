import { z } from 'zod';
import { FILES } from '../fuzz/files.js';
import { word } from '../test-users.js';
import { CommandSocket } from './command-socket.js';
import { MEMBERS } from './callers.js';
import { Created, object, type Objects, restOf, sharedObject } from './objects.js';

/** The other user of direct messages, by whom the caller `blocked` is blocked. */
export const peer = sharedObject(async (callers) => {
  const [{ id, accessToken }, blocked] = [await callers.bystander(), await callers.signedIn('blocked')];
  (await callers.system.rest.as(accessToken).put(`/api/v1/chat/blocks/${blocked.id}`)).expect(204);
  return id;
});

/** A room of the owner with all members of the matrix, from which the caller `banned` is banned. */
export const room = object(async ({ callers, visibility }) => {
  const owner = await restOf(callers);
  const json = { name: word(), is_private: visibility === 'private' };
  const id = String((await owner.post('/api/v1/chat/rooms', { json })).expect(201).as(Created).id);
  const users = await Promise.all(MEMBERS.map((name) => callers.signedIn(name)));
  for (const user of users) (await owner.post(`/api/v1/chat/rooms/${id}/members`, { json: { user_id: user.id } })).expect(201);
  const moderator = await callers.signedIn('roomModerator');
  (await owner.call('PATCH', `/api/v1/chat/rooms/${id}/members/${moderator.id}`, { json: { role: 'moderator' } })).expect(200);
  const ban = { user_id: (await callers.signedIn('banned')).id, kind: 'ban' };
  (await owner.post(`/api/v1/chat/rooms/${id}/bans`, { json: ban })).expect(201);
  return id;
});

const InviteLink = z.object({ id: z.int(), code: z.string() });

/** An invite link of the room by its owner. */
export const inviteLink = object(async (objects) => {
  const owner = await restOf(objects.callers);
  return (await owner.post(`/api/v1/chat/rooms/${await room(objects)}/invite-links`, { json: {} })).expect(201).as(InviteLink);
});

const ownersSocket = sharedObject(async (callers) =>
  CommandSocket.open(callers.system.chat(1).origin, (await callers.signedIn('owner')).accessToken),
);

async function asOwner(objects: Objects, type: string, data: object, reply: string): Promise<Record<string, unknown>> {
  const socket = await ownersSocket(objects);
  const joined = await socket.run('join_room', { room_id: await room(objects) });
  const { error, frames } = await socket.run(type, data);
  const found = frames.find((frame) => frame.type === reply);
  if (!found) throw new Error(`The owner got no ${reply}: ${error ?? joined.error ?? 'no error'}`);
  return found.data;
}

/** A message of the owner in the room. */
export const message = object(async (objects) => {
  const data = { room_id: await room(objects), content: word(), message_type: 'text' };
  return Number((await asOwner(objects, 'message', data, 'message_ack')).message_id);
});

/** A report of the message by the owner. */
export const report = object(async (objects) => {
  const data = { message_id: String(await message(objects)), reason: 'spam' };
  return Number((await asOwner(objects, 'report_message', data, 'report_received')).report_id);
});

/** Of a person that sends no other request. */
export const productOfAnother = sharedObject(async (callers) => {
  const { accessToken } = await callers.bystander('seller');
  const json = { nom: word(), prix: 1, stock: 1 };
  return (await callers.system.rest.as(accessToken).post('/api/v1/products', { json })).expect(201).as(Created).id;
});

const tokenOf = (address: unknown): string => new URL(String(address)).searchParams.get('token') ?? '';
export const fileBytes = () => new Uint8Array(FILES['tone.wav'] ?? []);

/** The token of an upload URL of the owner. It is good for one upload. */
export async function newUploadToken(objects: Objects): Promise<string> {
  const data = { room_id: await room(objects), filename: 'a.wav', mime_type: 'audio/wav', size: 100_000 };
  return tokenOf((await asOwner(objects, 'file_upload', data, 'file_upload_ready')).upload_url);
}

/** The token of a download URL of the owner. */
export const fileToken = object(async (objects) => {
  const owner = await restOf(objects.callers);
  (await owner.put(`/chat-uploads?token=${await newUploadToken(objects)}`, { body: fileBytes() })).expect(201);
  const History = z.array(z.object({ attachments: z.array(z.object({ url: z.string() })) }));
  const messages = (await owner.get(`/api/v1/chat/rooms/${await room(objects)}/messages`)).expect(200).as(History);
  return tokenOf(messages.at(-1)?.attachments[0]?.url);
});
