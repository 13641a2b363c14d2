import type { Client } from 'pg';
import { oneRow } from '../one-row.js';

/**
 * A pooler is between this client and Postgres: it invents the process id that it gives its clients (PgBouncer, Odyssey,
 * Supavisor and RDS Proxy). Raw SQL: a function of the server.
 */
export async function isPooled(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ backend: number }>('SELECT pg_backend_pid() AS backend');
  return oneRow(rows).backend !== processOf(client);
}

/** The types of pg leave it out. */
const processOf = (client: object): unknown => ('processID' in client ? client.processID : undefined);
