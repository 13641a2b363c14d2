import { eventually } from '@veza/testing';
import type { World } from '../world.js';

/** Where rows stand for something that a request has made. Guesses, mails and events are noted of refusals too. */
const TABLES: Record<string, readonly string[]> = {
  identity: ['users', 'sessions', 'tickets', 'idempotency_keys'],
  chat: ['rooms', 'members', 'messages', 'sanctions', 'reports', 'blocks', 'moderation_audit'],
  // Renditions come later, of tracks that were taken.
  media: [`objects WHERE kind <> 'rendition'`, 'tracks', 'track_plays'],
  catalog: ['products', 'product_files', 'resources', 'resource_ratings'],
  booking: ['cabinets', 'memberships', 'practitioners', 'busy', 'patients'],
};
const COUNTS = Object.entries(TABLES)
  .flatMap(([schema, tables]) => tables.map((table) => `${schema}.${table}`))
  .map((table) => `SELECT $name$${table}$name$ AS name, count(*)::int AS rows FROM ${table}`)
  .join(' UNION ALL ');

export type Footprint = ReadonlyMap<string, number>;

/** How many rows stand for things, table by table. */
export async function footprint({ database }: World): Promise<Footprint> {
  const rows = await database.query<{ name: string; rows: number }>(COUNTS);
  return new Map(rows.map(({ name, rows: count }) => [name, count]));
}

/** The tables that have grown since, once what is given up again has had its time to go. */
export async function grown(world: World, before: Footprint): Promise<string[]> {
  const look = async () =>
    [...(await footprint(world))].filter(([name, rows]) => rows > (before.get(name) ?? 0)).map(([name]) => name);
  const first = await look();
  if (first.length === 0) return first;
  let last = first;
  await eventually('no table to have grown', async () => (last = await look()).length === 0).catch(() => undefined);
  return last;
}
