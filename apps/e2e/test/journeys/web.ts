import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { word } from '../../src/test-users.js';
import { eventually } from '@veza/testing';
import { z } from 'zod';

const Notifications = z.array(z.tuple([z.string(), z.string()]));

/** Two people talk in the web client: one in English at a desktop, one in French at a phone. */
journey('the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  const room = `Room ${word()}`;
  const hello = `hello ${word()}`;
  const answer = `réponse ${word()}`;

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
      await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
      await page.getByText('You have read everything.').waitFor();
      expect(await ana.findings()).toEqual([]);
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
      await page.getByRole('heading', { name: 'Accueil', exact: true }).waitFor();
      await page.getByRole('link', { name: 'Messages', exact: true }).click();
      await page.getByRole('heading', { name: 'Salons', exact: true }).waitFor();
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'one creates a room and writes, the other finds it, joins and answers',
    async () => {
      await ana.page.getByRole('link', { name: 'Messages' }).click();
      await ana.page.getByRole('button', { name: 'Create a room' }).first().click();
      await ana.page.getByLabel('Name').fill(room);
      expect(await ana.findings()).toEqual([]);
      await ana.page.getByRole('button', { name: 'Create', exact: true }).click();
      await ana.page.getByRole('heading', { name: room }).waitFor();
      await ana.page.getByRole('textbox').fill(hello);
      await ana.page.keyboard.press('Enter');
      await ana.page.getByRole('article').getByText(hello).waitFor();

      await bo.page.getByRole('link', { name: 'Découvrir des salons' }).click();
      await bo.page.getByRole('searchbox', { name: 'Rechercher' }).fill(room);
      expect(await bo.findings()).toEqual([]);
      await bo.page.getByRole('button', { name: `Rejoindre ${room}` }).click();
      await bo.page.getByRole('article').getByText(hello).waitFor();
      await bo.page.getByRole('textbox').pressSequentially(answer);
      await ana.page.getByText(`${bo.username} is typing`).waitFor();
      await bo.page.keyboard.press('Enter');
      await ana.page.getByRole('article').getByText(answer).waitFor();
      await bo.page.getByRole('article').getByText(answer).waitFor();
      await bo.page.getByText(`Vu par ${ana.username}`).waitFor();
      expect(await ana.findings()).toEqual([]);
      await bo.page.mouse.move(0, 0); // where "Rejoindre" was, a message shows its actions over its first line
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'a message is edited, gets a reaction and an answer, and is deleted, in both browsers',
    async () => {
      const mine = ana.page.getByRole('article').filter({ hasText: hello });
      const theirs = bo.page.getByRole('article').filter({ hasText: hello });
      await mine.hover();
      await mine.getByRole('button', { name: 'Edit' }).click();
      await ana.page.getByRole('textbox').fill(`${hello} again`);
      await ana.page.keyboard.press('Enter');
      await theirs.getByText(`${hello} again (modifié)`).waitFor();
      await theirs.hover();
      await theirs.getByRole('button', { name: 'Réagir avec 👍' }).click();
      await mine.getByRole('button', { name: '👍, 1 person' }).waitFor();
      await theirs.hover();
      await theirs.getByRole('button', { name: 'Répondre' }).click();
      await bo.page.getByRole('textbox').fill('oui');
      await bo.page.keyboard.press('Enter');
      await ana.page.getByRole('article').filter({ hasText: 'oui' }).getByText(`${hello} again`).waitFor();
      await mine.first().hover();
      await mine.first().getByRole('button', { name: 'Delete' }).click();
      await bo.page.getByText('Ce message a été supprimé').first().waitFor();
    },
    60_000,
  );

  step(
    'a page that is loaded again continues the session and the room, and neither profile has a token in its storage',
    async () => {
      await bo.page.reload();
      await bo.page.getByRole('article').getByText(answer).waitFor();
      for (const { page } of [ana, bo]) {
        const stored = String(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'));
        expect(stored).not.toMatch(/eyJ|refresh/i);
      }
    },
    40_000,
  );

  step(
    'without connection the client opens, and what one writes is sent once when it is back, after a reload',
    async () => {
      const { page } = bo;
      const late = `plus tard ${word()}`;
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      await bo.context.setOffline(true);
      await page.reload();
      await page.getByRole('status').getByText('Pas de connexion').waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('textbox').fill(late);
      await page.keyboard.press('Enter');
      await page.getByRole('article').filter({ hasText: late }).getByText('Sera envoyé').waitFor();
      await page.reload();
      await page.getByRole('article').getByText(late).waitFor();
      await bo.context.setOffline(false);
      await ana.page.getByRole('article').getByText(late).waitFor();
      await page.getByRole('article').getByText(answer).waitFor(); // the history has come, too
      await page.getByRole('article').filter({ hasText: late }).getByText('Sera envoyé').waitFor({ state: 'detached' });
      expect(await page.getByRole('article').getByText(late).count()).toBe(1);
    },
    60_000,
  );

  step(
    'a push becomes a notification in the language of the browser, without text of the message',
    async (system) => {
      await bo.context.grantPermissions(['notifications'], { origin: system.address });
      const [worker] = bo.context.serviceWorkers();
      if (!worker) throw new Error('There is no service worker');
      // The headless shell shows no notifications: it is seen which one the worker asks for.
      await worker.evaluate(`self.shown = [];
        registration.showNotification = (title, { body }) => Promise.resolve(shown.push([title, body]));`);
      await bo.push({ kind: 'mention', room: { id: 'x', name: room }, author: { id: 1, username: ana.username } });
      expect(
        await eventually('the notification', async () => {
          const found = Notifications.parse(await worker.evaluate('shown'));
          return found.length > 0 ? found : undefined;
        }),
      ).toEqual([[`${ana.username} vous mentionne`, room]]);
      await ana.visit('/settings/notices');
      const mentions = ana.page.getByRole('checkbox', { name: 'Mentions, Browser' });
      const isKept = ana.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
      await Promise.all([isKept, mentions.uncheck()]);
      await ana.page.reload();
      await mentions.waitFor();
      expect(await mentions.isChecked()).toBe(false);
      expect(await ana.findings()).toEqual([]);
    },
    40_000,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...bo.faults]).toEqual([]);
    return Promise.resolve();
  });
});
