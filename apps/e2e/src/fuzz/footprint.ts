import { eventually } from '@veza/testing';
import type { TestSystem } from '../test-system.js';

/** Tables whose rows are created by successful requests only. Attempts, mails and events are also recorded for rejected ones. */
const TABLES: Record<string, readonly string[]> = {
  identity: ['users', 'sessions', 'api_tokens', 'webhooks', 'push_subscriptions', 'tickets', 'idempotency_keys'],
  chat: ['rooms', 'members', 'messages', 'sanctions', 'reports', 'blocks', 'moderation_audit'],
  // Renditions of accepted tracks are added later.
  media: [`objects WHERE kind <> 'rendition'`, 'tracks', 'track_plays', 'albums', 'album_tracks'],
  catalog: ['products', 'product_files', 'resources', 'resource_ratings'],
  // A job adds the offers of the waiting list: holds of users from there on.
  booking: ['cabinets', 'memberships', 'practitioners', 'busy WHERE created_by > -1000000000', 'patients'],
  // Its people and blocks follow events, later.
  community: ['follows', 'likes', 'comments', 'playlists', 'playlist_editors', 'playlist_tracks'],
};
const COUNTS = Object.entries(TABLES)
  .flatMap(([schema, tables]) => tables.map((table) => `${schema}.${table}`))
  .map((table) => `SELECT $name$${table}$name$ AS name, count(*)::int AS rows FROM ${table}`)
  .join(' UNION ALL ');

export type Footprint = ReadonlyMap<string, number>;

/** Row count of each of these tables. */
export async function footprint({ database }: TestSystem): Promise<Footprint> {
  const rows = await database.query<{ name: string; rows: number }>(COUNTS);
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

/** Tables that have more rows than before, after temporary rows had time to be removed. */
export async function tablesGrownSince(system: TestSystem, before: Footprint): Promise<string[]> {
  const look = async () =>
    [...(await footprint(system))].filter(([name, rows]) => rows > (before.get(name) ?? 0)).map(([name]) => name);
  const first = await look();
  if (first.length === 0) return first;
  let last = first;
  await eventually('no table to have grown', async () => (last = await look()).length === 0).catch(() => undefined);
  return last;
}
