import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import { newcomer, sharedGateways, type GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
const http = () => gateways.http();

beforeAll(async () => {
  gateways = await sharedGateways();
});
afterAll(() => gateways.stop());

interface Mail {
  subject: string;
  text: string;
}

/** The link of the newest mail, below the public address of the gateway. */
async function linkOf(email: string, count: number): Promise<{ mail: Mail; path: string }> {
  const mails = await eventually('the mail', async () => {
    const { body } = await http().get('/dev/outbox').query({ to: email }).expect(200);
    return body.length === count && body;
  });
  const mail = mails.at(-1);
  const path = /http:\/\/localhost:8080(\/\S+)/.exec(mail.text)?.[1];
  if (path === undefined) throw new Error(`no link in ${mail.text}`);
  return { mail, path };
}

async function signUpIn(acceptLanguage: string | undefined) {
  const account = newcomer();
  const call = http().post('/signup').send(account);
  const { body } = await (acceptLanguage === undefined ? call : call.set('accept-language', acceptLanguage)).expect(201);
  const isVerified = async () => {
    const profile = await http().get('/users/me').set('authorization', `Bearer ${body.accessToken}`).expect(200);
    return profile.body.email_verified;
  };
  return { ...account, isVerified };
}

/** Presses the button of a page, as a browser without script does. */
function press(path: string, html: string, fields: Record<string, string> = {}) {
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';
  const token = /name="token" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const target = new URL(action, `http://localhost:8080${path}`).pathname;
  const answer = http()
    .post(target)
    .type('form')
    .send({ token, ...fields });
  return { target, answer };
}

test.each([
  ['en-GB, fr;q=0.3', 'en', 'Confirm your address', 'Confirm the address', 'Your address is confirmed'],
  ['fr', 'fr', 'Confirmez votre adresse', 'Confirmer l&#39;adresse', 'Votre adresse est confirmée'],
])('the link of a sign-up in %s leads to a page that confirms the address', async (language, code, subject, button, done) => {
  const { email, username, password, isVerified } = await signUpIn(language);
  const { mail, path } = await linkOf(email, 1);
  expect(mail.subject).toBe(subject);
  // Opened in another language, and by a mail server that opens links in advance: nothing happens.
  for (let visit = 0; visit < 3; visit += 1) {
    const page = await http().get(path).set('accept-language', 'de').expect(200);
    expect(page.text).toContain(`<html lang="${code}">`);
    expect(page.text).toContain(button);
    expect(page.text).toContain(username);
    await http().head(path).expect(200);
  }
  expect(await isVerified()).toBe(false);
  const page = await http().get(path);
  let shown = { path, text: page.text };
  for (const wrong of ['', 'not-the-password']) {
    const { target, answer } = press(shown.path, shown.text, { password: wrong });
    shown = { path: target, text: (await answer.expect(400)).text };
    expect(shown.text).toContain('role="alert" id="fault"');
  }
  expect(await isVerified()).toBe(false);
  const confirmed = await press(shown.path, shown.text, { password }).answer.expect(200);
  expect(confirmed.text).toContain(done);
  expect(await isVerified()).toBe(true);
  const again = await http().get(path).set('accept-language', language).expect(400);
  expect(again.text).toContain(`<html lang="${code}">`);
  expect(again.text).toContain('role="alert"');
});

test('the page of a link ends an account that is not the reader’s, and the address is free', async () => {
  const { email, username } = await signUpIn('en');
  const { path } = await linkOf(email, 1);
  const { text } = await http().get(path).expect(200);
  expect(text).toContain('This is not my account');
  const { answer } = press(path, text, { choice: 'disown' });
  expect((await answer.expect(200)).text).toContain('Your address is free');
  await http().get(path).expect(400);
  const own = { email, username: `${username}-own`, password: 'Correct-Horse-Battery' };
  await http().post('/signup').send(own).expect(201);
});

test('a client without a language gets French mail, and a stated language does not change that of an account', async () => {
  for (const header of [undefined, '*', 'de']) {
    const { email } = await signUpIn(header);
    expect((await linkOf(email, 1)).mail.subject).toBe('Confirmez votre adresse');
  }
});

test('the link of a reset mail leads to a page that sets the password once, and shows it again for a weak one', async () => {
  const { email, password } = await signUpIn('en');
  await http().post('/forgot-password').send({ email }).expect(202);
  const { mail, path } = await linkOf(email, 2);
  expect(mail.subject).toBe('A new password');
  const { text } = await http().get(path).expect(200);
  expect(text).toMatch(/<label for="password">New password<\/label>\s*<input id="password" name="password" type="password"/);
  let shown = { path, text };
  for (const weak of ['short', 'password123', '']) {
    const { target, answer } = press(shown.path, shown.text, { password: weak });
    shown = { path: target, text: (await answer.expect(400)).text };
    expect(shown.text).toMatch(/role="alert" id="fault">[^<]*easy to guess/);
    expect(shown.text).toContain('aria-invalid="true"');
  }
  await http().post('/login').send({ email, password }).expect(200);
  const { answer } = press(shown.path, shown.text, { password: 'A-brand-new-one' });
  expect((await answer.expect(200)).text).toContain('Your new password is set');
  await http().post('/login').send({ email, password: 'A-brand-new-one' }).expect(200);
  const used = await press(shown.path, shown.text, { password: 'Another-new-one' }).answer.expect(400);
  expect(used.text).not.toContain('<form');
});

test('a page runs no script, loads nothing, is not stored, and keeps its address to itself', async () => {
  const { email } = await signUpIn('en');
  const { path } = await linkOf(email, 1);
  for (const address of [path, '/verify-email', '/verify-email?token="><script>', '/reset-password?token=a&token=b']) {
    const { headers, text } = await http().get(address);
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(text).not.toMatch(/<script|https?:\/\//);
  }
});

test('a token of one page does nothing on the other, and a form is bounded', async () => {
  const { email, isVerified } = await signUpIn('en');
  const { path } = await linkOf(email, 1);
  const token = new URL(path, 'http://localhost').searchParams.get('token') ?? '';
  const post = (to: string, fields: object) => http().post(`/mail-links/${to}`).type('form').send(fields);
  await post('reset-password', { token, password: 'A-brand-new-one' }).expect(400);
  await post('verify-email', { token: '' }).expect(400);
  await post('verify-email', {}).expect(400);
  await post('verify-email', { token: 'x'.repeat(20_000) }).expect(413);
  await http().post('/mail-links/verify-email').send({ token }).expect(415);
  expect(await isVerified()).toBe(false);
});
