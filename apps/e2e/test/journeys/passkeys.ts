import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { FrontEnd, openBrowser, type servePage, type VirtualAuthenticator } from '../../src/browser/front-end.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';
import { confirmAddress, word } from '../../src/test-users.js';

type Place = Awaited<ReturnType<typeof servePage>>;

const Reply = z.object({ status: z.int(), data: z.looseObject({ code: z.string().optional() }) });
const Added = z.object({ passkey: z.object({ id: z.string() }), recovery_codes: z.array(z.string()) });
const Refusal = z.object({ details: z.tuple([z.object({ message: z.string() })]) });
const Signed = z.looseObject({ id: z.string() });

/** Passkeys of a real browser, with its virtual authenticator. */
export function passkeyJourney(known: Place, stranger: Place): void {
  let browser: Browser;
  let front: FrontEnd;
  let phone: VirtualAuthenticator;
  let passkeyId: string;
  const account = { email: `${word()}@example.test`, password: `Pw-${word()}` };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    known.close();
    stranger.close();
  });

  const open = (system: TestSystem, place = known) => FrontEnd.open(browser, place.origin, `${system.address}/api/v1`, true);
  const post = async (url: string, data: object = {}, page = front) => page.does('call', { method: 'post', url, data }, Reply);
  const posted = async (url: string, data: object = {}) => {
    const { status, data: body } = await post(url, data);
    expect([url, status, body.code]).toEqual([url, expect.any(Number), undefined]);
    return body;
  };
  const ticketOf = async () => Refusal.parse((await post('/login', account)).data).details[0].message;
  const signed = async (body: object = {}, page = front) =>
    page.does('getPasskey', (await post('/login/passkey/options', body)).data, Signed);

  journey('passkeys in a browser', (step) => {
    step('a signed-in user adds a passkey and gets recovery codes', async (system) => {
      front = await open(system);
      phone = await front.authenticator();
      const username = word();
      await front.does('enter', { path: '/signup', body: { ...account, username } });
      await confirmAddress(system, username);
      const credential = await front.does('createPasskey', await posted('/users/me/passkeys/options'));
      const added = Added.parse(await posted('/users/me/passkeys', { name: 'Phone', credential }));
      expect(added.recovery_codes).toHaveLength(10);
      passkeyId = added.passkey.id;
      expect(await phone.credentials()).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
    });

    step('the browser adds no second passkey of the same authenticator', async () => {
      const options = await posted('/users/me/passkeys/options');
      await expect(front.does('createPasskey', options)).rejects.toThrow('InvalidStateError');
    });

    step('a password needs the passkey, and both together sign in', async () => {
      const ticket = await ticketOf();
      expect((await post('/login/passkey', { credential: await signed({ ticket }) })).status).toBe(400);
      const { status } = await post('/login/passkey', { ticket, credential: await signed({ ticket }) });
      expect(status).toBe(200);
    });

    step('the passkey alone signs in, without a name', async () => {
      const credential = await signed();
      await front.does('enter', { path: '/login/passkey', body: { credential } });
      expect((await front.does('call', { method: 'get', url: '/users/me' }, Reply)).data.email).toBe(account.email);
      expect((await post('/login/passkey', { credential })).data.code).toBe('INVALID_PASSKEY');
    });

    step('an old session is renewed with the passkey, and not with the password', async (system) => {
      await system.database.query(`UPDATE identity.sessions SET created_at = now() - interval '1 hour', authenticated_at = NULL`);
      const rename = { method: 'patch', url: `/users/me/passkeys/${passkeyId}`, data: { name: 'Old phone' } };
      expect((await front.does('call', rename, Reply)).data.code).toBe('FRESH_SIGN_IN_REQUIRED');
      const renewing = '/users/me/sessions/current/authentication';
      expect((await post(renewing, { password: account.password })).data.code).toBe('SECOND_FACTOR_REQUIRED');
      const passkey = await front.does('getPasskey', await posted(`${renewing}/options`));
      await posted(renewing, { passkey });
      expect((await front.does('call', rename, Reply)).status).toBe(200);
    });

    step('without a verified user the browser signs no sign-in by the passkey alone', async () => {
      await phone.verifies(false);
      await expect(signed()).rejects.toThrow('NotAllowedError');
      await phone.verifies(true);
    });

    step('a copy of the authenticator whose counter is behind is refused', async (system) => {
      const [credential] = await phone.credentials();
      if (!credential) throw new Error('The authenticator lost its credential');
      const thief = await open(system);
      const copy = await thief.authenticator();
      await copy.add({ ...credential, signCount: 0 });
      const refused = await post('/login/passkey', { credential: await signed({}, thief) }, thief);
      expect(refused.data.code).toBe('INVALID_PASSKEY');
      await posted('/login/passkey', { credential: await signed() });
    });

    step('a page of another origin gets a signature that is refused', async (system) => {
      const [credential] = await phone.credentials();
      if (!credential) throw new Error('The authenticator lost its credential');
      const page = await open(system, stranger);
      await (await page.authenticator()).add({ ...credential, signCount: 1_000 });
      const options = await posted('/login/passkey/options');
      const json = { credential: await page.does('getPasskey', options, Signed) };
      (await system.rest.post('/login/passkey', { json })).expect(400);
    });

    step('a removed passkey signs in no more, and the password alone is enough again', async () => {
      const credential = await signed();
      const removed = await front.does(
        'call',
        { method: 'delete', url: `/users/me/passkeys/${passkeyId}` },
        z.object({ status: z.int() }),
      );
      expect(removed.status).toBe(204);
      expect((await post('/login/passkey', { credential })).data.code).toBe('INVALID_PASSKEY');
      expect((await post('/login', account)).status).toBe(200);
    });
  });
}
