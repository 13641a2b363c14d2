import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChatUnderTest, startChats } from './chat-under-test.js';
import { CHAT_DIALECTS, TestClient } from './test-client.js';

let chats: ChatUnderTest;
beforeAll(async () => {
  chats = await startChats(1);
});
afterAll(() => chats?.stop());

test.each(CHAT_DIALECTS)(
  '%s: a socket of an API token sends the commands of its scopes, and ends with the token',
  async (dialect) => {
    const owner = await chats.identity.signUp('owner');
    const bot = await chats.identity.signUp('bot');
    const room = await chats.newRoom(owner);
    chats.identity.limit(bot.token, ['identity.tickets:write', 'chat.rooms:write']);
    const ticket = chats.identity.ticketFor(bot.token);
    const socket = await TestClient.open(chats.replicas[0] ?? 0, dialect, `ticket=${ticket}`);
    await socket.join(room);
    socket.sendMessage(room, 'not in the scopes');
    const { fields } = await socket.next('error');
    expect(['PERMISSION_DENIED', 2001, 1002]).toContain(fields.code);
    const reader = await chats.open(owner, 0, dialect);
    await reader.join(room);
    await reader.acked(reader.sendMessage(room, 'hello'));
    await socket.message('hello');
    expect(reader.contents).not.toContain('not in the scopes');
    chats.identity.revoke(bot.token);
    expect((await socket.ended()).code).toBe(4401);
  },
);
