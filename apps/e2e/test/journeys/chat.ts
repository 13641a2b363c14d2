import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaFlat } from '../../src/clients/veza-flat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { type Person, signUp, word } from '../../src/people.js';
import { tone } from '../../src/sound.js';
import { story } from '../../src/story.js';

story('chat over two replicas', (step) => {
  let ada: Person;
  let bob: Person;
  let adas: VezaV1; // straight at the first replica
  let bobs: VezaChat; // through the gateway, at the second one
  let room = '';

  step('two people come in by different doors, in different dialects', async (world) => {
    [ada, bob] = [await signUp(world, 'ada'), await signUp(world, 'bob')];
    adas = await VezaV1.open(world.chat(1).origin, ada.accessToken);
    bobs = await VezaChat.open(world.gatewaySocket, bob.accessToken);
    await adas.join('general');
    await bobs.join('general');
  });

  step('what one says in "general" the other hears, with the same id and seq', async (world) => {
    for (const [from, to] of [
      [adas, bobs],
      [bobs, adas],
    ] as const) {
      const content = world.whisper(word());
      const ack = await from.say('general', content, word());
      const [own, others] = [await from.message(content), await to.message(content)];
      expect(ack).toMatchObject({ id: own.id, seq: own.seq, duplicate: false });
      expect([others.id, others.seq, others.userId]).toEqual([own.id, own.seq, own.userId]);
    }
  });

  step('a new room starts its log at 1 and counts without gaps', async (world) => {
    room = (await ada.client.createRoom({ body: { name: word() } })).data.id;
    expect(await adas.join(room)).toEqual({ lastSeq: 0 });
    await bobs.join(room);
    for (const [i, from] of [adas, bobs, adas].entries()) {
      const ack = await from.say(room, world.whisper(word()), word());
      expect(ack.seq).toBe(i + 1);
    }
    for (const client of [adas, bobs]) {
      await eventually(
        'three messages',
        () =>
          client.messages
            .slice(-3)
            .map(({ seq }) => seq)
            .join() === '1,2,3',
      );
    }
  });

  step('a message sent again is acknowledged again and stored once', async (world) => {
    const [content, clientId] = [world.whisper(word()), word()];
    const first = await adas.say(room, content, clientId);
    const again = await adas.say(room, content, clientId);
    expect(again).toEqual({ ...first, duplicate: true });
    const marker = world.whisper(word());
    await adas.say(room, marker, word());
    await bobs.message(marker);
    expect(bobs.messages.filter((message) => message.content === content)).toHaveLength(1);
  });

  step('both dialects and REST tell the same history', async () => {
    const { data: rest } = await bob.client.roomMessages({ path: { id: room }, query: { limit: 50 } });
    expect(rest.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(rest.every(({ user_id, from_user }) => user_id === from_user)).toBe(true);
    const told = rest.map(({ id, content }) => [String(id), content]);
    for (const client of [adas, bobs]) expect((await client.history(room)).map(({ id, content }) => [id, content])).toEqual(told);
  });

  step('who joins with "since" gets what was missed, in order, and then what is said now', async (world) => {
    const late = await VezaFlat.open(world.chat(2).flat, (await signUp(world, 'late')).accessToken);
    expect(await late.join(room, 2)).toEqual({ lastSeq: 5 });
    const content = world.whisper(word());
    await adas.say(room, content, word());
    await late.message(content);
    expect(late.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    await late.close();
  });

  step('a direct message reaches every connection of both, and nobody else', async (world) => {
    const second = await VezaFlat.open(world.chat(1).flat, bob.accessToken);
    const stranger = await VezaChat.open(world.gatewaySocket, (await signUp(world, 'eve')).accessToken);
    const content = world.whisper(word());
    adas.postDirect(bob.id, content, word());
    const heard = [await adas.direct(content), await bobs.direct(content), await second.direct(content)];
    expect(new Set(heard.map(({ id, userId, seq }) => `${id} ${userId} ${seq}`)).size).toBe(1);
    const marker = world.whisper(word());
    await stranger.join('general');
    await adas.say('general', marker, word());
    await stranger.message(marker); // whatever was said before has arrived by now
    expect(JSON.stringify(stranger.inbox.seen)).not.toContain(content);
    await Promise.all([second.close(), stranger.close()]);
  });

  step('both find the direct message in its history', async () => {
    const sent = bobs.inbox.seen.flatMap((frame) => bobs.heardDirect(frame) ?? []).at(-1);
    expect((await bobs.directHistory(ada.id)).at(-1)?.id).toBe(sent?.id);
    const { data: rest } = await ada.client.directMessages({ path: { userId: bob.id } });
    expect(rest.at(-1)).toMatchObject({ id: Number(sent?.id), user_id: ada.id, recipient_id: bob.id });
  });

  step('a file is brought where the socket says, becomes a message, and is fetched by its link', async () => {
    const bytes = tone(0.2);
    adas.send({
      type: 'file_upload',
      id: word(),
      timestamp: Date.now(),
      data: { room_id: room, filename: 'prise.wav', mime_type: 'audio/wav', size: bytes.length },
    });
    const { upload_url: place } = (await adas.frame('file_upload_ready')).data;
    const token = (address: unknown): string => new URL(String(address)).searchParams.get('token') ?? '';
    const body = new Blob([new Uint8Array(bytes)], { type: 'audio/wav' });
    const { data: message } = await ada.client.uploadChatFile({ query: { token: token(place) }, body });
    const { data: history } = await bob.client.roomMessages({ path: { id: room } });
    expect(history.at(-1)).toMatchObject({ id: message.message_id, message_type: 'audio', user_id: ada.id });
    const link = history.at(-1)?.attachments[0]?.url;
    const { data: file } = await bob.client.downloadChatFile({ query: { token: token(link) } });
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  });

  step('both leave', async () => {
    await Promise.all([adas.close(), bobs.close()]);
  });
});
