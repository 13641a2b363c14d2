import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from '@veza/platform';
import pg from 'pg';
import { isUnavailable, isUntrusted, sqlStateOf } from './database-errors.js';
import { publicAddress } from './service-url.js';

/** Errors that waiting does not mend, by SQLSTATE. */
const FINAL: Record<string, string> = {
  '28P01': 'refuses the password of',
  '28000': 'does not let in',
  '3D000': 'has no such database:',
};

/**
 * Resolves to a connected client as soon as Postgres accepts connections. Rejects with a StartFailure after the limit,
 * or at once when waiting cannot help. The caller ends the client.
 */
export async function waitForPostgres(
  url: string,
  { limitMs = 30_000, ...options }: { limitMs?: number } & pg.ClientConfig = {},
): Promise<pg.Client> {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, ...options });
    // Without a listener a connection that breaks between two queries would end the process; the next query reports it.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => undefined); // it was never connected
      const reason = FINAL[sqlStateOf(cause) ?? ''];
      if (reason) throw new StartFailure(`Postgres ${reason} ${publicAddress(url)}`, cause);
      if (isUntrusted(cause))
        throw new StartFailure(
          `Postgres at ${publicAddress(url)} is not trusted (${messageOf(cause)}): check DATABASE_CA and the host in the address`,
          cause,
        );
      if (!isUnavailable(cause)) throw cause;
      if (performance.now() >= giveUpAt)
        throw new StartFailure(`Postgres does not respond at ${publicAddress(url)} (waited ${limitMs / 1_000} s)`, cause);
      await pause(100);
    }
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
