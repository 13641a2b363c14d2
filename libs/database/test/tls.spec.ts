import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseConfig, PlatformConfig, StartFailure } from '@veza/platform';
import { type RunningServer, startPostgres, TestAuthority, UNTRUSTED } from '@veza/testing';
import { z } from 'zod';
import { declareDatabaseError } from '../src/database-errors.js';
import { databaseUrl } from '../src/index.js';
import { waitForPostgres } from '../src/wait-for-postgres.js';

let authority: TestAuthority;
let foreign: TestAuthority;
let postgres: RunningServer;

beforeAll(async () => {
  [authority, foreign, postgres] = await Promise.all([TestAuthority.create(), TestAuthority.create(), startPostgres()]);
});
afterAll(async () => {
  await postgres.stop();
  [authority, foreign].forEach((each) => each.remove());
});

/** The address of the schema as a service with DATABASE_CA has it. */
function urlOf(DATABASE_CA: string | undefined, host = '127.0.0.1'): string {
  const owner = new URL(postgres.url);
  owner.hostname = host;
  const { DATABASE_URL } = parseConfig(z.object(PlatformConfig), { DATABASE_CA, DATABASE_URL: owner.href });
  return databaseUrl({ service: 'spec', serviceUrl: DATABASE_URL, secret: 'unused' });
}

/** Whether the session is encrypted, or why there is none. */
async function connect(url: string): Promise<unknown> {
  try {
    const client = await waitForPostgres(url, { limitMs: 1_000 });
    // Raw SQL: a view of the server.
    const { rows } = await client.query('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    await client.end();
    return rows[0];
  } catch (error) {
    if (error instanceof StartFailure) return error.message;
    throw error;
  }
}

test('with DATABASE_CA a server without TLS is refused, and one whose certificate fits is used encrypted', async () => {
  expect(await connect(urlOf(authority.ca))).toMatch(/^Postgres at .* is not trusted \(The server does not support SSL/);
  await authority.secure(postgres, ['127.0.0.1']);
  expect(await connect(urlOf(authority.ca))).toEqual({ ssl: true });
  expect(await connect(urlOf(undefined))).toEqual({ ssl: false });
});

test('a certificate of another authority or for another host is refused in a sentence that names DATABASE_CA', async () => {
  await authority.secure(postgres, ['127.0.0.1']);
  for (const [ca, host, reason] of [
    [foreign.ca, '127.0.0.1', UNTRUSTED],
    [authority.ca, 'localhost', /does not match/],
  ] as const) {
    const sentence = await connect(urlOf(ca, host));
    expect(sentence).toMatch(/^Postgres at .* is not trusted .*check DATABASE_CA and the host/);
    expect(sentence).toMatch(reason);
    expect(sentence).not.toContain(new URL(postgres.url).password);
  }
});

test('a certificate that is refused later makes the database unavailable, not an internal error', () => {
  const expired = Object.assign(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });
  expect(declareDatabaseError(expired)).toMatchObject({ code: 'UNAVAILABLE' });
});
