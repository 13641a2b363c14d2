import { afterAll, beforeAll, expect } from '@jest/globals';
import { totpCode } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { refused } from '../../src/clients/rest.js';
import { journey } from '../../src/journey.js';
import { signIn, word } from '../../src/test-users.js';

const STEP_MS = 60_000;
const ADMIN = { email: 'admin@veza.local', password: 'change-me-admin' };

/** An administrator and a person at desktops, and another person at a phone, in French, who becomes a moderator. */
journey('moderation in the web client', (step) => {
  let browser: Browser;
  let admin: Person;
  let ana: Person;
  let mod: Person;
  const rude = `buy gold ${word()}`;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a person reports a message, which an administrator finds with its context and deletes',
    async (system) => {
      [ana, mod, admin] = await Promise.all([
        Person.open(system, browser, { locale: 'en', device: 'desktop' }),
        Person.open(system, browser, { locale: 'fr', device: 'phone' }),
        Person.open(system, browser, { locale: 'en', device: 'desktop' }),
      ]);
      await Promise.all([ana.enter('/rooms/general'), mod.enter('/rooms/general'), admin.signInAs(ADMIN)]);
      await ana.page.getByRole('textbox').fill(rude);
      await ana.page.keyboard.press('Enter');
      const message = mod.page.getByRole('article').filter({ hasText: rude });
      await message.hover();
      await message.getByRole('button', { name: 'Signaler ce message' }).click();
      await mod.page.getByRole('button', { name: 'Signaler', exact: true }).click();
      await mod.page.getByText('Merci. La modération examinera ce message.').waitFor();

      const { page } = admin;
      await page.getByRole('link', { name: 'Moderation' }).click();
      await page.getByRole('heading', { name: 'Reported: spam' }).waitFor();
      await page.getByRole('list', { name: 'Messages around it' }).getByText(rude).waitFor();
      expect(await admin.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Mute for a day' }).click();
      await page.getByText('The author is muted in this room for a day.').waitFor();
      await page.getByRole('button', { name: 'Delete the message' }).click();
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
      // Neither in the room nor as the last message in the list of rooms.
      await mod.page.getByText(rude).waitFor({ state: 'detached' });
    },
    STEP_MS,
  );

  step(
    'the audit log shows what was done, by action and time',
    async () => {
      const { page } = admin;
      await page.getByRole('link', { name: 'Audit log' }).click();
      const lines = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
      await lines.filter({ hasText: 'acted on a report' }).waitFor();
      await page.getByRole('textbox', { name: 'Moderator' }).fill('admin');
      await page.getByLabel('Action').selectOption('mute');
      await lines.filter({ hasText: 'acted on a report' }).waitFor({ state: 'detached' });
      await lines.first().waitFor(); // between the two lists there is none
      expect(await lines.allInnerTexts()).toEqual([expect.stringContaining(`admin muted ${ana.username}`)]);
      expect(await admin.findings()).toEqual([]);
      await page.getByLabel('Until').fill('2020-01-01');
      await page.getByRole('heading', { name: 'Nothing was found' }).waitFor();
    },
    STEP_MS,
  );

  step(
    'a person reports a playlist at a phone, which an administrator finds among the kinds and deletes',
    async (system) => {
      const author = system.client((await signIn(system, ana)).accessToken);
      const body = { title: 'Gold for all', description: 'Buy it here', visibility: 'public' } as const;
      const { id } = (await author.createPlaylist({ body })).data;
      await mod.visit(`/playlists/${id}`);
      await mod.page.setViewportSize({ width: 320, height: 700 });
      await mod.page.getByRole('button', { name: 'Signaler', exact: true }).click();
      const dialog = mod.page.getByRole('dialog', { name: 'Signaler « Gold for all »' });
      await dialog.getByRole('combobox', { name: 'Motif' }).selectOption('abuse');
      expect(await mod.findings()).toEqual([]);
      await dialog.getByRole('button', { name: 'Signaler', exact: true }).press('Enter');
      await dialog.getByText('Merci. La modération examinera ce signalement.').waitFor();
      await mod.page.setViewportSize({ width: 390, height: 844 });

      const { page } = admin;
      await admin.visit('/admin');
      await page.getByLabel('Kind', { exact: true }).selectOption('album');
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
      await page.getByLabel('Kind', { exact: true }).selectOption('playlist');
      await page.getByRole('heading', { name: 'Reported: abuse' }).waitFor();
      await page.getByText(`Playlist “Gold for all” of ${ana.username}`).waitFor();
      await page.getByText('Buy it here').waitFor();
      expect(await admin.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Delete the playlist' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete the playlist' }).click();
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
      expect((await refused(author.getPlaylist({ path: { id } }), 404)).code).toBe('NOT_FOUND');
    },
    STEP_MS,
  );

  step(
    'the words of a page are reported, and removed in the queue; their author has a notice of it',
    async (system) => {
      await system.client((await signIn(system, ana)).accessToken).updateMe({ body: { bio: 'Gold, gold' } });
      await mod.visit(`/people/${ana.username}`);
      await mod.page.getByRole('button', { name: 'Signaler', exact: true }).first().click();
      const dialog = mod.page.getByRole('dialog', { name: `Signaler ${ana.username}` });
      await dialog.getByRole('combobox', { name: "De quoi s'agit-il ?" }).selectOption('words');
      expect(await mod.findings()).toEqual([]);
      await dialog.getByRole('button', { name: 'Signaler', exact: true }).click();
      await dialog.getByText('Merci. La modération examinera ce signalement.').waitFor();
      await mod.visit('/rooms/general'); // whose socket hears the end of the session

      const { page } = admin;
      await admin.visit('/admin');
      await page.getByLabel('Kind', { exact: true }).selectOption('words');
      await page.getByText(`Words of ${ana.username}`).waitFor();
      await page.getByText('Gold, gold').waitFor();
      expect(await admin.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Remove the words' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove the words' }).click();
      await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
      await ana.visit('/notices');
      await ana.page.getByRole('link', { name: 'A moderator has removed the words of your page' }).waitFor();
      await ana.visit('/rooms/general');
    },
    STEP_MS,
  );

  step(
    'a role is given after a confirmation, and the new moderator sets up a second factor at sign-in',
    async (system) => {
      const { page } = admin;
      await page.getByRole('link', { name: 'People' }).click();
      await page.getByRole('searchbox').fill(mod.username);
      await page.getByRole('link', { name: mod.username }).click();
      await system.database.query(`UPDATE identity.sessions SET created_at = now() - interval '1 hour', authenticated_at = NULL`);
      await page.getByLabel('moderator', { exact: true }).click();
      await page.getByRole('dialog').getByLabel('Your password').fill(ADMIN.password);
      expect(await admin.findings()).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByText('The role is changed.').waitFor();

      await mod.page.getByRole('heading', { name: 'Bon retour' }).waitFor();
      await mod.page.getByLabel('Adresse e-mail').fill(mod.email);
      await mod.page.getByLabel('Mot de passe', { exact: true }).fill(mod.password);
      await mod.page.keyboard.press('Enter');
      await mod.page.getByRole('heading', { name: 'Votre rôle exige un second facteur' }).waitFor();
      expect(await mod.findings()).toEqual([]);
      await mod.page.getByRole('button', { name: 'Configurer une application' }).click();
      await mod.page.getByRole('img', { name: "Code QR pour l'application d'authentification" }).waitFor();
      const secret = system.secret((await mod.page.locator('main code').innerText()).replace(/\s/g, ''));
      await mod.page.getByLabel("Code de l'application").fill(totpCode(`otpauth://totp/veza?secret=${secret}`, Date.now()));
      expect(await mod.findings()).toEqual([]);
      await mod.page.keyboard.press('Enter');
      for (const code of await mod.page.getByRole('list', { name: 'Codes de secours' }).getByRole('listitem').allInnerTexts())
        system.secret(code);
      await mod.page.getByRole('button', { name: 'Je les ai gardés' }).click();
      await mod.page.getByRole('link', { name: 'Modération' }).click();
      await mod.page.getByRole('heading', { name: 'Signalements', level: 1 }).waitFor();
    },
    STEP_MS,
  );

  step(
    'a moderator bans a person, whose page returns to the sign-in, and lifts the ban',
    async () => {
      const { page } = mod;
      await page.getByRole('link', { name: 'Personnes' }).click();
      await page.getByRole('searchbox').fill(ana.username);
      await page.getByRole('link', { name: ana.username }).click();
      await page.getByLabel('Motif').fill('Spam');
      expect(await mod.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Suspendre' }).click();
      await page.getByText('en vigueur').waitFor();
      await ana.page.reload();
      await ana.page.getByText('Your session has ended. Sign in again.').waitFor();
      await ana.page.locator('input[type=email]').fill(ana.email);
      await ana.page.locator('input[type=password]').fill(ana.password);
      await ana.page.keyboard.press('Enter');
      await ana.page.getByRole('alert').getByText('This account has been suspended.').waitFor();
      await page.getByRole('button', { name: 'Lever la suspension' }).click();
      await page.getByLabel('Motif').waitFor();
      await ana.page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await ana.page.getByRole('navigation').first().waitFor();
    },
    STEP_MS,
  );

  step(
    'pages of the platform are for administrators: guessing, the queue of transcodings and cabinets',
    async (system) => {
      const { page } = admin;
      expect(await mod.page.getByRole('link', { name: 'Conversions' }).count()).toBe(0);
      await mod.visit('/admin/transcodings');
      await mod.page.getByRole('heading', { name: "Pour l'administration" }).waitFor();
      expect(await mod.findings()).toEqual([]);

      await page.getByRole('link', { name: 'Guessing' }).click();
      await page.getByRole('heading', { name: 'Nobody is guessing' }).waitFor();
      expect(await admin.findings()).toEqual([]);

      await page.getByRole('link', { name: 'Transcodings' }).click();
      await page.getByRole('button', { name: 'Pause the queue' }).click();
      await page.getByRole('listitem').getByText('Paused the queue').waitFor();
      await page.getByRole('button', { name: 'Resume the queue' }).click();
      await page.getByRole('listitem').getByText('Resumed the queue').waitFor();
      expect(await admin.findings()).toEqual([]);

      await page.getByRole('link', { name: 'Cabinets' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Cabinet du Port');
      await page.getByLabel('Time zone').fill('Europe/Paris');
      expect(await admin.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Create the cabinet' }).click();
      await page.getByRole('link', { name: 'Cabinet du Port' }).click();
      await page.getByRole('button', { name: 'Add a practitioner' }).click();
      await system.database.query(`UPDATE identity.users SET email_verified = true WHERE username = '${ana.username}'`);
      await page.getByRole('textbox', { name: 'E-mail' }).fill(ana.email);
      await page.getByLabel('First name').fill('Ana');
      await page.getByLabel('Last name').fill('Port');
      expect(await admin.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('button', { name: 'Remove Ana Port' }).click();
      await page.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByRole('heading', { name: 'Nobody works there yet' }).waitFor();
      expect(await admin.findings()).toEqual([]);
    },
    STEP_MS,
  );

  step(
    'a role is taken, and the changes of roles are listed',
    async () => {
      const { page } = admin;
      await page.getByRole('link', { name: 'People' }).click();
      await page.getByRole('searchbox').fill(mod.username);
      await page.getByRole('link', { name: mod.username }).click();
      await page.getByLabel('user', { exact: true }).click();
      await page.getByText('The role is changed.').waitFor();
      await mod.page.getByText('Votre session est terminée. Reconnectez-vous.').waitFor();
      await page.getByRole('link', { name: 'Audit log' }).click();
      await page.getByLabel('roles', { exact: true }).click();
      const changes = page.getByRole('list', { name: 'roles' }).getByRole('listitem');
      await changes.filter({ hasText: `${mod.username}: moderator → user` }).waitFor();
      expect(await changes.count()).toBe(2);
      expect(await admin.findings()).toEqual([]);
    },
    STEP_MS,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...mod.faults, ...admin.faults]).toEqual([]);
    return Promise.resolve();
  });
});
