import { randomBytes } from 'node:crypto';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import { form } from '../../src/clients/rest.js';
import { VezaV1 } from '../../src/clients/veza-v1.js';
import { signUp, word } from '../../src/test-users.js';
import { journey } from '../../src/journey.js';
import { tone } from '../../src/sound.js';

const Id = z.object({ id: z.int() });

/** A trace started by the caller. */
function begun() {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-01` } };
}

journey(
  'the traces',
  (step) => {
    step('one request is one trace below the span of the caller: entry point, RPC, service, SQL', async (system) => {
      const { accessToken } = await signUp(system, 'collected');
      const { traceId, spanId, headers } = begun();
      const caller = system.rest.as(accessToken);
      const json = { nom: system.privateText(word()), prix: 1, stock: 1 };
      const { id } = (await caller.post('/api/v1/products', { json })).expect(201).as(Id);
      (await caller.put(`/api/v1/products/${id}`, { json: { stock: 2 }, headers })).expect(200);
      await eventually('the whole tree', () => {
        const tree = system.traces.tree(traceId);
        expect(tree).toEqual(
          expect.arrayContaining([
            'caller > gateway: PUT /api/v1/products/:id',
            'gateway: PUT /api/v1/products/:id > gateway: catalog.products.update',
            'gateway: catalog.products.update > catalog: catalog.products.update',
            'catalog: catalog.products.update > catalog: transaction',
            'catalog: transaction > catalog: UPDATE',
          ]),
        );
        return true;
      });
      const root = system.traces.spans.find(({ name, traceId: id }) => id === traceId && name.startsWith('PUT'));
      expect(root?.parentSpanId).toBe(spanId);
    });

    step('a request without a trace begins one, and its first span has no parent', async (system) => {
      (await system.rest.get('/openapi.json')).expect(200);
      const spans = await eventually('its span', () => {
        const found = system.traces.spans.filter(({ name }) => name === 'GET /openapi.json');
        return found.length > 0 && found;
      });
      expect(new Set(spans.map(({ parentSpanId }) => parentSpanId))).toEqual(new Set(['']));
    });

    step('the first of a hundred sends is a trace, and calls that ask for news are none', async (system) => {
      const { accessToken } = await signUp(system, 'sending');
      const socket = await VezaV1.open(system.chat(1).origin, accessToken);
      const { id: room } = (await system.rest.as(accessToken).post('/api/v1/chat/rooms', { json: { name: word() } }))
        .expect(201)
        .as(z.object({ id: z.string() }));
      await socket.join(room);
      await socket.sendMessage(room, system.privateText(word()), word());
      await eventually('its span', () => system.traces.spans.some(({ name }) => name === 'chat.messages.send'));
      await socket.close();
      expect(system.traces.spans.map(({ name }) => name).filter((name) => /\.since$/.test(name))).toEqual([]);
    });

    step('the trace covers the bytes of an upload', async (system) => {
      const { accessToken } = await signUp(system, 'followed');
      const { traceId, headers } = begun();
      const fields = { title: word(), description: '', category: 'sample', tags: '[]', is_public: 'true' };
      const file = { bytes: tone(0.2), name: 'la.wav', type: 'audio/wav' };
      const upload = { body: form(fields, 'file', file), headers };
      (await system.rest.as(accessToken).post('/api/v1/resources/upload', upload)).expect(201);
      await eventually('both ways to media in one tree', () => {
        const entry = 'gateway: POST /api/v1/resources/upload';
        expect(system.traces.tree(traceId)).toEqual(
          expect.arrayContaining([
            `caller > ${entry}`,
            `${entry} > media: POST /objects`,
            'media: POST /objects > media: transaction',
            'media: transaction > media: INSERT',
            `${entry} > gateway: catalog.resources.create`,
            'catalog: media.objects.claim > media: media.objects.claim',
          ]),
        );
        return true;
      });
    });

    step('no span of any journey contains a token, a password, a message or a search text', async (system) => {
      expect(system.traces.spans.length).toBeGreaterThan(50);
      const spans = system.traces.spans.map((span) => JSON.stringify(span));
      expect(spans.filter((span) => system.holdsPrivateText(span))).toEqual([]);
    });
  },
  { independent: true },
);
