import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../../src/browser/front-end.js';
import { journey } from '../../src/journey.js';
import { word } from '../../src/test-users.js';
import type { TestSystem } from '../../src/test-system.js';

const Mails = z.array(z.object({ text: z.string() }));

journey('the pages behind mailed links in a browser', (step) => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  const account = { email: `${word()}@example.test`, username: word(), password: `Pw-${word()}` };
  const newPassword = `New-${word()}`;

  beforeAll(async () => {
    browser = await openBrowser();
    const context = await browser.newContext({ locale: 'de-DE', javaScriptEnabled: false });
    page = await context.newPage();
    page.on('console', (message) => void errors.push(message.text()));
    page.on('requestfailed', (request) => void errors.push(`${request.url()} failed`));
  }, 90_000);
  afterAll(() => browser?.close());

  /** Opens the outbox and follows the link of the mail with this number. */
  async function follow(system: TestSystem, number: number): Promise<void> {
    await eventually('the mail', async () => {
      const mails = (await system.rest.get(`/dev/outbox?to=${account.email}`)).expect(200).as(Mails);
      return mails.length === number;
    });
    await page.goto(`${system.address}/dev/outbox?to=${account.email}`);
    await page.locator('a').first().click(); // the newest mail is the first
  }

  step('a French sign-up leads to a French page, whose button confirms the address', async (system) => {
    const signUp = { json: account, headers: { 'accept-language': 'fr' } };
    (await system.rest.post('/signup', signUp)).expect(201);
    await follow(system, 1);
    await page.getByRole('heading', { name: 'Confirmez votre adresse' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByRole('button', { name: "Ce n'est pas mon compte" }).waitFor();
    await page.getByLabel('Mot de passe').fill(account.password);
    await page.getByRole('button', { name: "Confirmer l'adresse" }).click();
    await page.getByRole('heading', { name: 'Votre adresse est confirmée' }).waitFor();
  });

  step('a reset link sets a password by the keyboard alone, after a weak one', async (system) => {
    (await system.rest.post('/forgot-password', { json: { email: account.email } })).expect(202);
    await follow(system, 2);
    for (const password of ['password123', newPassword]) {
      await page.getByLabel('Nouveau mot de passe').focus();
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.getByRole('heading').waitFor();
      if (password !== newPassword) await page.getByRole('alert').waitFor();
    }
    await page.getByRole('heading', { name: 'Votre nouveau mot de passe est enregistré' }).waitFor();
    const { email } = account;
    (await system.rest.post('/login', { json: { email, password: newPassword } })).expect(200);
  });

  step('the pages violate no policy and load nothing else', () => {
    expect(errors.filter((error) => !error.includes('status of 400'))).toEqual([]);
    return Promise.resolve();
  });
});
