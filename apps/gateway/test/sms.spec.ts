import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { parseConfig } from '@veza/platform';
import { eventually, freePort } from '@veza/testing';
import { GatewayVariables, withDefaults } from '../src/config.js';
import { HttpSmsProvider } from '../src/outbound/sms/http-sms-provider.js';
import { reminderSms } from '../src/outbound/sms/patient-sms.js';
import { SmsModule } from '../src/outbound/sms/sms.module.js';
import { SmsOutboxController } from '../src/outbound/sms/sms-outbox.controller.js';
import { SmsNotTaken, SmsRefused } from '../src/outbound/sms/sms-provider.js';
import { type GatewaysUnderTest, startGateways } from './gateway-under-test.js';
import { SmsServer } from './sms-server.js';

const soon = <T>(what: string, condition: () => T | Promise<T>) => eventually(what, condition, { ms: 20_000 });

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const SMS = { key: '1.2', to: '+33612345678', text: 'Rappel de votre rendez-vous' };

async function provider() {
  const server = new SmsServer();
  const url = await server.listen();
  ends.push(() => server.close());
  return { server, url };
}

async function gatewaysWith(env: Record<string, string>, count = 1): Promise<GatewaysUnderTest> {
  const gateways = await startGateways(Array.from({ length: count }, () => env));
  ends.push(() => gateways.stop());
  return gateways;
}

/** As the handler of the event writes it. */
async function write({ sql }: GatewaysUnderTest, facts: { until?: string; takenAgo?: string } = {}): Promise<string> {
  const { until = '1 hour', takenAgo = null } = facts;
  const { rows } = await sql.query<{ id: string }>(
    `INSERT INTO sms_messages (recipient, body, cabinet_id, patient_id, until, taken_at)
     VALUES ($1, $2, $3, $4, now() + $5::interval, now() - $6::interval) RETURNING id`,
    [SMS.to, SMS.text, randomUUID(), randomUUID(), until, takenAgo],
  );
  return rows[0]?.id ?? '';
}

const rowOf = async ({ sql }: GatewaysUnderTest, id: string) =>
  (await sql.query('SELECT * FROM sms_messages WHERE id = $1', [id])).rows[0];
const outcomeOf = async (gateways: GatewaysUnderTest, id: string): Promise<string | null> => (await rowOf(gateways, id)).outcome;

test('a text is sent once by one of the gateways, and nothing of it is left', async () => {
  const { server, url } = await provider();
  const gateways = await gatewaysWith({ SMS_URL: url, SMS_TOKEN: 'a-secret-token', SMS_SENDER: 'Cabinet' }, 2);
  const ids = [await write(gateways), await write(gateways), await write(gateways, { until: '-1 second' })];
  for (const id of ids.slice(0, 2)) await soon('a text', async () => (await outcomeOf(gateways, id)) === 'sent');
  expect(server.received).toHaveLength(2);
  const [first, second] = server.received;
  expect(first?.body).toEqual({ to: SMS.to, from: 'Cabinet', text: SMS.text });
  expect(first?.headers).toMatchObject({ authorization: 'Bearer a-secret-token', 'content-type': 'application/json' });
  expect(first?.headers['idempotency-key']).toMatch(/^\d+\.\d+$/);
  expect(second?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
  expect(await rowOf(gateways, ids[0] ?? '')).toMatchObject({ recipient: '', body: '', patient_id: null, tries: 1 });
  await gateways.http().get('/dev/sms').expect(404);
});

test('only a text that surely was not taken is sent again', async () => {
  const { server, url } = await provider();
  const gateways = await gatewaysWith({ SMS_URL: url });
  server.statuses = [429, 202];
  const later = await write(gateways);
  await soon(
    'a refusal',
    async () => (await rowOf(gateways, later)).tries === 1 && (await rowOf(gateways, later)).taken_at === null,
  );
  await gateways.sql.query('UPDATE sms_messages SET next_try_at = now() WHERE id = $1', [later]);
  await soon('the text', async () => (await outcomeOf(gateways, later)) === 'sent');
  expect(server.received.map(({ headers }) => headers['idempotency-key'])).toEqual(
    Array.from({ length: 2 }, () => server.received[0]?.headers['idempotency-key']),
  );
  for (const [status, outcome] of [
    [400, 'refused'],
    [302, 'refused'],
    [500, 'unknown'],
    [0, 'unknown'],
  ] as const) {
    server.statuses = [status];
    const id = await write(gateways);
    await soon(`the end after ${status}`, async () => (await outcomeOf(gateways, id)) === outcome);
    expect(await rowOf(gateways, id)).toMatchObject({ tries: 1, recipient: '', body: '' });
  }
  expect(server.received).toHaveLength(6);
});

test('a text whose gateway was killed while it sent it is not sent again', async () => {
  const { server, url } = await provider();
  const gateways = await gatewaysWith({ SMS_URL: url });
  const killed = await write(gateways, { takenAgo: '10 minutes' });
  const next = await write(gateways);
  await soon('the next one', async () => (await outcomeOf(gateways, next)) === 'sent');
  expect(server.received).toHaveLength(1);
  expect(await outcomeOf(gateways, killed)).toBeNull();
});

test('the errors of a provider have neither the number nor the text, and say whether the text was taken', async () => {
  const { server, url } = await provider();
  const sender = { token: undefined, sender: 'Veza' };
  const errorOf = async (of: string) =>
    new HttpSmsProvider({ url: of, ...sender }).send(SMS).then(
      () => undefined,
      (error: unknown) => error,
    );
  const errors = [await errorOf(`http://127.0.0.1:${await freePort()}/`)];
  expect(errors[0]).toBeInstanceOf(SmsNotTaken);
  server.statuses = [403];
  errors.push(await errorOf(url));
  expect(errors[1]).toBeInstanceOf(SmsRefused);
  server.statuses = [0];
  errors.push(await errorOf(url));
  expect(errors[2]).toBeInstanceOf(Error);
  for (const error of errors) {
    const shown = error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : '';
    expect(shown).not.toContain('612345678');
    expect(shown).not.toContain('Rappel');
  }
});

const SECRETS = { VEZA_SECRET: 'a secret of thirty-two characters or more', ADMIN_PASSWORD: 'another long password' };
const configOf = (env: Record<string, string>) =>
  withDefaults(
    parseConfig(GatewayVariables, {
      ...{ DATABASE_URL: 'postgres://postgres/veza', REDIS_URL: 'redis://:password@redis', PUBLIC_URL: 'https://veza.test' },
      ...SECRETS,
      ...env,
    }),
  );

test('the local outbox is there in development only, on the loopback address and without a provider', async () => {
  const hasOutbox = (env: Record<string, string>) => SmsModule.forRoot(configOf(env)).controllers?.includes(SmsOutboxController);
  expect(hasOutbox({})).toBe(true);
  expect(hasOutbox({ NODE_ENV: 'production' })).toBe(false);
  expect(hasOutbox({ HOST: '0.0.0.0' })).toBe(false);
  expect(hasOutbox({ SMS_URL: 'https://sms.test' })).toBe(false);
  const gateways = await gatewaysWith({});
  await write(gateways);
  const { body } = await gateways.http().get('/dev/sms').query({ to: SMS.to }).expect(200);
  expect(body).toMatchObject([{ to: SMS.to, text: SMS.text }]);
});

test('a reminder is in the language and on the clock of the cabinet, with the link that ends reminders', () => {
  const facts = {
    ...{ to: SMS.to, language: 'fr' as const, cabinet: 'Cabinet  du Port', start: '2027-03-29T09:30', timezone: 'Europe/Paris' },
    ...{ until: '2027-03-29T07:30:00.000Z', remindToken: 'a.b', subject: { cabinetId: randomUUID(), patientId: randomUUID() } },
  };
  const french = reminderSms(facts, 'https://app.test/r?token=a.b');
  expect(french).toContain('Rappel de votre rendez-vous : lundi 29 mars 2027 à 09:30 (heure de Paris), Cabinet du Port.');
  expect(french).toMatch(/Ne plus recevoir de rappels : https:\/\/app\.test\/r\?token=a\.b$/);
  const english = reminderSms({ ...facts, language: 'en', cabinet: 'C'.repeat(200) }, '');
  expect(english).toMatch(/Monday,? 29 March 2027 at 09:30 \(time in Paris\), C{59}…\./);
});
