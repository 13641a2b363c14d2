import { connect } from 'node:net';
import { expect } from '@jest/globals';
import { Chat, type ChatMessage } from '@veza/sdk/chat';
import { eventually, tcpProxy, type TcpProxy } from '@veza/testing';
import { WebSocket } from 'ws';
import { journey } from '../../src/journey.js';
import { signUp, type TestUser, word } from '../../src/test-users.js';

const MESSAGES = 400;
const KILLED_AT = [100, 250];

journey('the chat of the SDK while its replicas die', (step) => {
  let line: TcpProxy;
  let users: TestUser[];
  let room = '';
  const chats: Chat[] = [];
  const heard: ChatMessage[][] = [];
  const gaps: unknown[] = [];

  step('two users are in a room, over a line that finds a living replica', async (system) => {
    users = [await signUp(system, 'speaker'), await signUp(system, 'listener')];
    room = (await users[0]?.client.createRoom({ body: { name: word() } }))?.data.id ?? '';
    line = await tcpProxy({
      dial: async () => {
        const alive = [1, 2].find((n) => system.service(`chat ${n}`).running) ?? 1;
        return connect(system.chatPorts[alive - 1]?.ws ?? 0, '127.0.0.1');
      },
      pass: (client, behind) => void client.pipe(behind).pipe(client),
    });
    for (const { client } of users) {
      const chat = new Chat(client, { WebSocket, url: `ws://127.0.0.1:${line.port}/ws`, mostUnsent: MESSAGES });
      const messages: ChatMessage[] = [];
      chat.on('message', (message) => messages.push(message));
      chat.on('gap', (gap) => gaps.push(gap));
      chat.connect();
      await chat.join(room);
      chats.push(chat);
      heard.push(messages);
    }
  });

  step(
    'each replica is killed while messages are sent, and every message arrives once, in order, at both users',
    async (system) => {
      const contents = Array.from({ length: MESSAGES }, (_, i) => system.privateText(`${word()} ${i}`));
      const [speaker] = chats;
      if (!speaker) throw new Error('there is no speaker');
      const sent = contents.map((content) => speaker.settled(speaker.send({ room }, { content })));
      for (const [i, reached] of KILLED_AT.entries()) {
        await eventually(`${reached} messages`, () => (heard[1]?.length ?? 0) >= reached, { ms: 60_000, everyMs: 1 });
        await system.service(`chat ${i + 1}`).kill();
        await eventually('the chat to come back', () => chats.every(({ status }) => status === 'online'), { ms: 30_000 });
        await system.begin(`chat ${i + 1}`);
      }
      const numbers = (await Promise.all(sent)).map(({ seq }) => seq);
      expect(numbers).toEqual(contents.map((_, i) => i + 1));
      for (const messages of heard) {
        await eventually('the last message', () => messages.length >= MESSAGES, { ms: 30_000 });
        expect(messages.map(({ content }) => content)).toEqual(contents);
      }
      expect([gaps, speaker.outgoing()]).toEqual([[], []]);
    },
    150_000,
  );

  step('the history has the same messages', async () => {
    const pages: ChatMessage[][] = [];
    for await (const page of chats[1]?.history({ room }, { limit: 100 }) ?? []) pages.unshift(page);
    expect(pages.flat().map(({ id }) => id)).toEqual(heard[1]?.map(({ id }) => id));
    for (const chat of chats) chat.close();
    await line.stop();
  });
});
