import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { generateKeyPair, SignJWT } from 'jose';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import { type RestResponse, type RestCall, form, type Rest } from '../../src/clients/rest.js';
import { abortUpload } from '../../src/aborted-upload.js';
import { type TestUser, signUp, word } from '../../src/test-users.js';
import { tone } from '../../src/sound.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';

const Id = z.object({ id: z.int() });

interface Case {
  what: string;
  method?: string;
  path: string;
  call?: RestCall;
  status: number | readonly number[];
  /** The field that the error must name. */
  field?: string;
}

const INSIDE = /\bat \w+.*:\d+:\d+|node_modules|\bSELECT\b|syntax error at or near|\/(home|root|usr|apps|tmp|work)\//;
const raw = (body: string, type = 'application/json'): RestCall => ({ body, headers: { 'content-type': type } });
const product = (fields: object): RestCall => ({ json: { nom: 'Oud', prix: 1, stock: 1, ...fields } });

const TYPES: Case[] = [
  { what: 'a price below 0', path: '/api/v1/products', call: product({ prix: -1 }), status: 400, field: 'prix' },
  { what: 'a price with three places', path: '/api/v1/products', call: product({ prix: 1.005 }), status: 400, field: 'prix' },
  { what: 'a price in words', path: '/api/v1/products', call: product({ prix: 'dix' }), status: 400, field: 'prix' },
  {
    what: 'a price that is an object',
    path: '/api/v1/products',
    call: product({ prix: { $gt: 0 } }),
    status: 400,
    field: 'prix',
  },
  { what: 'two prices', path: '/api/v1/products', call: product({ price: 2 }), status: 400, field: 'price' },
  { what: 'half a stock', path: '/api/v1/products', call: product({ stock: 1.5 }), status: 400, field: 'stock' },
  { what: 'a name that is a list', path: '/api/v1/products', call: product({ nom: ['x'] }), status: 400, field: 'nom' },
  {
    what: 'a name of a megabyte',
    path: '/api/v1/products',
    call: product({ nom: 'x'.repeat(900_000) }),
    status: 400,
    field: 'nom',
  },
  { what: 'a zero byte in a name', path: '/api/v1/products', call: product({ nom: 'a\u0000b' }), status: 400, field: 'nom' },
  { what: 'no name', path: '/api/v1/products', call: { json: { prix: 1, stock: 1 } }, status: 400, field: 'nom' },
  {
    what: 'an e-mail address that is a number',
    path: '/api/v1/login',
    call: { json: { email: 12, password: 'x' } },
    status: 400,
  },
  {
    what: 'a weak password',
    path: '/api/v1/signup',
    call: { json: { email: 'a@example.test', username: 'someone', password: 'password123' } },
    status: 400,
    field: 'password',
  },
  {
    what: 'a rating out of range',
    path: '/api/v1/resources/1/rate',
    call: { json: { rating: 6 } },
    status: 400,
    field: 'rating',
  },
  { what: 'a room name that is none', path: '/api/v1/chat/rooms', call: { json: { name: {} } }, status: 400, field: 'name' },
];

const NUMBERS: Case[] = [
  { what: 'a price without end', path: '/api/v1/products', call: raw('{"nom":"Oud","prix":1e400,"stock":1}'), status: 400 },
  {
    what: 'a price of 30 digits',
    path: '/api/v1/products',
    call: raw('{"nom":"Oud","prix":123456789012345678901234567890,"stock":1}'),
    status: 400,
    field: 'prix',
  },
  {
    what: 'more stock than an integer holds',
    path: '/api/v1/products',
    call: product({ stock: 2 ** 40 }),
    status: 400,
    field: 'stock',
  },
  ...['99999999999999999999', '-1', '0', '1.5', "1'--", '1e3', 'NaN'].flatMap((id): Case[] =>
    ['products', 'tracks', 'resources'].map((feature) => ({
      what: `the id ${id}`,
      method: 'GET',
      path: `/api/v1/${feature}/${encodeURIComponent(id)}`,
      status: [400, 404],
    })),
  ),
  ...[
    'page=0',
    'page=-1',
    'page=x',
    'page=99999999999999999999',
    'limit=0',
    'limit=101',
    'limit=1.5',
    'cursor=not-a-cursor',
  ].flatMap((query): Case[] =>
    ['products', 'tracks', 'resources'].map((feature) => ({
      what: query,
      method: 'GET',
      path: `/api/v1/${feature}?${query}`,
      status: 400,
      field: query.split('=')[0],
    })),
  ),
  {
    what: 'an upper price that is none',
    method: 'GET',
    path: '/api/v1/products?price_max=much',
    status: 400,
    field: 'price_max',
  },
  { what: 'an order that is none', method: 'GET', path: '/api/v1/products?sort=name%3BDROP', status: 400, field: 'sort' },
];

const BODIES: Case[] = [
  { what: 'an unknown filter', method: 'GET', path: '/api/v1/products?colour=red', status: 400, field: 'colour' },
  {
    what: 'the prototype as a field',
    path: '/api/v1/products',
    call: raw('{"nom":"Oud","prix":1,"stock":1,"__proto__":{"role":"admin"}}'),
    status: 400,
  },
  { what: 'broken JSON', path: '/api/v1/products', call: raw('{"nom":'), status: 400 },
  { what: 'an empty body', path: '/api/v1/products', call: raw(''), status: 400 },
  { what: 'a list instead of an object', path: '/api/v1/products', call: raw('[]'), status: 400 },
  { what: 'null instead of an object', path: '/api/v1/products', call: raw('null'), status: 400 },
  {
    what: 'a body nested a thousand times',
    path: '/api/v1/products',
    call: raw('['.repeat(1000) + ']'.repeat(1000)),
    status: 400,
  },
  { what: 'a body above the limit', path: '/api/v1/products', call: raw(`{"nom":"${'x'.repeat(2_000_000)}"}`), status: 413 },
  { what: 'XML', path: '/api/v1/products', call: raw('<product/>', 'application/xml'), status: 415 },
  {
    what: 'JSON with the content type of text',
    path: '/api/v1/products',
    call: raw('{"nom":"Oud","prix":1,"stock":1}', 'text/plain'),
    status: 415,
  },
  {
    what: 'a form where JSON belongs',
    path: '/api/v1/products',
    call: raw('nom=Oud&prix=1', 'application/x-www-form-urlencoded'),
    status: 415,
  },
  { what: 'JSON where a form belongs', path: '/api/v1/tracks/upload', call: { json: { title: 'x' } }, status: 415 },
  {
    what: 'a form without its boundary',
    path: '/api/v1/tracks/upload',
    call: raw('no form', 'multipart/form-data'),
    status: 400,
  },
  {
    what: 'a form that is none',
    path: '/api/v1/tracks/upload',
    call: raw('no form', 'multipart/form-data; boundary=x'),
    status: 400,
  },
  { what: 'an unknown path', method: 'GET', path: '/api/v1/no-such-thing', status: 404 },
  { what: 'a path that climbs', method: 'GET', path: '/api/v1/chat/rooms/..%2F..%2Fetc%2Fpasswd', status: [400, 404] },
  { what: 'a zero byte in a path', method: 'GET', path: '/api/v1/users/%00', status: [400, 404] },
  { what: 'a path that is no text', method: 'GET', path: '/api/v1/products/%E0%A4%A', status: [400, 404] },
];

journey(
  'bad input',
  (step) => {
    let user: TestUser;
    let rest: Rest;
    let state: { files: string[]; rows: string };

    /** An error body of the contract without internal details. */
    const checked = (answer: RestResponse, { status, field }: Pick<Case, 'status' | 'field'>): void => {
      const body = answer.refused(...[status].flat());
      expect(answer.text).not.toMatch(INSIDE);
      if (field !== undefined) expect(body.details?.map((detail) => detail.field)).toContain(field);
    };

    /** Row count of each table of the services that store uploads and products. Words and events of deleted rows stay (decision 138). */
    const rows = async (system: TestSystem): Promise<string> => {
      const tables = await system.database.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('catalog', 'media', 'booking', 'community') AND tablename NOT IN ('product_terms', 'resource_terms', 'product_trash', 'product_changes', 'resource_trash', 'resource_changes') AND (schemaname, tablename) NOT IN (('catalog', 'events'), ('community', 'publications')) ORDER BY 1`,
      );
      const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS count FROM ${name}`);
      return JSON.stringify(await system.database.query(counts.join(' UNION ALL ') + ' ORDER BY name'));
    };

    step('a user signs in and creates a product', async (system) => {
      user = await signUp(system, 'mallory');
      rest = system.rest.as(user.accessToken);
      (await rest.post('/api/v1/products', product({ nom: word() }))).expect(201);
      // A track of an earlier journey that is still transcoded would change the files.
      const inWork = `SELECT 1 FROM media.tracks WHERE status = 'processing'`;
      await eventually('no track to be in work', async () => (await system.database.query(inWork)).length === 0);
      // A message or a comment of an earlier journey that is still announced would become a notice.
      await eventually('the events of before to be handled', () => system.database.eventsAreHandled());
      state = { files: await system.storedFiles(), rows: await rows(system) };
    });

    const rejected = (name: string, cases: readonly Case[]) =>
      step(name, async () => {
        const wrong: string[] = [];
        for (const { what, method = 'POST', path, call, ...expected } of cases) {
          try {
            checked(await rest.call(method, path, call), expected);
          } catch (error) {
            wrong.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
          }
        }
        expect(wrong).toEqual([]);
      });

    rejected('wrong types', TYPES);
    rejected('huge and impossible numbers', NUMBERS);
    rejected('bodies and paths that are none', BODIES);

    step('tokens with a foreign key, expired tokens and malformed tokens are rejected', async (system) => {
      const { privateKey } = await generateKeyPair('EdDSA');
      const sign = (alg: string, expires: string) =>
        new SignJWT({ sid: '1', username: user.username, role: 'admin' })
          .setProtectedHeader({ alg, kid: 'another' })
          .setIssuer('veza')
          .setSubject('1')
          .setIssuedAt()
          .setExpirationTime(expires);
      const none = [Buffer.from('{"alg":"none"}').toString('base64url'), user.accessToken.split('.')[1], ''].join('.');
      const symmetric = await sign('HS256', '15m').sign(Buffer.from('the public key, or any secret of 32 bytes'));
      const tokens = [
        await sign('EdDSA', '15m').sign(privateKey),
        await sign('EdDSA', '-1h').sign(privateKey),
        symmetric,
        none,
        `${user.accessToken.slice(0, -6)}AAAAAA`,
        'not-a-token',
        user.refreshToken,
      ];
      for (const token of tokens) {
        for (const path of ['/api/v1/users/me', '/api/v1/chat/rooms', '/api/auth/me']) {
          expect((await system.rest.as(token).get(path)).refused(401).code).toBe('UNAUTHENTICATED');
        }
        const body = form({ title: 'x', artist: 'x' }, 'audio', { bytes: tone(0.1), name: 'a.wav', type: 'audio/wav' });
        checked(await system.rest.as(token).post('/api/v1/tracks/upload', { body }), { status: 401 });
      }
    });

    step('files whose content differs from their type are rejected', async () => {
      const { id } = (await rest.post('/api/v1/products', product({ nom: word() }))).expect(201).as(Id);
      const html = Buffer.from('<!doctype html><script>alert(1)</script>');
      const playlist = Buffer.from('#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n');
      const long = Buffer.concat([html, Buffer.alloc(3_000_000, ' ')]); // rejected before its last byte arrives
      const program = Buffer.from('7f454c46020101000000000000000000', 'hex');
      const track = { title: 'x', artist: 'x', tags: '[]', is_public: 'true' };
      const resource = { title: 'x', description: 'x', category: 'sample', tags: '[]', is_public: 'true' };
      const places = [
        {
          path: '/api/v1/tracks/upload',
          part: 'audio',
          fields: track,
          name: 'a.mp3',
          type: 'audio/mpeg',
          lies: [html, playlist, program, long],
        },
        {
          path: '/api/v1/resources/upload',
          part: 'file',
          fields: resource,
          name: 'a.wav',
          type: 'audio/wav',
          lies: [html, program, long],
        },
        {
          path: `/api/v1/products/${id}/files`,
          part: 'file',
          fields: {},
          name: 'a.png',
          type: 'image/png',
          lies: [html, program, long],
        },
      ];
      for (const { path, part, fields, name, type, lies } of places) {
        for (const bytes of lies)
          checked(await rest.post(path, { body: form(fields, part, { bytes, name, type }) }), { status: 415 });
        checked(await rest.post(path, { body: form(fields, 'another', { bytes: tone(0.1), name, type }) }), { status: 400 });
        expect((await rest.get('/api/v1/users/me')).status).toBe(200); // the connection of a rejected upload stays usable
        const without = new FormData();
        without.append('title', 'x');
        checked(await rest.post(path, { body: without }), { status: 400 });
      }
      (await rest.delete(`/api/v1/products/${id}`)).expect(204);
    });

    step('a resumable upload that does not exist is not found, also by HEAD', async () => {
      const path = `/api/v1/uploads/${randomUUID()}`;
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const headers = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
        expect((await rest.call(method, path, { headers })).status).toBe(404);
      }
    });

    step('forms with invalid fields around a valid file are rejected', async () => {
      const file = { bytes: tone(0.2), name: 'a.wav', type: 'audio/wav' };
      const cases: { path: string; part: string; fields: Record<string, string>; field: string }[] = [
        { path: '/api/v1/tracks/upload', part: 'audio', fields: { title: '', artist: 'x' }, field: 'title' },
        { path: '/api/v1/tracks/upload', part: 'audio', fields: { title: 'x', artist: 'x', tags: '[1' }, field: 'tags' },
        {
          path: '/api/v1/tracks/upload',
          part: 'audio',
          fields: { title: 'x', artist: 'x', is_public: 'perhaps' },
          field: 'is_public',
        },
        {
          path: '/api/v1/resources/upload',
          part: 'file',
          fields: { title: 'x', description: 'x', category: 'nothing' },
          field: 'category',
        },
      ];
      for (const { path, part, fields, field } of cases)
        checked(await rest.post(path, { body: form(fields, part, file) }), { status: 400, field });
    });

    step('aborted uploads', async (system) => {
      const places = [
        { path: '/api/v1/tracks/upload', field: 'audio' },
        { path: '/api/v1/resources/upload', field: 'file' },
      ];
      for (const { path, field } of places) {
        const { length } = await system.storedFiles();
        const arrived = () =>
          eventually('the first bytes in the object store', async () => (await system.storedFiles()).length > length);
        const parts = { field, filename: 'a.wav', type: 'audio/wav', bytes: tone(20), announced: 5_000_000 };
        await abortUpload(system, path, user.accessToken, parts, arrived);
        await system.storeHolds(state.files);
      }
    });

    step('no rejected request leaves a row or a file', async (system) => {
      await system.storeHolds(state.files);
      await eventually(
        'the tables to be as before',
        async () => (await rows(system)) === state.rows || expect(await rows(system)).toBe(state.rows),
      );
    });
  },
  { independent: true },
);
