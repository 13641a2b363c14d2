import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';

const Product = z.looseObject({ id: z.int() });
const NOTING = `wait_event_type = 'Lock' AND query LIKE 'UPDATE idempotency_keys SET answer%'`;

story('a gateway killed between a change and the note of its answer', (step) => {
  step(
    'whoever asks again with the same key gets the answer, and there is one product',
    async (world) => {
      const { accessToken } = await signUp(world, 'insistent');
      const [key, nom] = [word(), word()];
      const ask = () =>
        world.rest.as(accessToken).post('/api/v1/products', { json: { nom, prix: 1 }, headers: { 'idempotency-key': key } });
      const made = () => world.database.query<{ id: number }>(`SELECT id FROM catalog.products WHERE name = '${nom}'`);
      const kept = async () =>
        (await world.database.query<{ answer: unknown }>(`SELECT answer FROM identity.idempotency_keys WHERE key = '${key}'`))[0];

      // The change waits until the key's row is held, so that the gateway cannot note the answer when the change is made.
      const letChange = await world.database.hold('LOCK TABLE catalog.products IN SHARE MODE');
      const unanswered = ask().then(
        () => 'answered',
        () => 'broken off',
      );
      await eventually('the key to be taken', kept);
      const letNote = await world.database.hold(`SELECT FROM identity.idempotency_keys WHERE key = '${key}' FOR UPDATE`);
      await letChange();
      const [product] = await eventually('the product to be made', async () => {
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

      await world.begin('gateway');
      expect((await ask()).refused(409).code).toBe('IDEMPOTENCY_IN_FLIGHT');
      await world.database.query(`UPDATE identity.idempotency_keys SET locked_until = now() WHERE key = '${key}'`); // its 30 s are over
      const answer = (await ask()).expect(201);
      expect([answer.as(Product).id, await made()]).toEqual([product?.id, [product]]);
      const again = (await ask()).expect(201);
      expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([answer.text, 'true']);
    },
    60_000,
  );
});
