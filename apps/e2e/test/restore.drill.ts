// covers: tools/veza, apps/*/src/migrations, libs/database/src/migrations
// drill: heavy
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { VezaV1 } from '../src/clients/veza-v1.js';
import { WITHOUT_LIMITS } from '../src/fuzz/limits.js';
import { veza } from '../src/operator.js';
import { tone } from '../src/sound.js';
import { TestSystem } from '../src/test-system.js';
import { signIn, signUp, type TestUser, word } from '../src/test-users.js';
import { follow } from '../src/tracks.js';

const MESSAGES = 1_000;
const DAY_MS = 86_400_000;
const Manifest = z.object({
  takenAt: z.string(),
  counts: z.record(z.string(), z.number()),
  objects: z.object({ objects: z.number() }),
});
const Messages = z.array(z.object({ id: z.union([z.string(), z.number()]), content: z.string() }));
const Made = z.object({ id: z.string() });

let folder: string;
let first: TestSystem | undefined;
let second: TestSystem | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veza-restore-'));
});
afterAll(async () => {
  await first?.stop();
  await second?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Rights of roles on tables, functions and schemas, and policies: the tenancy of cabinets rests on them. */
const rightsOf = (system: TestSystem) =>
  system.database.query<{ line: string }>(
    `SELECT 'table ' || n.nspname || '.' || c.relname || ' ' || a::text || ' ' || c.relrowsecurity || ' ' || c.relforcerowsecurity AS line
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, unnest(c.relacl) a WHERE n.nspname !~ '^pg_|^information_schema$'
     UNION ALL SELECT 'function ' || n.nspname || '.' || p.proname || ' ' || a::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, unnest(p.proacl) a
       WHERE n.nspname !~ '^pg_|^information_schema$'
     UNION ALL SELECT 'schema ' || n.nspname || ' ' || a::text FROM pg_namespace n, unnest(n.nspacl) a WHERE n.nspname !~ '^pg_|^information_schema$'
     UNION ALL SELECT 'default ' || d.defaclobjtype::text || ' ' || n.nspname || ' ' || a::text FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace, unnest(d.defaclacl) a
     UNION ALL SELECT 'policy ' || schemaname || '.' || tablename || ' ' || policyname || ' ' || roles::text || ' ' || coalesce(qual, '') FROM pg_policies
     UNION ALL SELECT 'setting ' || r.rolname || ' ' || s.setconfig::text FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
     ORDER BY 1`,
  );

/** All messages of a room, oldest first. */
async function historyOf(system: TestSystem, { accessToken }: { accessToken: string }, room: string) {
  const rest = system.rest.as(accessToken);
  const all: z.infer<typeof Messages> = [];
  let before = '';
  for (;;) {
    const page = (await rest.get(`/api/v1/chat/rooms/${room}/messages?limit=100${before}`)).expect(200).as(Messages);
    if (page.length === 0) return all;
    all.unshift(...page);
    before = `&before=${page[0]?.id}`;
  }
}

/** A room with many messages, and one that is written to until `stop`. */
async function talk(system: TestSystem, user: TestUser) {
  const [quiet, loud] = [
    await user.client.createRoom({ body: { name: word() } }),
    await user.client.createRoom({ body: { name: word() } }),
  ];
  const rooms = { quiet: quiet.data.id, loud: loud.data.id };
  const client = await VezaV1.open(system.chat(1).origin, user.accessToken);
  for (const room of Object.values(rooms)) await client.join(room);
  for (let n = 0; n < MESSAGES; n += 50) {
    const ids = Array.from({ length: 50 }, (_, i) => `q-${n + i}`);
    for (const id of ids) client.post(rooms.quiet, `message ${id}`, id);
    for (const id of ids) await client.ack(id, 30_000);
  }
  const acknowledged: string[] = [];
  let going = true;
  const ended = (async () => {
    for (let n = 0; going; n += 1) {
      await client.sendMessage(rooms.loud, `loud ${n}`, `l-${n}`);
      acknowledged.push(`loud ${n}`);
    }
    await client.close();
  })();
  const stop = () => {
    going = false;
    return ended;
  };
  return { rooms, acknowledged, stop };
}

async function bookAppointment(system: TestSystem, practitioner: TestUser): Promise<{ id: string }> {
  await system.database.query(`UPDATE identity.users SET role = 'admin' WHERE id = ${practitioner.id}`);
  const staff = system.rest.as((await signIn(system, practitioner)).accessToken);
  const cabinet = (await staff.post('/api/cabinets', { json: { name: word(), timezone: 'Europe/Paris' } }))
    .expect(201)
    .as(Made).id;
  const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
  const facts = { userId: String(practitioner.id), firstName: 'Ada', lastName: 'Byron', workingHours };
  const practitionerId = (await staff.post(`/api/cabinets/${cabinet}/practitioners`, { json: facts })).expect(201).as(Made).id;
  const startTime = `${new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10)}T09:00:00`;
  const patientData = { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test' };
  const json = { practitionerId, patientData, type: 'consultation', startTime, duration: 30 };
  return (await staff.post('/api/appointments', { json })).expect(201).as(Made);
}

test('a backup under load is restored into empty servers, with equal rows, bytes, histories and sign-ins', async () => {
  first = await TestSystem.start({ ownPostgres: true, env: WITHOUT_LIMITS });
  const [ada, gone] = [await signUp(first, 'ada'), await signUp(first, 'gone')];
  const sound = tone(20);
  const body = {
    audio: new Blob([new Uint8Array(sound)], { type: 'audio/wav' }),
    title: 'Tone',
    artist: 'Ada',
    tags: '[]',
    is_public: 'true' as const,
    downloadable: 'true' as const,
  };
  const track = (await ada.client.uploadTrack({ body })).data;
  await follow(ada.client, track.id, 60_000);
  const product = (await ada.client.createProduct({ body: { nom: 'Oud', prix: 399.9, stock: 2 } })).data;
  const appointment = await bookAppointment(first, ada);
  const session = await signIn(first, ada);
  const talking = await talk(first, { ...ada, ...session });

  const heard = [...talking.acknowledged];
  const to = join(folder, 'backup');
  const beganBackup = performance.now();
  const printed = await veza(first.operator, 'backup', '--to', to);
  const backupSeconds = (performance.now() - beganBackup) / 1_000;
  await talking.stop();
  expect(printed.join('\n')).toContain('keep VEZA_SECRET');
  expect(talking.acknowledged.length).toBeGreaterThan(heard.length);
  const manifest = Manifest.parse(JSON.parse(await readFile(join(to, 'manifest.json'), 'utf8')));
  expect(manifest.counts['identity.users']).toBeGreaterThanOrEqual(3);
  expect(manifest.counts['chat.messages']).toBeGreaterThanOrEqual(MESSAGES);

  // After the backup an account is erased: the restored system must not have it.
  (await first.rest.as(gone.accessToken).delete('/api/v1/users/me')).expect(204);
  const erased = await veza(first.operator, 'admin', 'erasures', manifest.takenAt);
  await writeFile(join(folder, 'erased'), erased.join('\n'));
  const quiet = await historyOf(first, session, talking.rooms.quiet);
  const loud = await historyOf(first, session, talking.rooms.loud);
  expect(quiet).toHaveLength(MESSAGES);
  const rights = await rightsOf(first);
  await first.stop();
  first = undefined;

  let restoreSeconds = 0;
  second = await TestSystem.start({
    ownPostgres: true,
    env: WITHOUT_LIMITS,
    fill: async (variables) => {
      const began = performance.now();
      const lines = await veza(variables, 'restore', '--from', to, '--erased', join(folder, 'erased'));
      restoreSeconds = (performance.now() - began) / 1_000;
      expect(lines.join('\n')).toContain(`objects: ${manifest.objects.objects} have the hashes of the backup`);
      expect(lines).toContain(`Account ${gone.id} is erased.`);
      await expect(veza(variables, 'restore', '--from', to)).rejects.toThrow('The database is not empty');
    },
  });
  const again = await signIn(second, ada);
  const restored = {
    loud: await historyOf(second, again, talking.rooms.loud),
    quiet: await historyOf(second, again, talking.rooms.quiet),
  };
  expect(restored.quiet).toEqual(quiet);
  expect(rights.length).toBeGreaterThan(200);
  expect(await rightsOf(second)).toEqual(rights);
  expect(restored.loud).toEqual(loud.slice(0, restored.loud.length));
  expect(restored.loud.map(({ content }) => content)).toEqual(expect.arrayContaining(heard));
  const client = second.client(again.accessToken);
  expect((await client.getProduct({ path: { id: product.id } })).data).toMatchObject({ nom: 'Oud', prix: 399.9 });
  const rest = second.rest.as(again.accessToken);
  (await rest.get(`/api/appointments/${appointment.id}`)).expect(200);
  const { url } = (await rest.get(`/api/v1/tracks/${track.id}/download`)).expect(200).as(z.object({ url: z.string() }));
  const download = await fetch(url, { signal: AbortSignal.timeout(15_000) });
  expect(Buffer.from(await download.arrayBuffer()).equals(sound)).toBe(true);
  await expect(signIn(second, gone)).rejects.toThrow();
  // The restored system works on: its next message has the next place in the room.
  const speaker = await VezaV1.open(second.chat(1).origin, again.accessToken);
  const { lastSeq } = await speaker.join(talking.rooms.quiet);
  expect((await speaker.sendMessage(talking.rooms.quiet, 'after the restore', 'after')).seq).toBe(lastSeq + 1);
  await speaker.close();
  // Generous, for a busy machine; OPERATIONS.md has what was seen.
  expect(backupSeconds).toBeLessThan(90);
  expect(restoreSeconds).toBeLessThan(120);
}, 300_000);
