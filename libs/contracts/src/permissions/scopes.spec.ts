import { expect, test } from '@jest/globals';
import { HTTP_ROUTES } from '../http/all.js';
import { COMMAND_PERMISSIONS } from './chat.permissions.js';
import { PERMISSIONS, type PermissionName } from './permissions.js';
import { allowsScope, API_SCOPES, ApiScope, scopeOf } from './scopes.js';

const withCaller = HTTP_ROUTES.filter(({ access }) => access !== 'none');

test('a reading scope opens GETs only, and a GET needs a writing one only where it prepares a change', () => {
  const faulty = withCaller.filter(({ method, permission }) => {
    const scope = scopeOf(permission);
    return scope !== undefined && scope.endsWith(':read') !== (method === 'GET');
  });
  expect(faulty.map(({ id, method, permission }) => `${id} (${method}): ${scopeOf(permission)}`)).toEqual([
    'getOwnProposal (GET): booking.own:write',
  ]);
});

test('every scope opens a route or a socket command', () => {
  const used: PermissionName[] = [...withCaller.map(({ permission }) => permission), ...Object.values(COMMAND_PERMISSIONS)];
  const opened = new Set(used.map(scopeOf));
  expect(API_SCOPES.filter((scope) => !opened.has(scope))).toEqual([]);
  expect(API_SCOPES.length).toBeGreaterThan(40);
  expect(ApiScope.options).toEqual(API_SCOPES);
});

test('no scope opens tokens, sessions, passwords, factors, addresses, roles, export or erasure', () => {
  const open = Object.keys(PERMISSIONS).filter((name) => name.startsWith('identity.') && scopeOf(name as PermissionName));
  expect(open).toEqual([
    'identity.tickets.create',
    'identity.accounts.get',
    'identity.profiles.get',
    'identity.profiles.search',
    'identity.bans.list',
    'identity.bans.audit',
    'identity.bans.impose',
    'identity.bans.lift',
  ]);
  const every = [...API_SCOPES];
  const refused = withCaller.filter(({ permission }) => !allowsScope(every, permission)).map(({ id }) => id);
  expect(refused).toEqual(
    expect.arrayContaining([
      ...['createApiToken', 'listApiTokens', 'revokeApiToken', 'listSessions', 'revokeSession', 'revokeOtherSessions', 'logout'],
      ...['enrolTotp', 'removeTotp', 'novaChangePassword', 'updateMe', 'novaUpdateProfile', 'eraseMe', 'exportMe', 'setRole'],
      ...['renewCalendarFeed', 'exportPatient', 'erasePatient'],
    ]),
  );
});

test('a session needs no scope, and a token without scopes has no permission but those of an open socket', () => {
  expect(allowsScope(undefined, 'identity.accounts.erase')).toBe(true);
  expect(Object.keys(PERMISSIONS).filter((name) => allowsScope([], name as PermissionName))).toEqual([
    'chat.connections.authenticate',
    'chat.connections.ping',
  ]);
});
