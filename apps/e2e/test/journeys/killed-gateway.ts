import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { type Answer, form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { tone } from '../../src/sound.js';
import { story } from '../../src/story.js';

const Made = z.looseObject({ id: z.int() });
const NOTING = `wait_event_type = 'Lock' AND query LIKE 'UPDATE idempotency_keys SET answer%'`;

const file = { bytes: tone(0.2), name: 'a.wav', type: 'audio/wav' };

interface Create {
  /** The table of what is made, and where its name stands in it. */
  table: string;
  column: string;
  ask(rest: Rest, name: string, headers: Record<string, string>): Promise<Answer>;
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

story('a gateway killed between a change and the note of its answer', (step) => {
  for (const [thing, { table, column, ask }] of Object.entries(CREATES))
    step(
      `whoever asks again with the same key gets the answer, and there is one ${thing}`,
      async (world) => {
        const { accessToken } = await signUp(world, 'insistent');
        const [key, name] = [word(), word()];
        const asked = () => ask(world.rest.as(accessToken), name, { 'idempotency-key': key });
        const made = () => world.database.query<{ id: number }>(`SELECT id FROM ${table} WHERE ${column} = '${name}'`);
        const kept = async () =>
          (
            await world.database.query<{ answer: unknown }>(`SELECT answer FROM identity.idempotency_keys WHERE key = '${key}'`)
          )[0];
        const objects = async () =>
          (await world.database.query(`SELECT FROM media.objects WHERE kind <> 'rendition' AND released_at IS NULL`)).length;

        // The change waits until the key's row is held, so that the gateway cannot note the answer when the change is made.
        const letChange = await world.database.hold(`LOCK TABLE ${table} IN SHARE MODE`);
        const unanswered = asked().then(
          () => 'answered',
          () => 'broken off',
        );
        await eventually('the change to be asked for', async () => {
          const rows = await world.database.query(`SELECT FROM pg_locks WHERE relation = '${table}'::regclass AND NOT granted`);
          return rows.length > 0;
        });
        const letNote = await world.database.hold(`SELECT FROM identity.idempotency_keys WHERE key = '${key}' FOR UPDATE`);
        await letChange();
        const [first] = await eventually(`the ${thing} to be made`, async () => {
          const rows = await made();
          return rows.length > 0 && rows;
        });
        await eventually('the gateway to be at its note', async () => {
          const rows = await world.database.query(`SELECT FROM pg_stat_activity WHERE ${NOTING}`);
          return rows.length > 0;
        });
        await world.service('gateway').kill();
        expect(await unanswered).toBe('broken off');
        // What Postgres was asked by a process that is gone would still be done once the row is free.
        await world.database.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${NOTING}`);
        await letNote();
        expect(await kept()).toEqual({ answer: null });
        const held = await objects();

        await world.begin('gateway');
        expect((await asked()).refused(409).code).toBe('IDEMPOTENCY_IN_FLIGHT');
        await world.database.query(`UPDATE identity.idempotency_keys SET locked_until = now() WHERE key = '${key}'`); // its 30 s are over
        const answer = (await asked()).expect(201);
        expect([answer.as(Made).id, await made()]).toEqual([first?.id, [first]]);
        const again = (await asked()).expect(201);
        expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([answer.text, 'true']);
        expect(await objects()).toBe(held); // what was brought again is gone again
      },
      60_000,
    );
});
