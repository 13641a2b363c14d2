import { expect } from '@jest/globals';
import { type Veza, VezaError } from '@veza/sdk';
import { Chat, type ChatMessage, type OutgoingMessage } from '@veza/sdk/chat';
import { eventually } from '@veza/testing';
import { WebSocket } from 'ws';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';
import { signUp, type TestUser, word } from '../../src/test-users.js';

/** Kills a server of a running system. */
export type Fault = (system: TestSystem) => Promise<void>;

/** The master that writes a key of Redis dies. */
export const masterDies =
  (key: string): Fault =>
  async (system) =>
    (await system.replicatedRedis.masterOf(key)).kill();

const BETWEEN = 60;
/** From the death of a server until calls succeed again: two seconds until it is missed, and the vote. */
const BACK_MS = 10_000;
/** The deadline of a call, and some time for a busy machine. */
const CALL_MS = 15_000;

/** One call after the other until `stop`: how each ended, and how long it took. */
function callsOf(client: Veza) {
  const ends: { code: string; ms: number; at: number }[] = [];
  let going = true;
  const ended = (async () => {
    while (going) {
      const begun = performance.now();
      const code = await client.listProducts({ query: { limit: 1 } }).then(
        () => 'OK',
        (error: unknown) => (error instanceof VezaError ? error.code : String(error)),
      );
      ends.push({ code, ms: performance.now() - begun, at: performance.now() });
    }
  })();
  const stop = () => {
    going = false;
    return ended;
  };
  return { ends, stop };
}

/** Servers die under load, one after the other. */
export function failovers(title: string, faults: readonly Fault[]): void {
  journey(title, (step) => {
    let users: TestUser[];

    step('two users sign up', async (system) => {
      users = [await signUp(system, 'speaker'), await signUp(system, 'listener')];
    });

    step(
      'every message arrives once and in order, every call ends, and calls succeed again within ten seconds',
      async (system) => {
        const [speaking, listening] = users;
        if (!speaking || !listening) throw new Error('there are no users');
        const room = (await speaking.client.createRoom({ body: { name: word() } })).data.id;
        const heard: ChatMessage[] = [];
        const [speaker, listener] = [speaking, listening].map(
          ({ client }, n) => new Chat(client, { WebSocket, url: `${system.chat(n === 0 ? 1 : 2).origin}/ws`, mostUnsent: 1_000 }),
        );
        if (!speaker || !listener) throw new Error('there are no chats');
        listener.on('message', (message) => heard.push(message));
        for (const chat of [speaker, listener]) {
          chat.connect();
          await chat.join(room);
        }

        const calls = callsOf(system.strictClient());
        const sent: { content: string; stored: Promise<OutgoingMessage> }[] = [];
        const say = () => {
          const content = system.privateText(`${word()} ${sent.length}`);
          sent.push({ content, stored: speaker.settled(speaker.send({ room }, { content })) });
        };
        const sayUntilHeard = async (count: number) => {
          for (let i = 0; i < count; i += 1) say();
          await eventually(`${sent.length} messages`, () => heard.length >= sent.length, { ms: 60_000 });
        };

        await sayUntilHeard(BETWEEN);
        for (const fault of faults) {
          for (let i = 0; i < BETWEEN; i += 1) say();
          const killed = performance.now();
          await fault(system);
          await eventually(
            'calls to succeed again',
            () => calls.ends.some(({ code, at, ms }) => code === 'OK' && at - ms > killed + 1_000),
            {
              ms: BACK_MS,
            },
          );
          await sayUntilHeard(BETWEEN);
        }
        await calls.stop();

        const stored = await Promise.all(sent.map(({ stored: each }) => each));
        expect(stored.map(({ seq }) => seq)).toEqual(sent.map((_, i) => i + 1));
        expect(heard.map(({ content }) => content)).toEqual(sent.map(({ content }) => content));
        expect(Math.max(...calls.ends.map(({ ms }) => ms))).toBeLessThan(CALL_MS);
        const codes = new Set(calls.ends.map(({ code }) => code));
        expect([...codes].filter((code) => !['OK', 'UNAVAILABLE', 'DEADLINE', 'OVERLOADED'].includes(code))).toEqual([]);
        const failed = calls.ends.filter(({ code }) => code !== 'OK').length;
        const longest = Math.round(Math.max(...calls.ends.map(({ ms }) => ms)));
        console.log(
          `${sent.length} messages; ${calls.ends.length} calls, ${failed} of them failed, the longest took ${longest} ms`,
        );
        for (const chat of [speaker, listener]) chat.close();
      },
      180_000,
    );
  });
}
