import { afterEach, expect, test } from '@jest/globals';
import { Metrics, parseConfig } from '@veza/platform';
import { eventually, freePort } from '@veza/testing';
import { GatewayVariables, withDefaults } from '../src/config.js';
import { MailModule } from '../src/outbound/mail/mail.module.js';
import { MailsRepository } from '../src/outbound/mail/mails.repository.js';
import { OutboxController } from '../src/outbound/mail/outbox.controller.js';
import { newcomer, signUp, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { MailServer, readable } from './mail-server.js';

/** Gateways poll for mail every second, and a test machine may be busy. */
const soon = <T>(what: string, condition: () => T | Promise<T>) => eventually(what, condition, { ms: 20_000 });

/** The lease of a mail in delivery lasts two minutes; a mail that failed once or twice is due within one minute. */
const LEASED = '70 seconds';

const ENVIRONMENT = { MAIL_FROM: 'Veza <post@veza.test>', APP_URL: 'https://app.veza.test' };

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function server(options?: ConstructorParameters<typeof MailServer>[0]): MailServer {
  const smtp = new MailServer(options);
  ends.push(() => smtp.close());
  return smtp;
}

async function gatewaysWith(SMTP_URL: string, count = 1): Promise<GatewaysUnderTest> {
  const gateways = await startGateways(Array.from({ length: count }, () => ({ ...ENVIRONMENT, SMTP_URL })));
  ends.push(() => gateways.stop());
  return gateways;
}

const stateOf = async ({ sql }: GatewaysUnderTest, email: string) => {
  const { rows } = await sql.query<{ id: number; tries: number; leased: boolean }>(
    `SELECT id, tries, next_try_at > now() + interval '${LEASED}' AS leased FROM mails WHERE recipient = $1 ORDER BY id LIMIT 1`,
    [email],
  );
  return rows[0];
};
/** Whether a mail was sent. Then nothing of it is left. */
const isSent = async ({ sql }: GatewaysUnderTest, id = 0) => {
  const { rows } = await sql.query('SELECT * FROM mails WHERE id = $1 AND sent_at IS NOT NULL', [id]);
  for (const { recipient, subject, body, html, calendar, user_id } of rows)
    expect([recipient, subject, body, html, calendar, user_id]).toEqual(['', '', '', null, null, null]);
  return rows.length === 1;
};
/** Whether so many tries have failed and none is running: a running try would overwrite the time that `makeDue` sets. */
const hasFailed = async (gateways: GatewaysUnderTest, email: string, tries: number) => {
  const state = await stateOf(gateways, email);
  return state?.tries === tries && !state.leased;
};
/** Makes all unsent mails due now, as if time had passed. */
const makeDue = ({ sql }: GatewaysUnderTest) => sql.query('UPDATE mails SET next_try_at = now() WHERE sent_at IS NULL');

test('each mail is sent once by SMTP to one address, in the user’s language, with links into the app, and the outbox is off', async () => {
  const smtp = server();
  const gateways = await gatewaysWith(`smtp://127.0.0.1:${await smtp.listen()}`, 2);
  const { email, accessToken } = await signUp(gateways.http());
  const [french] = await soon('the mail', () => smtp.to(email).length > 0 && smtp.to(email));
  expect(french?.raw).toMatch(/^From: Veza <post@veza\.test>\r\n(.*\r\n)*To: /m);
  expect(french?.raw).toContain('Subject: Confirmez votre adresse');
  expect(readable(french?.raw ?? '')).toMatch(
    /valable 3 jours\) et votre mot de passe :\s+https:\/\/app\.veza\.test\/verify-email\?token=[\w-]{40}/,
  );

  await gateways
    .http(1)
    .put('/api/auth/profile')
    .set('authorization', `Bearer ${accessToken}`)
    .send({ preferences: { language: 'en' } })
    .expect(200);
  await gateways.http(1).post('/forgot-password').send({ email }).expect(202);
  const english = await soon('the second mail', () => smtp.to(email)[1]);
  expect(english.raw).toContain('Subject: A new password');
  expect(readable(english.raw)).toMatch(/good for 1 hour, once\):\s+https:\/\/app\.veza\.test\/reset-password\?token=/);
  expect(smtp.received.map(({ to }) => to)).toEqual([[email], [email]]);
  const ids = smtp.received.map(({ raw }) => /^Message-ID: <(\d+\.\d+)@app\.veza\.test>/m.exec(raw)?.[1]);
  expect(new Set(ids).size).toBe(2);
  await gateways.http().get('/dev/outbox').expect(404);
});

test('a mail is sent by one gateway at a time, and the mail of a killed gateway is sent by another under the same Message-ID', async () => {
  const smtp = server();
  let letGo = () => undefined as void;
  smtp.before = () => new Promise<void>((resolve) => (letGo = resolve));
  const gateways = await gatewaysWith(`smtp://127.0.0.1:${await smtp.listen()}`, 2);
  const { email } = await signUp(gateways.http());
  await soon('the mail to be under way', async () => (await stateOf(gateways, email))?.leased);
  const { email: other } = await signUp(gateways.http(1));
  await soon('the other gateway to be at work', async () => (await stateOf(gateways, other))?.leased);
  expect(await stateOf(gateways, email)).toMatchObject({ tries: 1, leased: true });
  const id = (await stateOf(gateways, email))?.id;
  await gateways.sql.query('CREATE TABLE before_it_was_sent AS SELECT * FROM mails WHERE id = $1', [id]);
  smtp.before = () => Promise.resolve();
  letGo();
  await soon('it to be sent', () => isSent(gateways, id));
  expect(smtp.to(email)).toHaveLength(1);

  // As if the gateway was killed after the server accepted the mail and before it updated the row.
  await gateways.sql.query(`UPDATE before_it_was_sent SET next_try_at = now();
    DELETE FROM mails WHERE id IN (SELECT id FROM before_it_was_sent);
    INSERT INTO mails OVERRIDING SYSTEM VALUE SELECT * FROM before_it_was_sent`);
  await soon('it to be sent again', () => smtp.to(email).length === 2);
  const [first, second] = smtp.to(email).map(({ raw }) => /^Message-ID: .*$/m.exec(raw)?.[0]);
  expect(second).toBe(first);
});

test('a mail is sent later when the server is away or rejects the login, and a sign-up does not wait for it', async () => {
  let believes = false;
  const smtp = server({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, answer) =>
      believes && username === 'veza' && password === 'pass/word' ? answer(null, { user: 1 }) : answer(new Error('who are you?')),
  });
  const port = await freePort();
  const gateways = await gatewaysWith(`smtp://veza:pass%2Fword@127.0.0.1:${port}`);
  const { email } = await signUp(gateways.http());
  await soon('a try', () => hasFailed(gateways, email, 1));
  await smtp.listen(port);
  await makeDue(gateways);
  await soon('a second try', () => hasFailed(gateways, email, 2));
  const id = (await stateOf(gateways, email))?.id;
  believes = true;
  await makeDue(gateways);
  await soon('the mail', () => smtp.to(email).length === 1);
  await soon('it to be noted', () => isSent(gateways, id));
  expect(smtp.received).toHaveLength(1);
});

test('a mail that is given up keeps no text', async () => {
  const gateways = await gatewaysWith(`smtp://127.0.0.1:${await freePort()}`);
  const { email } = await signUp(gateways.http());
  await soon('a try', () => hasFailed(gateways, email, 1));
  const id = (await stateOf(gateways, email))?.id;
  await gateways.sql.query('UPDATE mails SET tries = 9, next_try_at = now() WHERE id = $1', [id]);
  const left = async () => (await gateways.sql.query('SELECT recipient, body, sent_at FROM mails WHERE id = $1', [id])).rows;
  await soon('the last try', async () => (await left())[0]?.body === '');
  expect(await left()).toEqual([{ recipient: '', body: '', sent_at: null }]);
  const givenUp = 'veza_queue_given_up_total{queue="mails"} 1';
  await soon('it to be counted', async () => (await gateways.app.get(Metrics).text()).body.includes(givenUp));
  // Of a gateway that was killed at its last try.
  await gateways.sql.query(
    `UPDATE mails SET recipient = 'a@veza.test', body = 'text', tries = 10, next_try_at = now() - interval '1 second' WHERE id = $1`,
    [id],
  );
  await gateways.app.get(MailsRepository, { strict: false }).sweep();
  expect(await left()).toEqual([{ recipient: '', body: '', sent_at: null }]);
});

test('a server with an untrusted certificate gets no mail, and a crafted name or address adds no recipient', async () => {
  const untrusted = server({ secure: true });
  const gateways = await gatewaysWith(`smtps://127.0.0.1:${await untrusted.listen()}`);
  const { email } = await signUp(gateways.http());
  await soon('a try', async () => (await stateOf(gateways, email))?.tries === 1);
  expect(untrusted.received).toEqual([]);

  const person = newcomer();
  for (const wrong of [
    { email: `a@veza.test\r\nBcc: b@veza.test` },
    { email: 'a@veza.test, b@veza.test' },
    { username: `x\r\nBcc: b@veza.test` },
  ])
    await gateways
      .http()
      .post('/signup')
      .send({ ...person, ...wrong })
      .expect(400);
});

test('a crafted row adds neither a second recipient nor a header', async () => {
  const smtp = server();
  const gateways = await gatewaysWith(`smtp://127.0.0.1:${await smtp.listen()}`);
  await gateways.sql.query('INSERT INTO mails (recipient, subject, body) VALUES ($1, $2, $3)', [
    'a@veza.test,b@veza.test',
    'Hello\r\nBcc: c@veza.test',
    'text',
  ]);
  const { email } = await signUp(gateways.http());
  await soon('the next mail', () => smtp.to(email).length === 1);
  for (const { to, raw } of smtp.received) {
    expect(to).toHaveLength(1);
    expect(raw).not.toMatch(/^Bcc:/im);
  }
  for (const address of ['b@veza.test', 'c@veza.test']) expect(smtp.to(address)).toEqual([]);
});

test('the outbox is served in the embedded default only', async () => {
  const SECRETS = { VEZA_SECRET: 'a secret of thirty-two characters or more', ADMIN_PASSWORD: 'not-the-default-one' };
  const outboxWith = (environment: Record<string, string>) => {
    const all = { DATABASE_URL: 'postgres://x@y/z', REDIS_URL: 'redis://:password@redis', ...SECRETS, ...environment };
    return MailModule.forRoot(withDefaults(parseConfig(GatewayVariables, all))).controllers?.includes(OutboxController);
  };
  expect(outboxWith({})).toBe(true);
  expect(outboxWith({ HOST: '::1' })).toBe(true);
  for (const [name, value] of [
    ['NODE_ENV', 'production'],
    ['HOST', '0.0.0.0'],
    ['HOST', '10.0.0.1'],
    ['SMTP_URL', 'smtp://mail'],
  ] as const)
    expect([name, outboxWith({ [name]: value })]).toEqual([name, false]);
  const gateways = await startGateways([{ HOST: '0.0.0.0', ...SECRETS }]);
  ends.push(() => gateways.stop());
  await gateways.http().get('/dev/outbox').expect(404);
});
