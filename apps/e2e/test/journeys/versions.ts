import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

const Made = z.looseObject({ id: z.int() });
const Played = z.looseObject({ play_count: z.int() });
const MOST = 20;

/** Twenty concurrent changes with the same entity tag: the responses, and the final state. */
async function changedTogether(rest: Rest, method: string, path: string, change: (i: number) => object) {
  const etag = (await rest.get(path)).expect(200).headers.get('etag') ?? '';
  const ask = (i: number) => rest.call(method, path, { json: change(i), headers: { 'if-match': etag } });
  const answers = await Promise.all(Array.from({ length: MOST }, (_, i) => ask(i)));
  return { answers, current: await rest.get(path) };
}

async function expectOne(rest: Rest, method: string, path: string, change: (i: number) => object): Promise<void> {
  const { answers, current } = await changedTogether(rest, method, path, change);
  const [made, ...more] = answers.filter(({ status }) => status === 200);
  expect([more.length, made?.text]).toEqual([0, current.expect(200).text]);
  const refused = answers.filter(({ status }) => status !== 200).map((answer) => answer.refused(412));
  expect(refused).toHaveLength(MOST - 1);
  for (const { code, current: currentState } of refused)
    expect([code, currentState]).toEqual(['PRECONDITION_FAILED', JSON.parse(current.text)]);
}

async function productOf(rest: Rest): Promise<string> {
  return `/api/v1/products/${(await rest.post('/api/v1/products', { json: { nom: word(), prix: 1 } })).expect(201).as(Made).id}`;
}

async function trackOf(rest: Rest): Promise<string> {
  const fields = { title: word(), artist: 'Erik', tags: '[]', is_public: 'true' };
  const file = { bytes: tone(0.5), name: 'la.wav', type: 'audio/wav' };
  const { id } = (await rest.post('/api/v1/tracks/upload', { body: form(fields, 'audio', file) })).expect(201).as(Made);
  const path = `/api/v1/tracks/${id}`;
  await eventually('it to be ready', async () => (await rest.get(path)).text.includes('"status":"ready"'), { ms: 15_000 });
  return path;
}

journey(
  'concurrent conditional changes',
  (step) => {
    const signedIn = async (system: TestSystem) => system.rest.as((await signUp(system, 'editor')).accessToken);

    step('one change of a product succeeds, the others receive the current state', async (system) => {
      const rest = await signedIn(system);
      await expectOne(rest, 'PUT', await productOf(rest), (stock) => ({ stock }));
    });

    step('one change of a track succeeds', async (system) => {
      const rest = await signedIn(system);
      const path = await trackOf(rest);
      await expectOne(rest, 'PUT', path, (i) => ({ title: `title ${i}` }));
    });

    step('a track is changed with the version that its owner read before it was played', async (system) => {
      const rest = await signedIn(system);
      const path = await trackOf(rest);
      const read = (await rest.get(path)).expect(200);
      const headers = { 'if-match': read.headers.get('etag') ?? '' };
      (await (await signedIn(system)).post(`${path}/play`)).expect(204);
      const played = await rest.get(path, { headers: { 'if-none-match': headers['if-match'] } });
      expect(played.expect(200).as(Played).play_count).toBe(1); // a cached representation is an old one
      (await rest.put(path, { json: { title: 'after a play' }, headers })).expect(200);
      (await rest.put(path, { json: { title: 'over it' }, headers })).refused(412);
      (await rest.delete(path, { headers })).refused(412);
    });

    step('one change of a profile succeeds', async (system) => {
      await expectOne(await signedIn(system), 'PATCH', '/api/v1/users/me', (i) => ({ bio: `bio ${i}` }));
    });

    step('a product changed meanwhile is not deleted', async (system) => {
      const rest = await signedIn(system);
      const path = await productOf(rest);
      const etag = (await rest.get(path)).headers.get('etag') ?? '';
      (await rest.put(path, { json: { stock: 7 } })).expect(200);
      (await rest.delete(path, { headers: { 'if-match': etag } })).refused(412);
      (await rest.get(path)).expect(200);
    });
  },
  { independent: true },
);
