import { expect, test } from '@jest/globals';
import { Description } from './description.js';
import { OpenApi } from './openapi.js';

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

const description = new Description(OpenApi.parse(DOCUMENT));
const check = (path: string, status: number, body: unknown) =>
  description.check('GET', new URL(path, 'http://gateway'), Response.json(body, { status }));

test('declared responses pass, and so do unknown paths', async () => {
  await check('/rooms/general', 200, { id: 'general' });
  await check('/rooms/mine', 200, [{ id: 'general' }]);
  await check('/rooms/none', 404, { code: 'ROOM_NOT_FOUND' });
  await check('/elsewhere', 418, {});
});

test('an undeclared status, type or shape is reported with the name of the operation', async () => {
  await expect(check('/rooms/general', 201, { id: 'general' })).rejects.toThrow(/getRoom .*: 201 is not declared/);
  await expect(check('/rooms/general', 200, { id: 1 })).rejects.toThrow('body/id must be string');
  await expect(check('/rooms/general', 200, { id: 'general', secret: 1 })).rejects.toThrow('additional properties');
  await expect(check('/rooms/mine', 200, { id: 'general' })).rejects.toThrow(/myRooms .*: the body of 200 fails its schema/);
  await expect(check('/rooms/none', 404, {})).rejects.toThrow("required property 'code'");
  const page = new Response('<p>', { headers: { 'content-type': 'text/html' } });
  await expect(description.check('GET', new URL('http://gateway/rooms/general'), page)).rejects.toThrow('200 comes as text/html');
});

test('a request reaches the operation of its method and path, a fixed path before a parameter', () => {
  const reached = (method: string, path: string) => description.reached(method, path)?.id;
  expect([reached('GET', '/rooms/mine'), reached('HEAD', '/rooms/1'), reached('GET', '/rooms/%2f')]).toEqual([
    ...['myRooms', 'getRoom', 'getRoom'],
  ]);
  expect([reached('DELETE', '/rooms/1'), reached('GET', '/rooms/1/members')]).toEqual([undefined, undefined]);
});
