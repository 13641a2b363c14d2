import { z } from 'zod';
import type { Rest } from '../clients/rest.js';
import { word } from '../test-users.js';

/** Of a room of its own: generated requests may have made as many links of another one as it may have. */
export async function inviteCode(owner: Rest): Promise<string> {
  const room = (await owner.post('/api/v1/chat/rooms', { json: { name: word() } })).expect(201);
  const links = `/api/v1/chat/rooms/${room.as(z.object({ id: z.string() })).id}/invite-links`;
  return (await owner.post(links, { json: {} })).expect(201).as(z.object({ code: z.string() })).code;
}
