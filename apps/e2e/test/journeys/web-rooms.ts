import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { pageBeforeChat } from '../../src/browser/talk-scenes.js';
import { journey } from '../../src/journey.js';
import { signIn, word } from '../../src/test-users.js';

const STEP_MS = 60_000;

/** How two people run a room: its owner in English at a desktop, a member in French at a phone. */
journey('rooms in the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  const room = `Den ${word()}`;
  const secret = word();

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'the owner of a private room invites a person and writes',
    async (system) => {
      [ana, bo] = await Promise.all([
        Person.open(system, browser, { locale: 'en', device: 'desktop' }),
        Person.open(system, browser, { locale: 'fr', device: 'phone' }),
      ]);
      await Promise.all([ana.enter('/rooms'), bo.enter('/rooms')]);
      const owner = system.client((await signIn(system, ana)).accessToken);
      const guest = (await system.client((await signIn(system, bo)).accessToken).getMe()).data;
      const { id } = (await owner.createRoom({ body: { name: room, is_private: true } })).data;
      await owner.inviteMember({ path: { id }, body: { user_id: guest.id } });
      for (const each of [ana, bo]) await each.visit(`/rooms/${id}`);
      await ana.page.getByRole('textbox').fill(secret);
      await ana.page.keyboard.press('Enter');
      await bo.page.getByRole('article').getByText(secret).waitFor();
    },
    STEP_MS,
  );

  step(
    'the owner pins a message, which the other person finds at the top, and unpins it',
    async () => {
      const message = ana.page.getByRole('article').filter({ hasText: secret });
      await message.hover();
      await message.getByRole('button', { name: 'Pin for everybody' }).click();
      await ana.page.getByRole('button', { name: 'one pinned message' }).waitFor();
      await bo.page.getByRole('button', { name: 'un message épinglé' }).click(); // the header follows, without a reload
      await bo.page.getByText(`Épinglé par ${ana.username}`).waitFor();
      await bo.page.setViewportSize({ width: 320, height: 640 });
      expect(await bo.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await bo.findings()).toEqual([]);
      await bo.page.setViewportSize({ width: 390, height: 844 });
      expect(await bo.page.getByRole('button', { name: 'Désépingler' }).count()).toBe(0);
      await bo.page.getByRole('link', { name: secret }).click();
      await bo.page.waitForURL(/[?&]at=\d+/);
      await ana.page.getByRole('button', { name: 'one pinned message' }).click();
      expect(await ana.findings()).toEqual([]);
      await ana.page.getByRole('button', { name: `Unpin the message of ${ana.username}` }).click();
      await ana.page.getByRole('button', { name: 'one pinned message' }).waitFor({ state: 'detached' });
      await bo.page.getByRole('button', { name: 'un message épinglé' }).waitFor({ state: 'detached' });
    },
    STEP_MS,
  );

  step(
    'a person saves a message and finds it in a list, without its text once it is deleted',
    async () => {
      const message = bo.page.getByRole('article').filter({ hasText: secret });
      await message.hover();
      await message.getByRole('button', { name: 'Enregistrer pour plus tard' }).click();
      await message.getByRole('button', { name: 'Enregistré', exact: true }).waitFor();
      const farewell = `farewell ${word()}`;
      await ana.page.getByRole('textbox').fill(farewell);
      await ana.page.keyboard.press('Enter');
      await bo.visit(new URL(ana.page.url()).pathname.replace('/app', ''));
      const short = bo.page.getByRole('article').filter({ hasText: farewell });
      await short.hover();
      await short.getByRole('button', { name: 'Enregistrer pour plus tard' }).click();
      await short.getByRole('button', { name: 'Enregistré', exact: true }).waitFor();
      const own = ana.page.getByRole('article').filter({ hasText: farewell });
      await own.hover();
      await own.getByRole('button', { name: 'Delete' }).click();
      await own.waitFor({ state: 'detached' });
      await bo.visit('/rooms/saved');
      await bo.page.getByText('Vous ne pouvez plus lire ce message.').waitFor();
      expect(await bo.page.getByText(farewell).filter({ visible: true }).count()).toBe(0);
      // The list of rooms, which a phone hides here, has the kept preview until it is read.
      await bo.page.getByText(farewell).first().waitFor({ state: 'detached' });
      await bo.page.setViewportSize({ width: 320, height: 640 });
      expect(await bo.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await bo.findings()).toEqual([]);
      await bo.page.setViewportSize({ width: 390, height: 844 });
      await bo.page.getByRole('button', { name: 'Retirer ce message enregistré' }).click();
      await bo.page.getByText('Vous ne pouvez plus lire ce message.').waitFor({ state: 'detached' });
      await bo.page.getByRole('link', { name: secret }).click();
      await bo.page.getByRole('article').getByText(secret).waitFor();
    },
    STEP_MS,
  );

  step(
    'a person silences a room, whose mentions then count nowhere, and lets it mention again',
    async (system) => {
      const { page } = bo;
      const path = new URL(ana.page.url()).pathname.replace('/app', '');
      await page.getByRole('button', { name: '2 membres' }).click();
      await page.getByLabel('Pause', { exact: true }).selectOption({ label: 'un jour' });
      await page.getByText("En pause jusqu'au").waitFor();
      await page.getByRole('button', { name: 'Terminer la pause' }).click();
      await page.getByLabel('Notifications de ce salon').selectOption({ label: 'Rien' });
      const reader = system.client((await signIn(system, bo)).accessToken);
      const input = { path: { id: path.split('/').at(-1) ?? '' } };
      const level = async () => (await reader.getRoom(input)).data.notifications?.level;
      await eventually('the level', async () => (await level()) === 'nothing');
      expect(await bo.findings()).toEqual([]);
      await bo.visit('/rooms');
      const call = `call ${word()}`;
      await ana.page.getByRole('textbox').fill(`${call} @${bo.username} `);
      await ana.page.keyboard.press('Enter');
      await page.getByRole('link', { name: room }).getByText(call).waitFor();
      expect(await page.title()).not.toMatch(/^\(/);
      await reader.setRoomNotifications({ ...input, body: { level: 'mentions', paused_until: null } });
      await page.reload();
      await eventually('the title', async () => (await page.title()).startsWith('(1) '));
      await bo.visit(path);
      await page.getByRole('article').getByText(secret).waitFor();
    },
    STEP_MS,
  );

  step(
    'a person joins a room on the page of its invite link; a used link invites no other person',
    async (system) => {
      const owner = system.client((await signIn(system, ana)).accessToken);
      const name = `Loft ${word()}`;
      const { id } = (await owner.createRoom({ body: { name, is_private: true } })).data;
      const before = new URL(ana.page.url()).pathname.replace('/app', '');
      await ana.visit(`/rooms/${id}`);
      await ana.page.getByRole('button', { name: 'one member' }).click();
      await ana.unfold('Invite links');
      await ana.page.getByLabel('People who may join by it').selectOption({ label: 'one person' });
      await ana.page.getByRole('button', { name: 'Create a link' }).click();
      await ana.page.getByRole('img', { name: 'QR code of the invite link' }).waitFor();
      expect(await ana.findings()).toEqual([]);
      const address = new URL(await ana.page.getByText('/app/join#').innerText());
      expect(address.hash).toMatch(/^#[\w-]{22}$/);
      await ana.page.getByText('used 0 of 1 times').waitFor();

      await bo.visit(`/join${address.hash}`);
      await bo.page.getByRole('heading', { name }).waitFor();
      await bo.page.setViewportSize({ width: 320, height: 640 });
      expect(await bo.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await bo.findings()).toEqual([]);
      await bo.page.setViewportSize({ width: 390, height: 844 });
      await bo.page.getByRole('button', { name: 'Rejoindre ce salon' }).click();
      await bo.page.getByRole('textbox').waitFor();
      expect((await owner.roomMembers({ path: { id } })).data.map(({ username }) => username)).toContain(bo.username);
      await owner.dismissMember({
        path: {
          id,
          userId: (await owner.roomMembers({ path: { id } })).data.find((each) => each.username === bo.username)?.user_id ?? 0,
        },
      });
      await bo.visit('/rooms');
      await bo.visit(`/join${address.hash}`);
      await bo.page.getByText("Ce lien n'est pas valable").waitFor();
      expect(await bo.findings()).toEqual([]);
      await ana.page.keyboard.press('Escape');
      for (const each of [ana, bo]) await each.visit(before);
      await bo.page.getByRole('article').getByText(secret).waitFor();
    },
    STEP_MS,
  );

  step(
    'marks of a message are drawn, a spoiler opens, and neither HTML nor another protocol does anything',
    async () => {
      const { page } = ana;
      const field = page.getByRole('textbox');
      await field.fill(`bold ${secret}`);
      await field.press('ControlOrMeta+a');
      await field.press('ControlOrMeta+b');
      await field.press('End');
      await field.pressSequentially(' <img src=x onerror=alert(1)> [here](javascript:alert(1)) ||the end|| `a*b`');
      await page.keyboard.press('Enter');
      const message = bo.page.getByRole('article').filter({ hasText: '<img src=x onerror=alert(1)>' });
      await message.getByText('here (javascript:alert(1))').waitFor();
      expect(await message.locator('strong').innerText()).toBe(`bold ${secret}`);
      expect(await message.locator('code').innerText()).toBe('a*b');
      expect(await message.locator('a[href^="javascript"], img').count()).toBe(0);
      expect(await message.getByText('the end').count()).toBe(0);
      await message.getByRole('button', { name: 'Texte caché : afficher' }).click();
      await message.getByText('the end').waitFor();
      expect([...(await ana.findings()), ...(await bo.findings())]).toEqual([]);
    },
    STEP_MS,
  );

  step(
    'a person makes a group of the people whom the search finds, which has their names; another one names it, and leaves',
    async () => {
      const { page } = ana;
      await ana.visit('/rooms');
      await page.getByRole('button', { name: 'New message' }).first().click();
      await page.getByRole('button', { name: 'New group' }).click();
      await page.getByLabel('Name', { exact: true }).fill(bo.username);
      await page.getByRole('button', { name: bo.username }).click();
      await page.getByRole('button', { name: `Without ${bo.username}` }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await bo.visit('/rooms');
      const late = await pageBeforeChat(bo);
      await page.getByRole('button', { name: 'Create the group' }).click();
      await page.getByRole('heading', { name: bo.username, level: 1 }).waitFor();
      await page.getByRole('textbox').fill(`hello, group ${secret}`);
      await page.keyboard.press('Enter');

      late.connect(); // the group is in no list that it has read, and in no event that it will get
      await late.page.getByRole('link', { name: `hello, group ${secret}` }).waitFor();
      await late.page.close();

      const name = `Trio ${word()}`;
      await bo.page // without a look at the list, and without a wait for its next reading
        .getByRole('region', { name: 'Personnes' })
        .getByRole('link', { name: `hello, group ${secret}` })
        .click();
      await bo.page.getByRole('button', { name: '2 membres' }).click();
      await bo.page.getByLabel('Nom du groupe').fill(name);
      await bo.page.setViewportSize({ width: 320, height: 640 });
      expect(await bo.page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(await bo.findings()).toEqual([]);
      await bo.page.setViewportSize({ width: 390, height: 844 });
      await bo.page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      await bo.page.getByRole('button', { name: 'Quitter ce groupe' }).click();
      await bo.page.getByRole('link', { name }).waitFor({ state: 'detached' });
    },
    STEP_MS,
  );

  step('a public room that is opened is in the list of its reader at once, with its name', async (system) => {
    const owner = system.client((await signIn(system, bo)).accessToken);
    const { data: porch } = await owner.createRoom({ body: { name: `Porch ${word()}` } });
    const { page } = ana;
    await page.evaluate(`history.pushState({}, '', '/app/rooms/${porch.id}')`); // as a link in the client does
    await page.getByRole('heading', { name: porch.name, level: 1 }).waitFor();
    await page.getByRole('region', { name: 'Rooms' }).getByRole('link', { name: porch.name }).waitFor();
  });

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...bo.faults]).toEqual([]);
    return Promise.resolve();
  });
});
