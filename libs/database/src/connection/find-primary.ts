import { setTimeout as pause } from 'node:timers/promises';
import { eachServer, StartFailure } from '@veza/platform';
import pg from 'pg';
import { isUnavailable, isUntrusted, sqlStateOf } from '../database-errors.js';
import { publicAddress } from '../service-url.js';

/** Errors that waiting does not mend, by SQLSTATE. */
const FINAL: Record<string, string> = {
  '28P01': 'refuses the password of',
  '28000': 'does not let in',
  '3D000': 'has no such database:',
};

const WAIT_LOG_MS = 1_000;

/** `waiting` is called once, after a second without a server. */
export type PrimaryOptions = { limitMs?: number; waiting?: (address: string) => void } & pg.ClientConfig;

export interface FoundPrimary {
  client: pg.Client;
  /** The address of its server alone. */
  address: string;
}

/**
 * Resolves to a connected client as soon as the server of an address accepts connections, of a list the first server
 * that also accepts changes. Rejects with a StartFailure after the limit, or at once when waiting cannot help. The caller
 * ends the client.
 */
export async function findPrimary(
  url: string,
  { limitMs = 30_000, waiting, ...options }: PrimaryOptions = {},
): Promise<FoundPrimary> {
  const begun = performance.now();
  let announced = false;
  const addresses = eachServer(url);
  for (;;) {
    let failure: unknown;
    for (const address of addresses) {
      const found = await connect(address, options).catch((cause: unknown) => refuse(address, cause));
      if ('failure' in found) ({ failure } = found);
      else if (addresses.length === 1 || (await isPrimary(found.client))) return found;
      else await found.client.end();
    }
    const waited = performance.now() - begun;
    if (waited >= WAIT_LOG_MS && !announced) waiting?.(publicAddress(url));
    announced ||= waited >= WAIT_LOG_MS;
    if (waited >= limitMs) {
      const sentence = failure === undefined ? 'accepts no changes' : 'does not respond';
      throw new StartFailure(`Postgres ${sentence} at ${publicAddress(url)} (waited ${limitMs / 1_000} s)`, failure);
    }
    await pause(100);
  }
}

async function connect(address: string, options: pg.ClientConfig): Promise<FoundPrimary> {
  const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: 5_000, ...options });
  // Without a listener a connection that breaks between two queries would end the process; the next query reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { client, address };
  } catch (cause) {
    await client.end().catch(() => undefined); // it was never connected
    throw cause;
  }
}

function refuse(address: string, cause: unknown): { failure: unknown } {
  const reason = FINAL[sqlStateOf(cause) ?? ''];
  if (reason) throw new StartFailure(`Postgres ${reason} ${publicAddress(address)}`, cause);
  if (isUntrusted(cause))
    throw new StartFailure(
      `Postgres at ${publicAddress(address)} is not trusted (${messageOf(cause)}): check DATABASE_CA and the host in the address`,
      cause,
    );
  if (!isUnavailable(cause)) throw cause;
  return { failure: cause };
}

/** A server that is gone is not the primary. Raw SQL: a setting of the server. */
export async function isPrimary(client: pg.Client): Promise<boolean> {
  const settings = await client
    .query<{ readOnly: string }>(`SELECT current_setting('transaction_read_only') AS "readOnly"`)
    .catch(() => undefined);
  return settings?.rows[0]?.readOnly === 'off';
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
