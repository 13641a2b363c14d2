import { expect } from '@jest/globals';
import type { Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import type { Ack, ReceivedMessage } from '../../src/clients/chat-client.js';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';

const MESSAGES = 1_000;
const KILLED_AFTER = 400;
const ON_THE_WAY = 20;
const PAGE = 100;

/** The whole log of a room over REST, oldest first. */
async function readLog(client: Veza, room: string): Promise<{ id: number; content: string; seq: number }[]> {
  const log: { id: number; content: string; seq: number }[] = [];
  for (;;) {
    const { data: page } = await client.roomMessages({ path: { id: room }, query: { limit: PAGE, before: log[0]?.id } });
    log.unshift(...page.map(({ id, content, seq }) => ({ id, content, seq })));
    if (page.length < PAGE) return log;
  }
}

/**
 * Follows a room like a client that has everything up to `position`. The next seq advances it, a known one is skipped (the
 * server also resumes a session by itself, so messages requested with `since` may arrive twice), and a gap is a failure.
 * Returns the last seq received.
 */
function heardUpTo(messages: readonly ReceivedMessage[], position: number): number {
  return messages.reduce((last, { seq }) => {
    if (seq > last + 1) throw new Error(`message ${seq} came after ${last}`);
    return Math.max(last, seq);
  }, position);
}

journey(`a chat replica dies in the middle of ${MESSAGES} messages`, (step) => {
  let room = '';
  let reader: Veza;
  let speaker: VezaV1;
  let speakerToken = '';
  let listener: VezaChat; // on the replica that dies
  let listenerToken = '';
  let witness: VezaChat; // on the one that stays
  const contents = new Map<string, string>(Array.from({ length: MESSAGES }, (_, i) => [`message-${i}`, `${word()} ${i}`]));
  const acknowledged = new Map<string, Ack>();

  /** Sends the messages without acknowledgement, a few in flight at a time, until all have one or the connection breaks. */
  async function sendAll(client: VezaV1, enough: () => boolean): Promise<void> {
    const left = [...contents].filter(([id]) => !acknowledged.has(id));
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next && !enough(); next = left.shift()) {
        const [id, content] = next;
        acknowledged.set(id, await client.sendMessage(room, content, id));
      }
    };
    await Promise.race([client.closed, Promise.all(Array.from({ length: ON_THE_WAY }, lane))]);
  }

  step('three users are in a room, two of them on the first replica', async (system) => {
    const [one, two, three] = [
      await signUp(system, 'speaker'),
      await signUp(system, 'listener'),
      await signUp(system, 'witness'),
    ];
    [speakerToken, listenerToken] = [one.accessToken, two.accessToken];
    reader = one.client;
    room = (await reader.createRoom({ body: { name: word() } })).data.id;
    for (const content of contents.values()) system.privateText(content);
    speaker = await VezaV1.open(system.chat(1).origin, speakerToken);
    listener = await VezaChat.open(system.chat(1).origin, listenerToken);
    witness = await VezaChat.open(system.chat(2).origin, three.accessToken);
    for (const client of [speaker, listener, witness]) await client.join(room);
  });

  step('the first replica is killed while messages are in flight', async (system) => {
    const sending = sendAll(speaker, () => false).catch(() => undefined); // messages in flight get no acknowledgement
    await eventually(`${KILLED_AFTER} acknowledgements`, () => acknowledged.size >= KILLED_AFTER, { ms: 15_000, everyMs: 1 });
    await system.service('chat 1').kill();
    await Promise.all([sending, speaker.closed, listener.closed]);
    expect(acknowledged.size).toBeLessThan(MESSAGES);
  });

  step(
    'both reconnect to the other replica and send every unacknowledged message',
    async (system) => {
      const last = listener.messages.at(-1)?.seq ?? 0;
      const received = listener.messages.map(({ seq }) => seq);
      expect(received).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      listener = await VezaChat.open(system.chat(2).origin, listenerToken);
      await listener.join(room, last);
      speaker = await VezaV1.open(system.chat(2).origin, speakerToken);
      await speaker.join(room);
      await sendAll(speaker, () => false);
      expect(acknowledged.size).toBe(MESSAGES);
      await eventually('the last message to arrive', () => listener.messages.at(-1)?.seq === MESSAGES);
      expect(heardUpTo(listener.messages, last)).toBe(MESSAGES);
    },
    40_000,
  );

  step('every acknowledged message is in the log once, with the acknowledged seq', async () => {
    const log = await readLog(reader, room);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1));
    const contentBySeq = new Map(
      [...acknowledged].map(([id, ack]) => [ack.seq, { id: Number(ack.id), content: contents.get(id), seq: ack.seq }]),
    );
    expect(log).toEqual(log.map(({ seq }) => contentBySeq.get(seq)));
  });

  step('the client on the surviving replica received everything in order, once', async () => {
    await eventually('the last message to arrive', () => witness.messages.at(-1)?.seq === MESSAGES);
    expect(witness.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1));
    await Promise.all([speaker, listener, witness].map((client) => client.close()));
  });
});
