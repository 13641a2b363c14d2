import { expect } from '@jest/globals';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { form, type Rest } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { tone } from '../../src/sound.js';
import { story } from '../../src/story.js';
import type { World } from '../../src/world.js';

const Made = z.looseObject({ id: z.int() });
const MOST = 20;

/** Twenty people change what they have read at the same moment: the answers, and what there is in the end. */
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
  for (const { code, current: told } of refused) expect([code, told]).toEqual(['PRECONDITION_FAILED', JSON.parse(current.text)]);
}

async function productOf(rest: Rest): Promise<string> {
  return `/api/v1/products/${(await rest.post('/api/v1/products', { json: { nom: word(), prix: 1 } })).expect(201).as(Made).id}`;
}

story(
  'changes of what twenty have read',
  (step) => {
    const signedIn = async (world: World) => world.rest.as((await signUp(world, 'editor')).accessToken);

    step('of a product one is made, the others are told what there is now', async (world) => {
      const rest = await signedIn(world);
      await expectOne(rest, 'PUT', await productOf(rest), (stock) => ({ stock }));
    });

    step('of a track too', async (world) => {
      const rest = await signedIn(world);
      const fields = { title: word(), artist: 'Erik', tags: '[]', is_public: 'true' };
      const file = { bytes: tone(0.5), name: 'la.wav', type: 'audio/wav' };
      const { id } = (await rest.post('/api/v1/tracks/upload', { body: form(fields, 'audio', file) })).expect(201).as(Made);
      const path = `/api/v1/tracks/${id}`;
      await eventually('it to be ready', async () => (await rest.get(path)).text.includes('"status":"ready"'), { ms: 15_000 });
      await expectOne(rest, 'PUT', path, (i) => ({ title: `title ${i}` }));
    });

    step('of one’s own profile too', async (world) => {
      await expectOne(await signedIn(world), 'PATCH', '/api/v1/users/me', (i) => ({ bio: `bio ${i}` }));
    });

    step('a product that was changed meanwhile is not deleted', async (world) => {
      const rest = await signedIn(world);
      const path = await productOf(rest);
      const etag = (await rest.get(path)).headers.get('etag') ?? '';
      (await rest.put(path, { json: { stock: 7 } })).expect(200);
      (await rest.delete(path, { headers: { 'if-match': etag } })).refused(412);
      (await rest.get(path)).expect(200);
    });
  },
  { scenes: true },
);
