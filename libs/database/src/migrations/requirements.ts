import { StartFailure } from '@veza/platform';
import type { Client } from 'pg';

const OLDEST = 150_000;

/**
 * Checks the version of the server, the encoding of the database and the extensions of the schema; a StartFailure names
 * what is missing. Names and searches are normalised (`normalize`), which Postgres does in UTF8 only.
 */
export async function checkRequirements(client: Client, extensions: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ version: number; readable: string; encoding: string; missing: string[] }>(
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS readable,
            current_setting('server_encoding') AS encoding,
            ARRAY(SELECT wanted FROM unnest($1::text[]) AS wanted
                  WHERE wanted NOT IN (SELECT name FROM pg_available_extensions)) AS missing`,
    [extensions],
  );
  const server = rows[0];
  if (!server) return;
  if (server.version < OLDEST) throw new StartFailure(`Postgres ${server.readable} is too old: version 15 or newer is needed`);
  if (server.encoding !== 'UTF8') {
    throw new StartFailure(
      `The database has the encoding ${server.encoding}, and UTF8 is needed: CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'`,
    );
  }
  if (server.missing.length > 0) {
    throw new StartFailure(
      `Postgres lacks the extensions ${server.missing.join(', ')}: install its contrib package (postgresql-contrib)`,
    );
  }
}
