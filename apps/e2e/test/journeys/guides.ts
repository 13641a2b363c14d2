import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { trackProgress, TrackUpload, Veza } from '@veza/sdk';
import { Chat } from '@veza/sdk/chat';
import { eventually } from '@veza/testing';
import { WebSocket } from 'ws';
import { runSamples, samplesOf } from '../../src/guide-samples.js';
import { journey } from '../../src/journey.js';
import { makeSound } from '../../src/sound.js';
import type { TestSystem } from '../../src/test-system.js';
import { signUp, type TestUser, word } from '../../src/test-users.js';
import type { WebhookReceiver } from '../../src/webhook-receiver.js';

const SOUND_SECONDS = 2;
const GIVEN = { Veza, Chat, TrackUpload, trackProgress, WebSocket, createHmac, timingSafeEqual };

/** @param webhooks known to the system */
export function guidesJourney(webhooks: WebhookReceiver): void {
  journey('the samples of the guides', (step) => {
    let user: TestUser;
    afterAll(() => webhooks.close());

    const guide = async (system: TestSystem, name: string) => samplesOf((await system.rest.get(`/docs/guides/${name}`)).text);
    const run = async (system: TestSystem, name: string, given: object, names?: readonly string[]) =>
      runSamples(await guide(system, name), { ...GIVEN, ...given }, names);

    step('a session and a token', async (system) => {
      user = await signUp(system, 'reader');
      const { email, password, username } = user;
      expect((await run(system, 'authentication', { email, password })).printed).toEqual([[username], [200]]);
    });

    step('an error, an idempotent creation and a conditional change', async (system) => {
      const { printed } = await run(system, 'errors', { veza: user.client });
      expect(printed).toEqual([['VALIDATION_FAILED', expect.anything()], [true]]);
    });

    step('pages by cursor and by Link', async (system) => {
      await user.client.createRoom({ body: { name: word() } });
      expect((await run(system, 'paging', { veza: user.client })).printed.length).toBeGreaterThan(1);
    });

    step('a track in one request and in pieces', async (system) => {
      const path = join(system.workshop, 'guide.wav');
      await makeSound(path, 'wav', SOUND_SECONDS);
      const file = new File([await readFile(path)], 'guide.wav', { type: 'audio/wav' });
      const { printed } = await run(system, 'uploads', { veza: user.client, file });
      expect(printed.at(-1)).toEqual([expect.any(Number)]);
      expect(printed).toContainEqual([expect.stringContaining('/media/'), expect.stringContaining('.m3u8')]);
    });

    step('a webhook, whose signature the sample verifies', async (system) => {
      const receiver = `${webhooks.origin}/hook`;
      const { values } = await run(system, 'webhooks', { veza: user.client, receiver }, ['verify', 'secret']);
      const { headers, body } = await eventually('the ping', () => webhooks.received[0]);
      const { verify, secret } = values;
      if (typeof verify !== 'function' || typeof secret !== 'string') throw new Error('the guide has no verify and no secret');
      system.secret(secret);
      expect(JSON.parse(body)).toMatchObject({ type: 'ping' });
      expect([verify(secret, headers, body), verify(secret, headers, `${body} `)]).toEqual([true, false]);
    });

    step('a message of the chat', async (system) => {
      const { data: room } = await user.client.createRoom({ body: { name: word() } });
      const { printed } = await run(system, 'sockets', { veza: user.client, room: room.id });
      expect(printed.at(-1)).toEqual([1]);
    });
  });
}
