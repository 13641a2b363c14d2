import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ERRORS } from '@veza/contracts';
import { IdentityProvider } from '@veza/testing';
import { BrowserOfTheTest } from './browser-of-the-test.js';
import { signUp, signUpVerified, startGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { as, codeNow, protectedAccount, stale } from './protected-account.js';

const PUBLIC = 'http://veza.test:8080';
const APP = 'http://app.test';
const LINKED = '/api/v1/users/me/linked-accounts';
const ADMIN = { email: 'root@veza.test', password: 'a-long-enough-password' };
const provider = new IdentityProvider();
const other = new IdentityProvider();
let gateways: GatewaysUnderTest;
let browser: BrowserOfTheTest;
const http = (index?: number) => gateways.http(index);

beforeAll(async () => {
  const registered = (id: string) => ({
    clientId: `client-of-${id}`,
    clientSecret: `secret-of-${id}`,
    redirectUri: `${PUBLIC}/api/v1/oidc/${id}/callback`,
  });
  const issuers = { one: await provider.start(registered('one')), two: await other.start(registered('two')) };
  const configured = Object.entries(issuers).map(([id, issuer]) => {
    const { clientId, clientSecret } = registered(id);
    return { id, label: `Provider ${id}`, issuer, clientId, clientSecret };
  });
  const alias = { ...configured[0], id: 'alias', issuer: issuers.one.replace('127.0.0.1', 'localhost') };
  const away = { id: 'away', label: 'Away', issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x' };
  const environment = {
    PUBLIC_URL: PUBLIC,
    APP_URL: APP,
    CORS_ORIGINS: 'http://other-app.test',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    OIDC_DEADLINE: '2s',
    OIDC_PROVIDERS: JSON.stringify([...configured, alias, away]),
  };
  gateways = await startGateways([environment, environment]);
});
afterAll(async () => {
  await gateways?.stop();
  await provider.stop();
  await other.stop();
});
beforeEach(() => {
  for (const each of [provider, other]) {
    each.forge = undefined;
    each.denies = false;
    each.isAway = false;
  }
});

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const startOf = (id: string, { returnTo = `${APP}/signed-in`, proof = challenge } = {}) =>
  `${PUBLIC}/api/v1/oidc/${id}/start?return_to=${encodeURIComponent(returnTo)}&challenge=${proof}`;
const CALLBACK = `${PUBLIC}/api/v1/oidc/one/callback`;

/** The fragment with which the browser comes back to the front end. */
const visit = async (id = 'one') => new URL(await browser.open(startOf(id), APP)).hash.slice(1);
const codeOf = async (id = 'one') => (await visit(id)).replace(/^oidc_code=/, '');
const exchange = (code: string, more = {}) =>
  http(1)
    .post('/api/v1/oidc/exchange')
    .send({ code, verifier, ...more });
/** The session or the refusal of a whole sign-in. */
const signIn = async (id = 'one') => exchange(await codeOf(id));
const codeOfError = async (id = 'one') => (await visit(id)).replace(/^oidc_error=/, '');

const link = (token: string, code: string) => http().post(LINKED).set(as(token)).send({ code, verifier });
const verified = ({ id }: { id: number }) => gateways.sql.query('UPDATE users SET email_verified = true WHERE id = $1', [id]);
let people = 0;
/** A person at the provider, who signs in from now on, in a browser of the own. */
function at(which: IdentityProvider, email?: string, isVerified = true) {
  people += 1;
  browser = new BrowserOfTheTest(PUBLIC, gateways.url());
  which.person = { sub: `person-${people}`, ...(email && { email, email_verified: isVerified }) };
}
/** An account that is linked to a new person at the provider. */
async function linkedAccount() {
  const account = await signUpVerified(gateways);
  at(provider);
  const { body } = await link(account.accessToken, await codeOf()).expect(201);
  return { ...account, link: String(body.id) };
}

describe('a sign-in', () => {
  test('of a linked account opens a session, by the provider of the platform that it was linked to', async () => {
    expect((await http().get('/api/v1/oidc').expect(200)).body.providers).toEqual([
      { id: 'one', label: 'Provider one' },
      { id: 'two', label: 'Provider two' },
      { id: 'alias', label: 'Provider one' },
      { id: 'away', label: 'Away' },
    ]);
    const { id, accessToken } = await linkedAccount();
    const { body } = await exchange(await codeOf(), { rememberMe: true }).expect(200);
    expect([body.user.id, typeof body.refreshToken]).toEqual([id, 'string']);
    const [latest] = (await http().get('/api/v1/users/me/sign-ins').set(as(body.accessToken)).expect(200)).body.sign_ins;
    expect(latest).toMatchObject({ kind: 'signed-in', method: 'provider' });
    const { linked_accounts } = (await http().get(LINKED).set(as(accessToken)).expect(200)).body;
    expect(linked_accounts).toMatchObject([{ provider: 'one', email: null, last_used_at: expect.any(String) }]);
    const sent = browser.visited.find((url) => url.includes('/auth?')) ?? '';
    const { searchParams } = new URL(sent);
    expect([searchParams.get('code_challenge_method'), searchParams.get('redirect_uri')]).toEqual(['S256', CALLBACK]);
    expect([searchParams.get('nonce')?.length, searchParams.get('state')?.length]).toEqual([43, 43]);
  });

  test('keeps the refresh token of a browser client in the cookie of its session', async () => {
    await linkedAccount();
    const response = await exchange(await codeOf())
      .set('x-veza-session', 'cookie')
      .expect(200);
    expect([typeof response.body.accessToken, response.body.refreshToken]).toEqual(['string', undefined]);
    expect(response.get('set-cookie')).toEqual([expect.stringMatching(/^veza-session-8080=.*HttpOnly/)]);
  });

  test('of the same subject at another provider opens no account', async () => {
    const { id } = await linkedAccount();
    other.person = { ...provider.person };
    expect((await signIn('two')).body).toMatchObject({ code: 'NOT_LINKED' });
    expect((await signIn('one')).body.user.id).toBe(id);
  });

  test('links an account by an address that is verified on both sides, and sends it a mail', async () => {
    const account = await signUpVerified(gateways);
    await verified(account);
    at(provider, account.email.toUpperCase());
    expect((await signIn()).body.user.id).toBe(account.id);
    const { body } = await http().get('/dev/outbox').query({ to: account.email }).expect(200);
    expect(body.at(-1).subject).toBe('Un compte a été lié');
    // From now on the subject counts, and the address does not.
    provider.person.email = 'changed@example.test';
    expect((await signIn()).body.user.id).toBe(account.id);
    const { rows } = await gateways.sql.query('SELECT email FROM linked_accounts WHERE user_id = $1', [account.id]);
    expect(rows).toEqual([{ email: account.email.toUpperCase() }]);
  });

  test('of another person at the provider, who got the address of a linked one, opens nothing', async () => {
    const account = await signUpVerified(gateways);
    at(provider, account.email);
    expect((await signIn()).body.user.id).toBe(account.id);
    const first = provider.person;
    at(provider, account.email);
    expect((await signIn()).body).toMatchObject({ code: 'NOT_LINKED' });
    provider.person = first;
    browser = new BrowserOfTheTest(PUBLIC, gateways.url());
    expect((await signIn()).body.user.id).toBe(account.id);
  });

  test('links no account by an address that one side has not verified', async () => {
    const account = await signUp(http());
    at(provider, account.email);
    expect((await signIn()).body).toMatchObject({ code: 'NOT_LINKED' });
    await verified(account);
    at(provider, account.email, false);
    expect((await signIn()).body).toMatchObject({ code: 'NOT_LINKED' });
    at(provider);
    expect((await signIn()).body).toMatchObject({ code: 'NOT_LINKED' });
    at(provider, 'unknown@example.test');
    expect((await signIn()).body).toMatchObject({ code: 'NOT_LINKED' });
  });

  test('does not replace the second factor, and an account with one is linked in a session only', async () => {
    const account = await protectedAccount(gateways);
    await verified(account);
    at(provider, account.email);
    expect((await signIn()).body).toMatchObject({ code: 'NOT_LINKED' });
    await link(account.accessToken, await codeOf()).expect(201);
    const { body } = await signIn();
    expect([body.code, body.accessToken]).toEqual(['SECOND_FACTOR_REQUIRED', undefined]);
    const ticket = body.details[0].message;
    const second = await http()
      .post('/api/v1/login/second-factor')
      .send({ ticket, code: codeNow(account.uri) })
      .expect(200);
    expect(second.body.user.id).toBe(account.id);
  });

  test('is refused for an account that was banned or erased meanwhile', async () => {
    const [banned, erased] = [await linkedAccount(), await linkedAccount()];
    const code = await codeOf();
    const admin = (await http().post('/api/v1/login').send(ADMIN).expect(200)).body.accessToken;
    await http().delete('/api/v1/users/me').set(as(erased.accessToken)).expect(204);
    expect((await exchange(code)).body.code).toBe('NOT_LINKED');
    const { rows } = await gateways.sql.query('SELECT subject FROM linked_accounts WHERE user_id = $1', [banned.id]);
    provider.person = { sub: rows[0].subject };
    browser = new BrowserOfTheTest(PUBLIC, gateways.url());
    const next = await codeOf();
    await http().post(`/api/v1/users/${banned.id}/bans`).set(as(admin)).send({ duration: '1h', reason: 'x' }).expect(201);
    expect((await exchange(next)).body.code).toBe('BANNED');
  });
});

describe('a visit', () => {
  test('returns to front ends of the configuration only', async () => {
    at(provider);
    const start = (returnTo: string) => browser.get(startOf('one', { returnTo }));
    const elsewhere = [
      'https://evil.test/',
      `${APP}.evil.test/`,
      `${APP}@evil.test/`,
      'javascript:alert(1)',
      '//evil.test',
      'http://x@app.test/',
    ];
    for (const returnTo of [...elsewhere, `${APP}/#x`, `${APP}/#`]) {
      const response = await start(returnTo);
      expect([returnTo, response.status, response.headers.get('location')]).toEqual([returnTo, 400, null]);
    }
    for (const returnTo of [`${APP}/a?b=c`, 'http://other-app.test/', `${PUBLIC}/app/`])
      expect((await start(returnTo)).status).toBe(302);
    expect((await browser.get(startOf('none'))).status).toBe(404);
    expect((await browser.get(startOf('one', { proof: 'short' }))).status).toBe(400);
  });

  test('goes on in the browser that began it, once, and with its own state', async () => {
    at(provider);
    const back = await browser.open(startOf('one'), CALLBACK);
    const stranger = new BrowserOfTheTest(PUBLIC, gateways.url());
    expect((await stranger.get(back)).status).toBe(400);
    const again = await browser.open(startOf('one'), CALLBACK);
    const wrong = new URL(again);
    wrong.searchParams.set('state', randomBytes(32).toString('base64url'));
    const body = await (await browser.get(wrong.href)).json();
    expect(body).toMatchObject({ code: 'INVALID_TOKEN' });
    expect((await browser.get(again)).status).toBe(302);
    expect((await browser.get(again)).status).toBe(400);
  });

  test('uses a code of the provider once, and none of another visit', async () => {
    at(provider);
    const first = new URL(await browser.open(startOf('one'), CALLBACK));
    const second = new URL(await browser.open(startOf('one'), CALLBACK));
    const mixed = new URL(second);
    mixed.searchParams.set('code', first.searchParams.get('code') ?? '');
    expect((await browser.get(mixed.href)).headers.get('location')).toBe(`${APP}/signed-in#oidc_error=PROVIDER_REFUSED`);
    const third = new URL(await browser.open(startOf('one'), CALLBACK));
    expect((await browser.get(third.href)).headers.get('location')).toMatch(/#oidc_code=/);
    const fourth = new URL(await browser.open(startOf('one'), CALLBACK));
    fourth.searchParams.set('code', third.searchParams.get('code') ?? '');
    expect((await browser.get(fourth.href)).headers.get('location')).toMatch(/#oidc_error=PROVIDER_REFUSED$/);
  });

  test('ends when the response is that of another provider', async () => {
    at(other);
    at(provider);
    const back = new URL(await browser.open(startOf('two'), `${PUBLIC}/api/v1/oidc/two/callback`));
    const misdirected = back.href.replace('/oidc/two/', '/oidc/one/');
    expect((await browser.get(misdirected)).status).toBe(400);
    const next = new URL(await browser.open(startOf('one'), CALLBACK));
    next.searchParams.set('iss', new URL(back.searchParams.get('iss') ?? '').origin);
    expect((await browser.get(next.href)).headers.get('location')).toMatch(/#oidc_error=PROVIDER_REFUSED$/);
  });

  test('returns with an error when the person or the provider refuses', async () => {
    at(provider);
    provider.denies = true;
    expect(await codeOfError()).toBe('PROVIDER_REFUSED');
  });

  test('to a provider that names another issuer ends at once', async () => {
    at(provider);
    expect(await codeOfError('alias')).toBe('PROVIDER_REFUSED');
    expect(browser.visited.filter((url) => url.includes('/auth?'))).toEqual([]);
  });

  test('ends with UNAVAILABLE while the provider is away, before and during the visit', async () => {
    at(provider);
    expect(await codeOfError('away')).toBe('UNAVAILABLE');
    const back = await browser.open(startOf('one'), CALLBACK);
    provider.isAway = true;
    expect((await browser.get(back)).headers.get('location')).toBe(`${APP}/signed-in#oidc_error=UNAVAILABLE`);
    expect(ERRORS.UNAVAILABLE.retryable).toBe(true);
  });
});

describe('an ID token', () => {
  const now = Math.floor(Date.now() / 1000);
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each<[string, NonNullable<IdentityProvider['forge']>]>([
    ['of another client', (claims, sign) => sign({ ...claims, aud: 'another' })],
    ['for two clients without a party', (claims, sign) => sign({ ...claims, aud: ['another', 'client-of-one'] })],
    ['with another nonce', (claims, sign) => sign({ ...claims, nonce: 'another' })],
    ['without a nonce', ({ nonce: _, ...claims }, sign) => sign(claims)],
    ['of another issuer', (claims, sign) => sign({ ...claims, iss: 'https://elsewhere.test' })],
    ['that has expired', (claims, sign) => sign({ ...claims, iat: now - 900, exp: now - 300 })],
    ['without an end', ({ exp: _, ...claims }, sign) => sign(claims)],
    ['with algorithm none', (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['with the secret of the client as its key', (claims) => hmacSigned(claims)],
    ['with another signature', async (claims, sign) => `${(await sign(claims)).replace(/\.[^.]+$/, '')}.${'A'.repeat(342)}`],
    ['with a subject that is too long', (claims, sign) => sign({ ...claims, sub: 'x'.repeat(256) })],
  ])('%s signs in no person', async (_, forge) => {
    at(provider);
    provider.forge = forge;
    expect(await visit()).toBe('oidc_error=PROVIDER_REFUSED');
  });

  test('whose clock differs by some seconds is accepted', async () => {
    await linkedAccount();
    provider.forge = (claims, sign) => sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 5 });
    expect((await signIn()).status).toBe(200);
  });

  const hmacSigned = (claims: object) => {
    const signed = `${encoded({ alg: 'HS256' })}.${encoded(claims)}`;
    return `${signed}.${createHash('sha256').update(signed).digest('base64url')}`;
  };
});

describe('the code of a result', () => {
  test('works once, within its time, and for the front end that began', async () => {
    await linkedAccount();
    const code = await codeOf();
    const wrong = { verifier: randomBytes(32).toString('base64url') };
    expect((await exchange(code, wrong)).body.code).toBe('INVALID_TOKEN');
    expect((await exchange(code)).body.code).toBe('INVALID_TOKEN');
    const next = await codeOf();
    const both = await Promise.all([exchange(next), exchange(next)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    const late = await codeOf();
    await gateways.sql.query(`UPDATE oidc_results SET expires_at = now() - interval '1 second'`);
    expect((await exchange(late)).body.code).toBe('INVALID_TOKEN');
  });

  test('and the state, the nonce and the verifier are in no table', async () => {
    at(provider);
    const secret = await browser.open(startOf('one'), CALLBACK);
    const state = new URL(secret).searchParams.get('state') ?? '';
    const { rows } = await gateways.sql.query(`SELECT row_to_json(f)::text AS row FROM oidc_flows f`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(state);
    const code = await codeOf();
    const results = await gateways.sql.query(`SELECT row_to_json(r)::text AS row FROM oidc_results r`);
    expect(results.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(results.rows)).not.toContain(code);
  });
});

describe('a link', () => {
  test('takes a fresh session, and an account of the provider is linked once', async () => {
    const [first, second] = [await signUpVerified(gateways), await signUpVerified(gateways)];
    at(provider);
    await stale(gateways, first);
    expect((await link(first.accessToken, await codeOf())).body.code).toBe('FRESH_SIGN_IN_REQUIRED');
    await link(second.accessToken, await codeOf()).expect(201);
    expect((await link(second.accessToken, await codeOf())).body.code).toBe('CONFLICT');
    const third = await signUpVerified(gateways);
    expect((await link(third.accessToken, await codeOf())).body.code).toBe('CONFLICT');
    at(provider);
    const codes = [await codeOf(), await codeOf()];
    const racing = await Promise.all([link(second.accessToken, codes[0]!), link(third.accessToken, codes[1]!)]);
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('that is removed signs in no more, also not beside a second factor that is awaited', async () => {
    const account = await protectedAccount(gateways);
    at(provider);
    const { body: linked } = await link(account.accessToken, await codeOf()).expect(201);
    const ticket = (await signIn()).body.details[0].message;
    const stranger = await signUpVerified(gateways);
    const remove = (token: string) => http().delete(`${LINKED}/${linked.id}`).set(as(token));
    await remove(stranger.accessToken).expect(404);
    await remove(account.accessToken).expect(204);
    await remove(account.accessToken).expect(404);
    const second = { ticket, code: codeNow(account.uri) };
    expect((await http().post('/api/v1/login/second-factor').send(second)).body.code).toBe('INVALID_TOKEN');
    expect((await signIn()).body.code).toBe('NOT_LINKED');
    const { body } = await http().get('/api/v1/users/me/sign-ins').set(as(account.accessToken)).expect(200);
    expect(body.sign_ins.map(({ detail }: { detail: string }) => detail)).toEqual(
      expect.arrayContaining(['provider-on', 'provider-off']),
    );
  });

  test('that its owner has removed is not made again by the address, also of another subject, but in a session', async () => {
    const account = await signUpVerified(gateways);
    at(provider, account.email);
    await signIn();
    const { body } = await http().get(LINKED).set(as(account.accessToken)).expect(200);
    await http().delete(`${LINKED}/${body.linked_accounts[0].id}`).set(as(account.accessToken)).expect(204);
    expect((await signIn()).body.code).toBe('NOT_LINKED');
    at(provider, account.email);
    expect((await signIn()).body.code).toBe('NOT_LINKED');
    await link(account.accessToken, await codeOf()).expect(201);
    expect((await signIn()).body.user.id).toBe(account.id);
  });

  test('an account has at most ten', async () => {
    const { id, accessToken } = await signUpVerified(gateways);
    await gateways.sql.query(
      `INSERT INTO linked_accounts (user_id, issuer, subject) SELECT $1::integer, 'https://x.test', $1::integer || ' ' || n FROM generate_series(1, 10) n`,
      [id],
    );
    at(provider);
    expect((await link(accessToken, await codeOf())).body.code).toBe('INVALID_STATE');
  });
});
