import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DeclaredError } from '@veza/contracts';
import { databaseUrl, openDatabase } from '@veza/database';
import { eventually, startProcess } from '@veza/testing';
import { COMMANDS } from '../src/accounts/operator/operator-commands.js';
import { operatorOf } from '../src/accounts/operator/operator.js';
import { entities } from '../src/entities.js';
import { migrations } from '../src/migrations/index.js';
import { type GatewaysUnderTest, SECRET, signUp, signUpVerified, sharedGateways } from './gateway-under-test.js';
import { as, protectedAccount } from './protected-account.js';

const ADMIN = join(import.meta.dirname, '../dist/admin.js');

let gateways: GatewaysUnderTest;
let opened: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  gateways = await sharedGateways();
  const url = databaseUrl({ service: 'identity', ownerUrl: gateways.sql.options.connectionString, secret: SECRET });
  opened = await openDatabase({ service: 'identity', url, migrations, entities });
});
afterAll(async () => {
  await opened?.close();
  await gateways?.stop();
});

/** Exit code and lines of a command, as the process prints them. */
async function admin(name: string, ...args: string[]): Promise<{ code: number; lines: string[] }> {
  try {
    return { code: 0, lines: (await COMMANDS[name]?.(operatorOf(opened.database, opened.logger), args)) ?? [] };
  } catch (error) {
    if (!(error instanceof DeclaredError)) throw error;
    return { code: 1, lines: error.message.split('\n') };
  }
}

/** The command as an operator runs it in the container of a gateway: with the login of the service. */
async function run(...args: string[]): Promise<{ code: number | null; lines: string[] }> {
  const env = { DATABASE_URL: gateways.sql.options.connectionString ?? '', VEZA_SECRET: SECRET };
  const child = startProcess(ADMIN, env, args);
  const { code } = await child.ended;
  return { code, lines: child.lines };
}

const rows = async (sql: string, values: unknown[] = []) => (await gateways.sql.query(sql, values)).rows;
const http = () => gateways.http();

test('a role is given and taken, with a line of the list and the end of all sessions', async () => {
  const account = await signUpVerified(gateways);
  const given = await run('role', account.email, 'admin');
  expect(given).toEqual({
    code: 0,
    lines: [`Account ${account.id} (${account.username}) has the role admin; before, it was user.`],
  });
  expect(await rows('SELECT changed_by, from_role, to_role FROM role_changes WHERE user_id = $1', [account.id])).toEqual([
    { changed_by: 0, from_role: 'user', to_role: 'admin' },
  ]);
  await eventually('the end of the session', async () => {
    await http().get('/users/me').set(as(account.accessToken)).expect(401);
    return true;
  });
  const { body } = await http().post('/login').send(account).expect(200);
  const changes = await http().get('/roles/changes').set(as(body.accessToken)).expect(200);
  expect(changes.body[0]).toMatchObject({ user_id: account.id, changed_by: 0, to: 'admin' });
  expect((await admin('role', String(account.id), 'user')).code).toBe(0); // beside the first administrator
  expect(
    await rows(`SELECT payload->>'role' AS role FROM events WHERE payload->>'id' = $1 ORDER BY id DESC LIMIT 1`, [account.id]),
  ).toEqual([{ role: 'user' }]);
});

test('lost factors are removed, with a mail and a line in the list of sign-ins', async () => {
  const { id, email, username, password } = await protectedAccount(gateways);
  await http().post('/login').send({ email, password }).expect(403);
  expect((await admin('remove-factors', username)).lines[0]).toContain('has no second factor any more');
  await http().post('/login').send({ email, password }).expect(200);
  expect(await rows(`SELECT detail FROM sign_in_events WHERE user_id = $1 AND detail = 'factors-removed'`, [id])).toHaveLength(1);
  expect(await rows(`SELECT 1 FROM mails WHERE recipient = $1 AND body LIKE '%exploitant%'`, [email])).toHaveLength(1);
  expect(await admin('remove-factors', username)).toEqual({ code: 1, lines: ['The account has no second factor'] });
});

test('sessions and tokens are ended, a token by its beginning', async () => {
  const account = await signUpVerified(gateways);
  const terms = { name: 'a program', scopes: ['catalog.products:write'], expires_in_days: 1 };
  const made = await http().post('/api/v1/users/me/api-tokens').set(as(account.accessToken)).send(terms).expect(201);
  const token: string = made.body.token;
  const whole = await admin('revoke-token', token);
  expect(whole.code).toBe(1);
  expect(whole.lines.join()).not.toContain(token);
  expect(await admin('revoke-token', token.slice(0, 17))).toEqual({
    code: 0,
    lines: [`The token of account ${account.id} has ended.`],
  });
  expect(
    await rows(`SELECT detail FROM sign_in_events WHERE user_id = $1 AND detail = 'api-token-revoked'`, [account.id]),
  ).toHaveLength(1);
  const ended = await admin('end-sessions', String(account.id));
  expect(ended.lines).toEqual([`1 sessions and API tokens of Account ${account.id} (${account.username}) have ended.`]);
  expect(await rows('SELECT 1 FROM sessions WHERE user_id = $1 AND revoked_at IS NULL', [account.id])).toEqual([]);
});

test('deliveries that were given up are listed and due again, unless their receiver is off', async () => {
  const { id: owner } = await signUpVerified(gateways);
  const [on, off] = [randomUUID(), randomUUID()];
  await rows(
    `INSERT INTO webhooks (id, user_id, url, events, secret) SELECT w, $1, 'https://receiver.invalid', '{track.ready}', '' FROM unnest($2::uuid[]) w`,
    [owner, [on, off]],
  );
  await rows(
    `INSERT INTO webhook_deliveries (webhook_id, event, data, state, tries, fault) SELECT w, 'track.ready', '{}', 'failed', 8, 'timeout' FROM unnest($1::uuid[]) w`,
    [[on, off]],
  );
  expect((await admin('disable-webhook', off)).code).toBe(0);
  expect((await admin('failed-webhooks')).lines).toEqual([
    expect.stringContaining('timeout'),
    expect.stringContaining('timeout'),
  ]);
  expect((await admin('queues')).lines).toContain('2 webhook deliveries of the last days were given up');
  expect((await admin('retry', 'webhooks')).lines).toEqual(['1 webhook deliveries are due now.']);
  expect(await rows(`SELECT webhook_id FROM webhook_deliveries WHERE state = 'failed'`)).toEqual([{ webhook_id: off }]);
});

test('mails that wait for a later try are due now; one that a gateway sends at this moment is left alone', async () => {
  const { email } = await signUp(http());
  await rows(`UPDATE mails SET tries = 5, next_try_at = now() + interval '1 hour' WHERE recipient = $1`, [email]);
  await rows(
    `INSERT INTO mails (recipient, subject, body, tries, next_try_at) VALUES ('leased', '', '', 1, now() + interval '1 minute')`,
  );
  expect((await admin('queues')).lines).toContainEqual(expect.stringMatching(/^1 mails wait after 5 tries/));
  expect((await admin('retry', 'mails')).lines).toEqual(['1 mails are due now.']);
  expect(await rows(`SELECT tries FROM mails WHERE recipient = ANY($1) ORDER BY tries`, [[email, 'leased']])).toEqual([
    { tries: 0 },
    { tries: 1 },
  ]);
});

test('accounts are erased by the list of another time, or erased again with their event', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veza-admin-'));
  try {
    const began = new Date(Date.now() - 60_000).toISOString();
    const [gone, kept] = [await signUpVerified(gateways), await signUpVerified(gateways)];
    expect((await admin('erase', String(gone.id))).lines).toEqual([`Account ${gone.id} is erased.`]);
    const { lines } = await admin('erasures', began);
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${gone.id} 20.*Z$`))]);
    await writeFile(join(folder, 'erased'), `${lines.join('\n')}\n${kept.id} 2026-01-01T00:00:00Z\n99999999\n`);
    expect(await admin('erase', '--file', join(folder, 'erased'))).toEqual({
      code: 0,
      lines: [
        `Account ${gone.id} was erased before; it is erased again.`,
        `Account ${kept.id} is erased.`,
        'Account 99999999 does not exist.',
      ],
    });
    expect(await rows('SELECT username, email, deleted_at IS NOT NULL AS gone FROM users WHERE id = $1', [kept.id])).toEqual([
      { username: null, email: null, gone: true },
    ]);
    const events = await rows(
      `SELECT count(*)::integer AS n FROM events WHERE name = 'identity.users.deleted' AND payload->>'id' = $1`,
      [gone.id],
    );
    expect(events).toEqual([{ n: 2 }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a mistake is one sentence and exit code 1, without an act', async () => {
  const mistakes: [[string, ...string[]], string | RegExp][] = [
    [['role', 'nobody', 'admin'], /not found|does not exist|no such/i],
    [['role', '1', 'king'], 'the role must be one of user, moderator, admin'],
    [['erase', 'x'], 'give 1 to 100000 ids of accounts'],
    [['erasures', 'yesterday'], 'give an ISO time, such as that of the manifest of a backup'],
    [['erase', '1'], 'Account 1 is not erased: The last administrator cannot be deleted; give the role to another user first'],
  ];
  for (const [args, sentence] of mistakes) {
    const { code, lines } = await admin(...args);
    expect([args, code, lines[0]]).toEqual([args, 1, typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)]);
  }
  expect(await run('erase', 'x')).toEqual({ code: 1, lines: ['give 1 to 100000 ids of accounts'] });
  expect(await run('constructor')).toEqual({
    code: 1,
    lines: expect.arrayContaining([expect.stringMatching(/^role <account>/)]),
  });
});
