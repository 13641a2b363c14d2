import { afterAll, beforeAll, expect } from '@jest/globals';
import { totpCode } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';

/** Settings of one person in English at a desktop, and a moderator in French at a phone who bans that person. */
journey('accounts in the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let mod: Person;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a person adds an authenticator app, and has recovery codes',
    async (system) => {
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
    'a moderator bans the person, whose page returns to the sign-in',
    async (system) => {
      mod = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const { page } = mod;
      await mod.enter('/settings');
      await system.database.query(`UPDATE identity.users SET role = 'moderator' WHERE username = '${mod.username}'`);
      const name = page.getByLabel('Adresse e-mail');
      await page.getByRole('button', { name: 'Se déconnecter' }).click();
      await name.fill(mod.email);
      await page.getByLabel('Mot de passe', { exact: true }).fill(mod.password);
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: 'Modération' }).click();
      await page.getByRole('heading', { name: 'Signalements', level: 1 }).waitFor();
      expect(await mod.findings()).toEqual([]);
      await page.getByRole('link', { name: 'Personnes' }).click();
      await page.getByRole('searchbox').fill(ana.username);
      await page.getByRole('link', { name: ana.username }).click();
      await page.getByLabel('Motif').fill('Spam');
      expect(await mod.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Suspendre' }).click();
      await page.getByText('en vigueur').waitFor();
      await ana.page.reload();
      await ana.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    },
    60_000,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...mod.faults]).toEqual([]);
    return Promise.resolve();
  });
});
