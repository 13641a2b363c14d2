import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { fileOf } from '../../src/clients/rest.js';
import { type TestUser, signIn, signUp, word } from '../../src/test-users.js';
import { makeSound } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import { runExample } from '../../src/sdk-example.js';
import { follow } from '../../src/tracks.js';

const DAY_MS = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));

journey(`a short journey through every service on Node ${process.version}`, (step) => {
  let user: TestUser;

  step('every service runs on this Node', async (system) => {
    for (const name of system.names) expect(await system.metrics(name)).toContain(`version="${process.version}"`);
  });

  step('a user signs up and creates a product', async (system) => {
    user = await signUp(system, 'smoke');
    const { data: product } = await user.client.createProduct({ body: { nom: word(), prix: 12.5 } });
    const { data: found } = await system.client().getProduct({ path: { id: product.id } });
    expect(found).toMatchObject({ id: product.id, prix: 12.5 });
  });

  step('a message sent on one chat replica arrives on the other', async (system) => {
    const sender = await VezaV1.open(system.chat(1).origin, user.accessToken);
    const receiver = await VezaV1.open(system.gatewaySocket, (await signUp(system, 'receiver')).accessToken);
    for (const client of [sender, receiver]) await client.join('general');
    const content = system.privateText(word());
    const ack = await sender.sendMessage('general', content, word());
    expect(await receiver.message(content)).toMatchObject({ id: ack.id, seq: ack.seq });
    await Promise.all([sender.close(), receiver.close()]);
  });

  step('the first example of the README of the SDK runs on its published form', async (system) => {
    const { email, password } = await signUp(system, 'reader');
    const printed = await runExample([system.address, email, password]);
    expect(printed).toContain('Oud 399.9');
    expect(printed).toMatch(/stored as \d+/);
  });

  step('an uploaded track becomes ready', async (system) => {
    const path = join(system.workshop, 'smoke.wav');
    await makeSound(path, 'wav', 2);
    const audio = fileOf({ bytes: await readFile(path), name: 'smoke.wav', type: 'audio/wav' });
    const { data: track } = await user.client.uploadTrack({ body: { audio, title: word(), artist: 'Smoke' } });
    expect((await follow(user.client, track.id)).at(-1)?.status).toBe('ready');
  });

  step('the catalog reads an import from media, and the bytes of a product file come back', async () => {
    const [name, bytes] = [word(), Buffer.from(`sku,name,price\n${word()},${word()},3.50\n`)];
    const file = fileOf({ bytes, name: 'products.csv', type: 'text/csv' });
    const { data: begun } = await user.client.importProducts({ body: { file } });
    const ended = await eventually(
      'the import',
      async () => {
        const { data } = await user.client.getProductImport({ path: { id: begun.id } });
        return ['done', 'failed'].includes(data.status) && data;
      },
      { ms: 30_000 },
    );
    expect(ended).toMatchObject({ status: 'done', created: 1, failed: 0 });
    const { id } = (await user.client.createProduct({ body: { nom: name, prix: 0 } })).data;
    const { data: kept } = await user.client.addProductFile({ path: { id }, body: { file } });
    const { data } = await user.client.getProductFile({ path: { id, fileId: kept.id } });
    expect(Buffer.from(await data.arrayBuffer()).equals(bytes)).toBe(true);
  });

  step('every session of the services at Postgres is encrypted', async (system) => {
    const sessions = await system.database.query<{ ssl: boolean }>(
      `SELECT s.ssl FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name LIKE 'veza-%'`,
    );
    expect(sessions.length).toBeGreaterThanOrEqual(system.names.length);
    expect(sessions.filter(({ ssl }) => !ssl)).toEqual([]);
  });

  step('the slots of a practitioner are listed', async (system) => {
    const { accessToken } = await signIn(system, { email: 'admin@veza.local', password: 'change-me-admin' });
    const admin = system.client(accessToken);
    const { data: cabinet } = await admin.createCabinet({ body: { name: word(), timezone: 'Europe/Paris' } });
    const { data: practitioner } = await admin.hirePractitioner({
      path: { id: cabinet.id },
      body: { userId: String(user.id), firstName: 'Ada', lastName: word(), workingHours: EVERY_DAY },
    });
    const query = { practitionerId: practitioner.id, dateFrom: dayFromNow(2), dateTo: dayFromNow(3), duration: 60 };
    const member = system.client((await signIn(system, user)).accessToken);
    const { data: slots } = await member.listSlots({ query });
    expect(slots.filter(({ available }) => available)).toHaveLength(6);
  });
});
