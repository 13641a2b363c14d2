import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { form } from '../../src/clients/rest.js';
import { signUp, word } from '../../src/people.js';
import { story } from '../../src/story.js';
import { tone } from '../../src/sound.js';

/** A trace that a caller has begun. */
function begun() {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-01` } };
}

story(
  'the traces',
  (step) => {
    step(
      'one request is one trace: the door, the call over Redis, the service, its SQL, below the caller’s span',
      async (world) => {
        const { accessToken } = await signUp(world, 'collected');
        const { traceId, spanId, headers } = begun();
        const json = { nom: world.whisper(word()), prix: 1, stock: 1 };
        (await world.rest.as(accessToken).post('/api/v1/products', { json, headers })).expect(201);
        await eventually('the whole tree', () => {
          const tree = world.traces.tree(traceId);
          expect(tree).toEqual(
            expect.arrayContaining([
              'caller > gateway: POST /api/v1/products',
              'gateway: POST /api/v1/products > gateway: catalog.products.create',
              'gateway: catalog.products.create > catalog: catalog.products.create',
              'catalog: catalog.products.create > catalog: transaction',
              'catalog: transaction > catalog: INSERT',
            ]),
          );
          return true;
        });
        const root = world.traces.spans.find(({ name, traceId: id }) => id === traceId && name.startsWith('POST'));
        expect(root?.parentSpanId).toBe(spanId);
      },
    );

    step('it goes with the bytes of an upload too', async (world) => {
      const { accessToken } = await signUp(world, 'followed');
      const { traceId, headers } = begun();
      const fields = { title: word(), description: '', category: 'sample', tags: '[]', is_public: 'true' };
      const file = { bytes: tone(0.2), name: 'la.wav', type: 'audio/wav' };
      const upload = { body: form(fields, 'file', file), headers };
      (await world.rest.as(accessToken).post('/api/v1/resources/upload', upload)).expect(201);
      await eventually('both ways to media in one tree', () => {
        const door = 'gateway: POST /api/v1/resources/upload';
        expect(world.traces.tree(traceId)).toEqual(
          expect.arrayContaining([
            `caller > ${door}`,
            `${door} > media: POST /objects`,
            'media: POST /objects > media: transaction',
            'media: transaction > media: INSERT',
            `${door} > gateway: catalog.resources.create`,
            'catalog: media.objects.claim > media: media.objects.claim',
          ]),
        );
        return true;
      });
    });

    step('no span of any journey holds a token, a password, or what somebody said or searched', async (world) => {
      expect(world.traces.spans.length).toBeGreaterThan(50);
      const spans = world.traces.spans.map((span) => JSON.stringify(span));
      expect(spans.filter((span) => world.gives(span))).toEqual([]);
    });
  },
  { scenes: true },
);
