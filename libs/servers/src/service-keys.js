import { hkdfSync } from 'node:crypto';
import { eventSources, passwordsOf } from './redis-users.js';

/**
 * The keys of each service by their purposes: its own, its database role, and those of the calls that it sends and
 * receives, and of the events that it publishes and reads. The end-to-end tests run with exactly these, so a missing one fails there.
 */
/** @type {Record<import('./index.d.ts').RedisUser, string[]>} */
const OWN = {
  gateway: [
    'api-tokens',
    'byte-grant',
    'download-readers',
    'one-time-codes',
    'push',
    'recovery-codes',
    'refresh-tokens',
    'signing-keys',
    'totp-secrets',
    'webhooks',
  ],
  chat: ['chat-file', 'chat-upload'],
  media: ['byte-grant', 'signed-stream'],
  worker: [],
  catalog: ['byte-grant'],
  booking: ['booking.calendar-imports', 'booking.patient-links', 'booking.visit-codes', 'booking.waiting-offers'],
  community: [],
};

/** Sender and receivers. */
const CALLS = {
  identity: ['identity', 'chat', 'media', 'catalog', 'booking', 'community'],
  chat: ['identity', 'media', 'booking', 'community'],
  media: ['identity', 'catalog'],
  catalog: ['identity', 'media'],
  booking: ['identity'],
  community: ['identity', 'chat', 'media', 'catalog', 'booking'],
};

/** @type {Record<string, string>} */
const SCHEMAS = { gateway: 'identity', worker: 'media' };

/** @param {string} master @param {string} purpose */
const keyOf = (master, purpose) => Buffer.from(hkdfSync('sha256', master, 'veza', purpose, 32)).toString('base64url');

/** @param {string} schema */
const roleOf = (schema) => `database-role:${schema}`;

/** @type {typeof import('./index.d.ts').databaseRoles} */
export const databaseRoles = (databaseSecret) =>
  Object.fromEntries(Object.keys(CALLS).map((schema) => [`veza_${schema}`, keyOf(databaseSecret, roleOf(schema))]));

/** @type {typeof import('./index.d.ts').serviceKeys} */
export function serviceKeys(masters, databaseSecret) {
  const pairs = Object.entries(CALLS).flatMap(([sender, receivers]) => receivers.map((receiver) => [sender, receiver]));
  /** @param {import('./index.d.ts').RedisUser} service */
  const keysOf = (service) => {
    const schema = SCHEMAS[service] ?? service;
    const calls = service === 'worker' ? [] : pairs.filter((pair) => pair.includes(schema));
    const events = eventSources(service).map((source) => [source, 'events']);
    const purposes = [...OWN[service], ...[...calls, ...events].map(([sender, receiver]) => `rpc:${sender}>${receiver}`)];
    const role = `${roleOf(schema)}=${keyOf(databaseSecret, roleOf(schema))}`;
    const keys = purposes.map((purpose) => `${purpose}=${masters.map((master) => keyOf(master, purpose)).join('+')}`);
    return [role, ...keys].join(',');
  };
  return passwordsOf(keysOf);
}
