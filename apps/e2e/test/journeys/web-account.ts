import { afterAll, expect } from '@jest/globals';
import { eventually, totpCode } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { addAuthenticator, openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { word } from '../../src/test-users.js';

/** Settings of people in English at desktops, one of them at a phone in French as well. `origin` has a domain, for passkeys. */
export const accountJourney = (origin: string) =>
  journey('accounts in the web client', (step) => {
    let browser: Browser;
    let ana: Person;
    let pia: Person;
    let phone: Person;
    const receiver = 'https://hooks.example.com/veza';
    const farewell = `farewell ${word()}`;

    afterAll(() => browser?.close());

    step(
      'a person adds an authenticator app, and has recovery codes',
      async (system) => {
        const [host, address] = [origin, system.address].map((url) => new URL(url).host);
        browser = await openBrowser(`--host-resolver-rules=MAP ${host}:80 ${address}`);
        ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
        const { page } = ana;
        await ana.enter('/settings/access');
        expect(await ana.findings()).toEqual([]);
        await page.getByRole('button', { name: 'Add an authenticator app' }).click();
        await page.getByRole('dialog').getByLabel('Your password').fill(ana.password);
        await page.keyboard.press('Enter');
        await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor();
        expect(await ana.findings()).toEqual([]);
        const secret = system.secret((await page.locator('dialog code').innerText()).replace(/\s/g, ''));
        await page.getByLabel('Code of the app').fill(totpCode(`otpauth://totp/veza?secret=${secret}`, Date.now()));
        await page.keyboard.press('Enter');
        const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
        await codes.first().waitFor();
        expect(await codes.count()).toBe(10);
        for (const code of await codes.allInnerTexts()) system.secret(code);
        expect(await ana.findings()).toEqual([]);
        await page.getByRole('button', { name: 'I have kept them' }).click();
        await page.getByText('10 are left').waitFor();
      },
      60_000,
    );

    step(
      'a token is shown once, and revoked',
      async (system) => {
        const { page } = ana;
        await page.getByRole('link', { name: 'Programs' }).click();
        await page.getByRole('button', { name: 'Create a token' }).click();
        await page.getByLabel('Name').fill('Script');
        await page.getByLabel('Tracks').selectOption('write');
        expect(await ana.findings()).toEqual([]);
        await page.getByRole('dialog').getByRole('button', { name: 'Create a token' }).click();
        await page.getByRole('heading', { name: 'Your new token' }).waitFor();
        const token = system.secret(await page.locator('dialog code').innerText());
        await page.getByRole('button', { name: 'I have kept it' }).click();
        await page.getByText('read and change Tracks').waitFor();
        await page.getByRole('button', { name: 'Revoke Script' }).click();
        await page.getByRole('button', { name: 'Revoke', exact: true }).click();
        await page.getByText('No program has access').waitFor();
        expect(await page.content()).not.toContain(token);
      },
      60_000,
    );

    step(
      'a bot has tokens of its own, and is deleted',
      async (system) => {
        const { page } = ana;
        const bot = `bot_${word().slice(0, 8)}`;
        await page.getByRole('button', { name: 'Create a bot' }).click();
        await page.getByLabel('User name').fill(bot);
        expect(await ana.findings()).toEqual([]);
        await page.keyboard.press('Enter');
        await page.getByRole('link', { name: bot }).click();
        await page.getByRole('button', { name: 'Create a token' }).click();
        await page.getByLabel('Name', { exact: true }).fill('Talk');
        await page.getByLabel('Messages and rooms').selectOption('write');
        await page.getByRole('dialog').getByRole('button', { name: 'Create a token' }).click();
        await page.getByRole('heading', { name: 'Your new token' }).waitFor();
        system.secret(await page.locator('dialog code').innerText());
        await page.getByRole('button', { name: 'I have kept it' }).click();
        await page.getByText('read and change Messages and rooms').waitFor();
        expect(await ana.findings()).toEqual([]);
        await page.getByRole('button', { name: `Delete ${bot}` }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Delete the bot' }).click();
        await page.getByRole('heading', { name: 'No bot yet' }).waitFor();
      },
      60_000,
    );

    step(
      'a webhook has a secret that is shown once and replaced, and a list of what was sent',
      async (system) => {
        const { page } = ana;
        await page.getByRole('link', { name: 'Webhooks' }).click();
        await page.getByRole('button', { name: 'Create a webhook' }).click();
        await page.getByLabel('Address').fill(receiver);
        await page.getByLabel('track ready').check();
        expect(await ana.findings()).toEqual([]);
        await page.getByRole('dialog').getByRole('button', { name: 'Create a webhook' }).click();
        await page.getByRole('heading', { name: 'The secret of the webhook' }).waitFor();
        const first = system.secret(await page.locator('dialog code').innerText());
        await page.getByRole('button', { name: 'I have kept it' }).click();
        await page.getByRole('button', { name: 'New secret for' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'New secret' }).click();
        await page.locator('dialog code').waitFor();
        const second = system.secret(await page.locator('dialog code').innerText());
        expect([first, second]).toEqual([expect.stringMatching(/^whsec_/), expect.stringMatching(/^whsec_/)]);
        expect(second).not.toBe(first);
        await page.getByRole('button', { name: 'I have kept it' }).click();
        expect(await ana.findings()).toEqual([]);

        await page.getByRole('switch', { name: `Active: ${receiver}` }).uncheck();
        await page.getByText('switched off', { exact: true }).waitFor();
        await page.getByRole('switch', { name: `Active: ${receiver}` }).check();
        await page.getByText('switched off', { exact: true }).waitFor({ state: 'detached' });

        await page.getByRole('link', { name: receiver }).click();
        await page.getByRole('heading', { name: 'Nothing was sent yet' }).waitFor();
        await page.getByRole('button', { name: 'Send a test' }).click();
        await page.getByRole('list', { name: 'Messages' }).getByText('test', { exact: true }).waitFor();
        expect(await ana.findings()).toEqual([]);
        await page.getByRole('link', { name: 'All webhooks' }).click();
        await page.getByRole('button', { name: `Delete ${receiver}` }).click();
        await page.getByRole('button', { name: 'Delete', exact: true }).click();
        await page.getByRole('heading', { name: 'No webhook yet' }).waitFor();
        expect(await page.content()).not.toContain(second);
      },
      60_000,
    );

    step(
      'a passkey is added and named anew, signs in, confirms, and is removed',
      async (system) => {
        pia = await Person.open(system, browser, { locale: 'en', device: 'desktop', origin });
        const { page } = pia;
        await addAuthenticator(page);
        await pia.enter('/settings/access');
        await page.getByRole('button', { name: 'Add a passkey' }).click();
        await page.getByRole('textbox', { name: 'Name' }).fill('Laptop');
        expect(await pia.findings()).toEqual([]);
        await page.keyboard.press('Enter');
        for (const code of await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts())
          system.secret(code);
        await page.getByRole('button', { name: 'I have kept them' }).click();
        await page.getByRole('button', { name: 'Rename Laptop' }).click();
        await page.getByRole('textbox', { name: 'Name' }).fill('Desk');
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('button', { name: 'Rename Desk' }).waitFor();
        await page.getByText('not used yet').waitFor();
        expect(await pia.findings()).toEqual([]);

        await pia.visit('/settings');
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
        await page.getByRole('link', { name: 'Settings' }).click();
        await page.getByRole('link', { name: 'Security' }).click();
        await page.getByText('last used on').waitFor();
        await system.database.query(
          `UPDATE identity.sessions SET created_at = now() - interval '1 hour', authenticated_at = NULL`,
        );
        await page.getByRole('button', { name: 'Remove Desk' }).click();
        await page.getByRole('button', { name: 'Remove', exact: true }).click();
        await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
        await page.getByRole('button', { name: 'Use a passkey' }).click();
        await page.getByText('Your account is protected by its password alone.').waitFor();
        expect(await page.getByRole('list', { name: 'Passkeys' }).count()).toBe(0);
      },
      60_000,
    );

    step(
      'a person signs in at a phone with a code by mail, and the desktop ends that session',
      async (system) => {
        phone = await Person.open(system, browser, { locale: 'fr', device: 'phone', origin });
        await phone.visit('/sign-in');
        await phone.page.getByRole('link', { name: 'Se connecter avec un code par e-mail' }).click();
        await phone.page.locator('input[type=email]').fill(pia.email);
        expect(await phone.findings()).toEqual([]);
        await phone.page.keyboard.press('Enter');
        await phone.page.getByLabel("Code de l'e-mail").fill(system.secret(await pia.mailed(/\b(\d{6})\b/)));
        expect(await phone.findings()).toEqual([]);
        await phone.page.keyboard.press('Enter');
        await phone.page.getByRole('navigation').first().waitFor();

        const { page } = pia;
        await page.getByRole('link', { name: 'Devices' }).click();
        await page.getByRole('button', { name: 'End all other sessions' }).click();
        await page.getByRole('button', { name: 'End', exact: true }).click();
        await phone.page.getByText('Votre session est terminée. Reconnectez-vous.').waitFor();
        expect(await phone.findings()).toEqual([]);
        expect(await page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').count()).toBe(1);
      },
      60_000,
    );

    step(
      'an account is deleted, and its message stays for others without the name',
      async () => {
        const { page } = pia;
        await pia.visit('/rooms/general');
        await page.getByRole('textbox').fill(farewell);
        await page.keyboard.press('Enter');
        await ana.visit('/rooms/general');
        const message = ana.page.getByRole('article').filter({ hasText: farewell });
        await message.getByText(pia.username).first().waitFor();

        await page.getByRole('link', { name: 'Settings' }).click();
        await page.getByRole('link', { name: 'Your data' }).click();
        await page.getByRole('button', { name: 'Delete my account' }).click();
        await page.getByLabel(`Type your user name, ${pia.username}`).fill(pia.username);
        expect(await pia.findings()).toEqual([]);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor();
        expect(await pia.findings()).toEqual([]);
        await eventually(
          'the name is gone',
          async () => {
            await ana.page.reload();
            await message.waitFor();
            // What this browser has kept is shown until the lists are loaded.
            await ana.page.getByText(pia.username).first().waitFor({ state: 'detached', timeout: 3_000 });
            return true;
          },
          { ms: 80_000 },
        );
        expect(await ana.findings()).toEqual([]);
      },
      120_000,
    );

    step('the pages violate no policy and throw nothing', () => {
      expect([...ana.faults, ...pia.faults, ...phone.faults]).toEqual([]);
      return Promise.resolve();
    });
  });
