import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { POSTGRES_FLOOR } from '../../../../libs/servers/src/find.js';
import { SetupError } from '../../../../libs/servers/src/setup-error.js';
import { givenAddress, hostOf, REPLY_MS } from './address.mjs';
import { logIn, Refusal } from './postgres-login.mjs';

/** The Postgres of DATABASE_URL; undefined without one. */
export const givenPostgres = () =>
  givenAddress({
    variable: 'DATABASE_URL',
    protocols: /^postgres(ql)?:$/,
    usualPort: 5432,
    example: 'postgres://user:password@host:5432/database',
  });

/**
 * Checks address, password, database and version of a given Postgres, before anything is installed: with a login of its own,
 * because the `pg` package may not be there yet. A server reached over TLS or a Unix socket is checked after the build only.
 */
export async function checkGivenPostgres() {
  const given = givenPostgres();
  if (!given) return;
  const { first: url, port } = given;
  const mode = url.searchParams.get('sslmode') ?? 'disable';
  if (url.searchParams.has('host') || url.searchParams.has('ssl') || mode !== 'disable' || process.env.DATABASE_CA?.trim())
    return;
  const user = decodeURIComponent(url.username) || process.env.PGUSER || userInfo().username;
  const database = decodeURIComponent(url.pathname.slice(1)) || process.env.PGDATABASE || user;
  const password = decodeURIComponent(url.password) || process.env.PGPASSWORD;
  const socket = connect({ host: hostOf(url), port });
  const limit = new AbortController();
  const late = sleep(REPLY_MS, undefined, { signal: limit.signal }).then(() => {
    throw new Refusal('no reply');
  });
  try {
    const version = await Promise.race([logIn(socket, { user, database, password }), late]);
    const major = Number.parseInt(version ?? '', 10);
    if (major < POSTGRES_FLOOR)
      throw new SetupError(`The Postgres of DATABASE_URL is version ${version}, but ${POSTGRES_FLOOR} or newer is needed.`);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const { message, code } = Object(error); // an error for several addresses has no message
    const reason = message || code;
    throw new SetupError(`The database of DATABASE_URL cannot be used (${reason}): check its address, user and password.`);
  } finally {
    limit.abort();
    late.catch(() => undefined);
    socket.destroy();
  }
}
