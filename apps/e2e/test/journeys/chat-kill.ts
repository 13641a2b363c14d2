import { expect } from '@jest/globals';
import type { Veza } from '@veza/sdk';
import { eventually } from '@veza/testing';
import type { Ack, Heard } from '../../src/clients/chat-client.js';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';

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
 * Reads messages as a client does that has heard everything up to `position`: the next one moves it on, one that it knows
 * is passed over (the server also resumes a session by itself, so what is asked for with `since` may come twice), and one
 * that leaves a hole is a failure. Answers the last seq heard.
 */
function heardUpTo(messages: readonly Heard[], position: number): number {
  return messages.reduce((last, { seq }) => {
    if (seq > last + 1) throw new Error(`message ${seq} came after ${last}`);
    return Math.max(last, seq);
  }, position);
}

story(`a chat replica dies in the middle of ${MESSAGES} messages`, (step) => {
  let room = '';
  let reader: Veza;
  let speaker: VezaV1;
  let speakerToken = '';
  let listener: VezaChat; // on the replica that dies
  let listenerToken = '';
  let witness: VezaChat; // on the one that stays
  const contents = new Map<string, string>(Array.from({ length: MESSAGES }, (_, i) => [`message-${i}`, `${word()} ${i}`]));
  const acknowledged = new Map<string, Ack>();

  /** Sends what was not acknowledged yet, a few on the way at a time, until all are or the line breaks. */
  async function sendAll(client: VezaV1, enough: () => boolean): Promise<void> {
    const left = [...contents].filter(([id]) => !acknowledged.has(id));
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next && !enough(); next = left.shift()) {
        const [id, content] = next;
        acknowledged.set(id, await client.say(room, content, id));
      }
    };
    await Promise.race([client.closed, Promise.all(Array.from({ length: ON_THE_WAY }, lane))]);
  }

  step('three people are in a room, two of them on the first replica', async (world) => {
    const [one, two, three] = [await signUp(world, 'speaker'), await signUp(world, 'listener'), await signUp(world, 'witness')];
    [speakerToken, listenerToken] = [one.accessToken, two.accessToken];
    reader = one.client;
    room = (await reader.createRoom({ body: { name: word() } })).data.id;
    for (const content of contents.values()) world.whisper(content);
    speaker = await VezaV1.open(world.chat(1).origin, speakerToken);
    listener = await VezaChat.open(world.chat(1).origin, listenerToken);
    witness = await VezaChat.open(world.chat(2).origin, three.accessToken);
    for (const client of [speaker, listener, witness]) await client.join(room);
  });

  step('the first replica is killed while they talk', async (world) => {
    const sending = sendAll(speaker, () => false).catch(() => undefined); // what was on the way has no answer any more
    await eventually(`${KILLED_AFTER} acknowledgements`, () => acknowledged.size >= KILLED_AFTER, { ms: 15_000, everyMs: 1 });
    await world.service('chat 1').kill();
    await Promise.all([sending, speaker.closed, listener.closed]);
    expect(acknowledged.size).toBeLessThan(MESSAGES);
  });

  step(
    'both come back on the other replica; the rest is sent, and what had no answer again',
    async (world) => {
      const last = listener.messages.at(-1)?.seq ?? 0;
      const heard = listener.messages.map(({ seq }) => seq);
      expect(heard).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      listener = await VezaChat.open(world.chat(2).origin, listenerToken);
      await listener.join(room, last);
      speaker = await VezaV1.open(world.chat(2).origin, speakerToken);
      await speaker.join(room);
      await sendAll(speaker, () => false);
      expect(acknowledged.size).toBe(MESSAGES);
      await eventually('the last message to arrive', () => listener.messages.at(-1)?.seq === MESSAGES);
      expect(heardUpTo(listener.messages, last)).toBe(MESSAGES);
    },
    40_000,
  );

  step('every acknowledged message is in the log once, where its acknowledgement said', async () => {
    const log = await readLog(reader, room);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1));
    const told = new Map(
      [...acknowledged].map(([id, ack]) => [ack.seq, { id: Number(ack.id), content: contents.get(id), seq: ack.seq }]),
    );
    expect(log).toEqual(log.map(({ seq }) => told.get(seq)));
  });

  step('who stayed has heard all of it in order, without a gap and without a repetition', async () => {
    await eventually('the last message to arrive', () => witness.messages.at(-1)?.seq === MESSAGES);
    expect(witness.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: MESSAGES }, (_, i) => i + 1));
    await Promise.all([speaker, listener, witness].map((client) => client.close()));
  });
});
