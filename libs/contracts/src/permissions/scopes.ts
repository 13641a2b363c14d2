import { z } from 'zod';
import { PERMISSIONS, type PermissionName } from './permissions.js';

/**
 * The verbs of permissions that read. A spec compares them with the methods of the routes. A new verb counts as a change
 * until it is listed here.
 */
const READS: ReadonlySet<string> = new Set([
  ...['get', 'getFile', 'list', 'listTrash', 'listOfPatient', 'listOfPerson', 'history', 'search', 'show', 'free', 'overview'],
  ...['export', 'download', 'stream', 'waveform', 'events', 'plays', 'ics', 'preview', 'preferences', 'memberships', 'patients'],
  ...['direct', 'online', 'members', 'bans', 'reports', 'versions', 'audit', 'queue', 'changes'],
]);

/** Of accounts, a token reads profiles, moderates and opens sockets. Sessions, passwords, factors, addresses, roles and tokens are closed. */
const OPEN_OF_IDENTITY: ReadonlySet<string> = new Set([
  'identity.tickets.create',
  'identity.accounts.get',
  'identity.profiles.get',
  'identity.profiles.search',
  'identity.bans.list',
  'identity.bans.audit',
  'identity.bans.impose',
  'identity.bans.lift',
]);

/** Features that a token has no access to: secret addresses, which outlive it, and the whole file of a patient. */
const CLOSED: ReadonlySet<string> = new Set([
  'booking.calendarFeeds',
  'booking.links',
  'booking.patientFiles',
  'chat.connections',
]);

/** The scope that an API token needs for a permission; undefined for permissions that no token has. */
export function scopeOf(permission: PermissionName): string | undefined {
  const [service = '', feature = '', verb = ''] = permission.split('.');
  if (service === 'identity' && !OPEN_OF_IDENTITY.has(permission)) return undefined;
  if (CLOSED.has(`${service}.${feature}`)) return undefined;
  return `${service}.${feature}:${READS.has(verb) ? 'read' : 'write'}`;
}

const isPermission = (name: string): name is PermissionName => name in PERMISSIONS;

/** Every scope, in alphabetical order. */
export const API_SCOPES: readonly string[] = [
  ...new Set(
    Object.keys(PERMISSIONS)
      .filter(isPermission)
      .flatMap((name) => scopeOf(name) ?? []),
  ),
].sort();

export const ApiScope = z
  .enum(API_SCOPES)
  .describe(
    'A part of the API that a token may use: `<service>.<feature>:read` or `:write`. `x-scope` of a call names the scope that it needs; `write` does not include `read`.',
  );

/** Commands of the connection itself, which every socket may send. */
const OF_SOCKETS: ReadonlySet<PermissionName> = new Set(['chat.connections.authenticate', 'chat.connections.ping']);

/** Whether a caller may use a permission: one without scopes may use each that its role and its objects allow. */
export function allowsScope(scopes: readonly string[] | undefined, permission: PermissionName): boolean {
  if (scopes === undefined) return true;
  if (OF_SOCKETS.has(permission)) return true;
  const needed = scopeOf(permission);
  return needed !== undefined && scopes.includes(needed);
}
