import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Description } from '../src/clients/description.js';

const json = (schema: object) => ({ description: 'x', content: { 'application/json': { schema } } });
const get = (operationId: string, schema: object) => ({
  get: { operationId, responses: { 200: json(schema), 404: { $ref: '#/components/responses/Error404' } } },
});
const DOCUMENT = {
  paths: {
    '/rooms/{id}': get('getRoom', { $ref: '#/components/schemas/Room' }),
    '/rooms/mine': get('myRooms', { type: 'array', items: { $ref: '#/components/schemas/Room' } }),
  },
  components: {
    schemas: { Room: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'], additionalProperties: false } },
    responses: { Error404: json({ type: 'object', required: ['code'] }) },
  },
};

let server: Server;
let description: Description;
beforeAll(async () => {
  server = createServer((_request, response) => response.end(JSON.stringify(DOCUMENT)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  description = await Description.of(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
afterAll(() => {
  server.close();
});

const check = (path: string, status: number, body: unknown) =>
  description.check('GET', new URL(path, 'http://gateway'), Response.json(body, { status }));

test('what the document says passes, and so does a path that it does not know', async () => {
  await check('/rooms/general', 200, { id: 'general' });
  await check('/rooms/mine', 200, [{ id: 'general' }]);
  await check('/rooms/none', 404, { code: 'ROOM_NOT_FOUND' });
  await check('/elsewhere', 418, {});
});

test('another status or another shape is told with the name of the call', async () => {
  await expect(check('/rooms/general', 201, { id: 'general' })).rejects.toThrow('getRoom answered 201');
  await expect(check('/rooms/general', 200, { id: 1 })).rejects.toThrow('body/id must be string');
  await expect(check('/rooms/general', 200, { id: 'general', secret: 1 })).rejects.toThrow('additional properties');
  await expect(check('/rooms/mine', 200, { id: 'general' })).rejects.toThrow('myRooms answered 200 in another shape');
  await expect(check('/rooms/none', 404, {})).rejects.toThrow("required property 'code'");
});
