import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { booking, catalog, chat, community, COMMAND_PERMISSIONS, identity, media } from './index.js';
import { HOLDERS, type Holder } from './permissions/holders.js';
import { HTTP_ROUTES } from './http/all.js';
import type { Access } from './http/route.js';
import { openApiDocument } from './openapi/document.js';
import { PERMISSIONS } from './permissions/permissions.js';
import { rpcsOf } from './registry.js';

const names = Object.keys(PERMISSIONS);
const rpcs = rpcsOf({ identity, catalog, media, booking, chat, community });

/** The authentication that the gateway must require for a permission with these holders. */
function accessFor(holders: readonly Holder[]): readonly Access[] {
  if (holders.includes('anonymous') || holders.includes('url-bearer')) return ['none', 'optional'];
  if (holders.every((holder) => holder === 'admin')) return ['admin'];
  if (holders.every((holder) => holder === 'admin' || holder === 'moderator')) return ['moderator'];
  return ['user'];
}

test('every route requires the authentication that its permission implies', () => {
  expect(HTTP_ROUTES.length).toBeGreaterThan(100);
  const faulty = HTTP_ROUTES.filter(({ permission, access }) => !accessFor(PERMISSIONS[permission].holders).includes(access));
  expect(faulty.map(({ id, permission, access }) => `${id} (${access}): ${permission}`)).toEqual([]);
});

test('every permission is named by a route, an RPC contract or a socket command', () => {
  const named = new Set<string>([
    ...HTTP_ROUTES.map(({ permission }) => permission),
    ...rpcs.map(({ permission }) => permission),
    ...Object.values(COMMAND_PERMISSIONS),
  ]);
  expect(names.filter((name) => !named.has(name))).toEqual([]);
});

test('an RPC subject that is the name of a permission requires this permission', () => {
  const faulty = rpcs.filter(({ subject, permission }) => names.includes(subject) && permission !== subject);
  expect(faulty.map(({ subject, permission }) => `${subject}: ${permission}`)).toEqual([]);
});

test('every holder holds a permission, and no permission lists a holder twice', () => {
  const held = Object.values(PERMISSIONS).flatMap(({ holders, privateHolders = holders }) => [holders, privateHolders]);
  expect([...new Set(held.flat())].sort()).toEqual(Object.keys(HOLDERS).sort());
  expect(held.filter((holders) => holders.length === 0 || new Set(holders).size < holders.length)).toEqual([]);
});

test('the description of a permission is one sentence', () => {
  const faulty = Object.values(PERMISSIONS).filter(({ description }) => !/^[A-Z][^.]*\.$/.test(description));
  expect(faulty).toEqual([]);
});

test('the OpenAPI document shows the permission of each operation', () => {
  const Shown = z.looseObject({ name: z.string(), holders: z.array(z.string()), description: z.string() });
  const Operation = z.object({ operationId: z.string(), 'x-permission': Shown });
  const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });
  const { paths } = Document.parse(openApiDocument(HTTP_ROUTES, 'https://api.veza.test'));
  const shown = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(shown.length).toBeGreaterThan(100);
  for (const { operationId, 'x-permission': permission } of shown) {
    const route = HTTP_ROUTES.find(({ id }) => id === operationId);
    expect(permission).toEqual({ name: route?.permission, ...(route && PERMISSIONS[route.permission]) });
  }
});
