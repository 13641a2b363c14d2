import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestAuthority, UNTRUSTED } from '@veza/testing';
import { mailTransport } from '../src/outbound/mail/mail-transport.js';
import { MailServer } from './mail-server.js';

const HOST = '127.0.0.1';
const STARTTLS = { disabledCommands: [] };
const servers: MailServer[] = [];
let authority: TestAuthority;
let foreign: TestAuthority;

beforeAll(async () => {
  [authority, foreign] = await Promise.all([TestAuthority.create(), TestAuthority.create()]);
});
afterAll(async () => {
  await Promise.all(servers.map((each) => each.close()));
  [authority, foreign].forEach((each) => each.remove());
});

/** The port of a mail server whose certificate is for these names. */
async function listen(options: object, names = [HOST]): Promise<number> {
  const { cert, key } = await authority.issue(names);
  const server = new MailServer({ ...options, cert: readFileSync(cert), key: readFileSync(key) });
  servers.push(server);
  return server.listen();
}

/** `sent`, or why not; whether the mail arrived follows from the servers. */
async function send(SMTP_URL: string, SMTP_CA?: string, NODE_ENV: 'production' | 'test' = 'test'): Promise<string> {
  const mail = { from: 'post@veza.test', to: 'ann@veza.test', subject: 'Hello', text: 'text' };
  try {
    await mailTransport({ SMTP_URL, SMTP_CA, NODE_ENV })?.().sendMail(mail);
    return 'sent';
  } catch (error) {
    return String(error);
  }
}
const received = () => servers.reduce((sum, server) => sum + server.received.length, 0);

test('a mail crosses TLS by STARTTLS or from the first byte to a server with a certificate of SMTP_CA', async () => {
  const before = received();
  expect(await send(`smtp://${HOST}:${await listen(STARTTLS)}`, authority.ca)).toBe('sent');
  expect(await send(`smtps://${HOST}:${await listen({ secure: true })}`, authority.ca)).toBe('sent');
  expect(received()).toBe(before + 2);
});

test('a server with another authority or host name, or without STARTTLS, gets no mail', async () => {
  const before = received();
  expect(await send(`smtp://${HOST}:${await listen(STARTTLS)}`, foreign.ca)).toMatch(UNTRUSTED);
  expect(await send(`smtp://${HOST}:${await listen(STARTTLS, ['mail.veza.test'])}`, authority.ca)).toMatch(/does not match/);
  expect(await send(`smtps://${HOST}:${await listen({ secure: true }, ['mail.veza.test'])}`, authority.ca)).toMatch(
    /does not match/,
  );
  expect(await send(`smtp://${HOST}:${await listen({})}?ignoreTLS=true`, authority.ca)).toMatch(/STARTTLS/);
  expect(received()).toBe(before);
});

test('production requires STARTTLS without further settings, unless the address says otherwise', async () => {
  const address = `smtp://${HOST}:${await listen({})}`;
  expect(await send(address, undefined, 'production')).toMatch(/STARTTLS/);
  expect(await send(`${address}?ignoreTLS=true`, undefined, 'production')).toBe('sent');
  expect(await send(address)).toBe('sent');
});
