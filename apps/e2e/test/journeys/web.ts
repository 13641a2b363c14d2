import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { word } from '../../src/test-users.js';

/** The pages of accounts in the web client: in English at a desktop, in French at a phone. */
journey('the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a person signs up, follows the link of the mail, and signs in with the password, in English',
    async (system) => {
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      const { page } = ana;
      await ana.visit('/rooms');
      await page.getByRole('heading', { name: 'Welcome back' }).waitFor(); // the room list needs a session
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('link', { name: 'Create an account' }).click();
      await page.getByLabel('User name').fill(ana.username);
      await page.getByLabel('E-mail').fill(ana.email);
      await page.getByLabel('Password', { exact: true }).fill(ana.password);
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Create the account' }).click();
      await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await ana.visit(`/verify-email?token=${await ana.mailedToken('verify-email')}`);
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Confirm the address' }).click();
      await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
      await page.getByRole('link', { name: 'Continue to Veza' }).click();
      await page.getByRole('heading', { name: 'Rooms' }).waitFor();
      await page.getByRole('link', { name: 'Settings' }).click();
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('E-mail').fill(ana.email);
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').getByText('E-mail or password is wrong.').waitFor();
      await page.getByLabel('Password', { exact: true }).fill(ana.password);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Settings' }).waitFor(); // back to where the session ended
    },
    60_000,
  );

  step(
    'a new password is set by the link of a mail, in French on a phone',
    async (system) => {
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const { page } = bo;
      await system.rest.post('/signup', { json: { email: bo.email, username: bo.username, password: `Old-${word()}` } });
      await bo.visit('/sign-in');
      await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
      await page.getByLabel('Adresse e-mail').fill(bo.email);
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Envoyer le lien' }).click();
      await page.getByRole('heading', { name: 'Consultez vos e-mails' }).waitFor();
      await bo.visit(`/reset-password?token=${await bo.mailedToken('reset-password')}`);
      expect(await bo.findings()).toEqual([]);
      await page.getByLabel('Nouveau mot de passe').fill(bo.password);
      await page.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
      await page.getByRole('link', { name: 'Se connecter' }).click();
      await page.getByLabel('Adresse e-mail').fill(bo.email);
      await page.getByLabel('Mot de passe', { exact: true }).fill(bo.password);
      await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
      await page.getByRole('heading', { name: 'Salons' }).waitFor();
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );
});
