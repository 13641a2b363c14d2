import { createECDH, randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { VezaChat } from '../../src/clients/veza-chat.js';
import { VezaFlat } from '../../src/clients/veza-flat.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { type TestUser, signUp, word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';

journey('chat over two replicas', (step) => {
  let ada: TestUser;
  let bob: TestUser;
  let adas: VezaV1; // connected to the first replica
  let bobs: VezaChat; // connected through the gateway, which pipes to the second one
  let room = '';

  step('two users connect to different entry points in different dialects', async (system) => {
    [ada, bob] = [await signUp(system, 'ada'), await signUp(system, 'bob')];
    adas = await VezaV1.open(system.chat(1).origin, ada.accessToken);
    bobs = await VezaChat.open(system.gatewaySocket, bob.accessToken);
    await adas.join('general');
    await bobs.join('general');
  });

  step('a message in "general" reaches the other user with the same id and seq', async (system) => {
    for (const [from, to] of [
      [adas, bobs],
      [bobs, adas],
    ] as const) {
      const content = system.privateText(word());
      const ack = await from.sendMessage('general', content, word());
      const [own, others] = [await from.message(content), await to.message(content)];
      expect(ack).toMatchObject({ id: own.id, seq: own.seq, duplicate: false });
      expect([others.id, others.seq, others.userId]).toEqual([own.id, own.seq, own.userId]);
    }
  });

  step('a mention and a direct message become pushes of a user who is away', async (system) => {
    const away = await signUp(system, 'away');
    const push = (await away.client.getPush()).data;
    const p256dh = createECDH('prime256v1').generateKeys('base64url');
    const keys = { p256dh, auth: randomBytes(16).toString('base64url') };
    // A name that never exists: nothing is sent there.
    const endpoint = `https://push.invalid/${word()}`;
    await away.client.subscribePush({ body: { public_key: push.public_key, endpoint, keys } });
    const sender = await signUp(system, 'mentioning');
    const [theirs, own] = [
      await VezaV1.open(system.chat(1).origin, away.accessToken),
      await VezaV1.open(system.chat(1).origin, sender.accessToken),
    ];
    await theirs.join('general');
    await own.join('general');
    const greeting = system.privateText(word());
    own.postDirect(away.id, greeting, word());
    await theirs.direct(greeting); // no push: there is a connection
    await theirs.close();
    await eventually(
      'the end of the presence',
      async () => (await sender.client.conversations()).data.every(({ is_online }) => !is_online),
      { ms: 30_000, everyMs: 200 },
    );
    await own.sendMessage('general', `${word()} @${away.username}`, word());
    own.postDirect(away.id, system.privateText(word()), word());
    await eventually('a push of each kind', async () => {
      const rows = await system.database.query<{ kind: string }>(
        `SELECT m.data->>'kind' AS kind FROM identity.push_messages m JOIN identity.push_subscriptions s ON s.id = m.subscription_id
         WHERE s.user_id = ${away.id} ORDER BY 1`,
      );
      return rows.map(({ kind }) => kind).join() === 'direct_message,mention';
    });
    await own.close();
  });

  step('the seq of a new room starts at 1 and has no gaps', async (system) => {
    room = (await ada.client.createRoom({ body: { name: word() } })).data.id;
    expect(await adas.join(room)).toEqual({ lastSeq: 0 });
    await bobs.join(room);
    for (const [i, from] of [adas, bobs, adas].entries()) {
      const ack = await from.sendMessage(room, system.privateText(word()), word());
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

  step('a message sent again is acknowledged again and stored once', async (system) => {
    const [content, clientId] = [system.privateText(word()), word()];
    const first = await adas.sendMessage(room, content, clientId);
    const again = await adas.sendMessage(room, content, clientId);
    expect(again).toEqual({ ...first, duplicate: true });
    const marker = system.privateText(word());
    await adas.sendMessage(room, marker, word());
    await bobs.message(marker);
    expect(bobs.messages.filter((message) => message.content === content)).toHaveLength(1);
  });

  step('both dialects and REST return the same history', async () => {
    const { data: rest } = await bob.client.roomMessages({ path: { id: room }, query: { limit: 50 } });
    expect(rest.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(rest.every(({ user_id, from_user }) => user_id === from_user)).toBe(true);
    const expected = rest.map(({ id, content }) => [String(id), content]);
    for (const client of [adas, bobs])
      expect((await client.history(room)).map(({ id, content }) => [id, content])).toEqual(expected);
  });

  step('a join with "since" returns the missed messages in order, then new ones', async (system) => {
    const late = await VezaFlat.open(system.chat(2).flat, (await signUp(system, 'late')).accessToken);
    expect(await late.join(room, 2)).toEqual({ lastSeq: 5 });
    const content = system.privateText(word());
    await adas.sendMessage(room, content, word());
    await late.message(content);
    expect(late.messages.map(({ seq }) => seq)).toEqual([3, 4, 5, 6]);
    await late.close();
  });

  step('a direct message reaches every connection of both users and no other user', async (system) => {
    const second = await VezaFlat.open(system.chat(1).flat, bob.accessToken);
    const stranger = await VezaChat.open(system.gatewaySocket, (await signUp(system, 'eve')).accessToken);
    const content = system.privateText(word());
    adas.postDirect(bob.id, content, word());
    const received = [await adas.direct(content), await bobs.direct(content), await second.direct(content)];
    expect(new Set(received.map(({ id, userId, seq }) => `${id} ${userId} ${seq}`)).size).toBe(1);
    const marker = system.privateText(word());
    await stranger.join('general');
    await adas.sendMessage('general', marker, word());
    await stranger.message(marker); // every earlier message has arrived by now
    expect(JSON.stringify(stranger.inbox.seen)).not.toContain(content);
    await Promise.all([second.close(), stranger.close()]);
  });

  step('both users find the direct message in their history', async () => {
    const sent = bobs.inbox.seen.flatMap((frame) => bobs.receivedDirect(frame) ?? []).at(-1);
    expect((await bobs.directHistory(ada.id)).at(-1)?.id).toBe(sent?.id);
    const { data: rest } = await ada.client.directMessages({ path: { userId: bob.id } });
    expect(rest.at(-1)).toMatchObject({ id: Number(sent?.id), user_id: ada.id, recipient_id: bob.id });
  });

  step('a file uploaded to the given address becomes a message and is downloaded by its link', async () => {
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

  step('both disconnect', async () => {
    await Promise.all([adas.close(), bobs.close()]);
  });
});
