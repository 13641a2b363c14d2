import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { type RestResponse, form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';

const Made = z.looseObject({ id: z.int() });
const NOTING = `wait_event_type = 'Lock' AND query LIKE 'UPDATE idempotency_keys SET answer%'`;

const file = { bytes: tone(0.2), name: 'a.wav', type: 'audio/wav' };

interface Create {
  /** The table of the created rows, and its name column. */
  table: string;
  column: string;
  ask(rest: Rest, name: string, headers: Record<string, string>): Promise<RestResponse>;
}

const CREATES: Record<string, Create> = {
  product: {
    ...{ table: 'catalog.products', column: 'name' },
    ask: (rest, nom, headers) => rest.post('/api/v1/products', { json: { nom, prix: 1 }, headers }),
  },
  resource: {
    ...{ table: 'catalog.resources', column: 'title' },
    ask: (rest, title, headers) =>
      rest.post('/api/v1/resources/upload', {
        body: form({ title, description: 'x', category: 'sample' }, 'file', file),
        headers,
      }),
  },
  track: {
    ...{ table: 'media.tracks', column: 'title' },
    ask: (rest, title, headers) =>
      rest.post('/api/v1/tracks/upload', { body: form({ title, artist: 'x' }, 'audio', file), headers }),
  },
};

journey('a gateway killed between a change and the record of its response', (step) => {
  for (const [thing, { table, column, ask }] of Object.entries(CREATES))
    step(
      `a retry with the same key returns the response, and one ${thing} exists`,
      async (system) => {
        const { accessToken } = await signUp(system, 'insistent');
        const [key, name] = [word(), word()];
        const asked = () => ask(system.rest.as(accessToken), name, { 'idempotency-key': key });
        const made = () => system.database.query<{ id: number }>(`SELECT id FROM ${table} WHERE ${column} = '${name}'`);
        const kept = async () =>
          (
            await system.database.query<{ answer: unknown }>(`SELECT answer FROM identity.idempotency_keys WHERE key = '${key}'`)
          )[0];
        const objects = async () =>
          (await system.database.query(`SELECT FROM media.objects WHERE kind <> 'rendition' AND released_at IS NULL`)).length;

        // The change waits until the row of the key is locked, so that the gateway cannot record its response afterwards.
        const letChange = await system.database.hold(`LOCK TABLE ${table} IN SHARE MODE`);
        const unanswered = asked().then(
          () => 'answered',
          () => 'broken off',
        );
        await eventually('the change to be asked for', async () => {
          const rows = await system.database.query(`SELECT FROM pg_locks WHERE relation = '${table}'::regclass AND NOT granted`);
          return rows.length > 0;
        });
        const letNote = await system.database.hold(`SELECT FROM identity.idempotency_keys WHERE key = '${key}' FOR UPDATE`);
        await letChange();
        const [first] = await eventually(`the ${thing} to be made`, async () => {
          const rows = await made();
          return rows.length > 0 && rows;
        });
        await eventually('the gateway to be at its note', async () => {
          const rows = await system.database.query(`SELECT FROM pg_stat_activity WHERE ${NOTING}`);
          return rows.length > 0;
        });
        await system.service('gateway').kill();
        expect(await unanswered).toBe('broken off');
        // Postgres would still run the statement of the killed process once the row is unlocked.
        await system.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${NOTING}`);
        await letNote();
        expect(await kept()).toEqual({ answer: null });
        const held = await objects();

        await system.begin('gateway');
        // The start takes about as long as the lock of the killed gateway lasts.
        const lockFor = (seconds: number) =>
          system.database.query(
            `UPDATE identity.idempotency_keys SET locked_until = now() + make_interval(secs => ${seconds}) WHERE key = '${key}'`,
          );
        await lockFor(5);
        const early = await asked();
        expect(early.refused(409).code).toBe('IDEMPOTENCY_IN_FLIGHT');
        expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(1); // not thirty tries, one a second
        await lockFor(0);
        const answer = (await asked()).expect(201);
        expect([answer.as(Made).id, await made()]).toEqual([first?.id, [first]]);
        const again = (await asked()).expect(201);
        expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([answer.text, 'true']);
        expect(await objects()).toBe(held); // the second upload is released again
      },
      60_000,
    );
});
