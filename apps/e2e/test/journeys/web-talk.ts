import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '@veza/testing';
import { openFirefox } from '../../src/browser/firefox.js';
import { openBrowser } from '../../src/browser/front-end.js';
import { previewElsewhere } from '../../src/browser/outside-site.js';
import { Person } from '../../src/browser/person.js';
import { downloadBeside, pickEmoji, talkAside } from '../../src/browser/talk-scenes.js';
import { FAKE_MICROPHONE, sendVoice } from '../../src/browser/voice-scenes.js';
import { journey, type Step } from '../../src/journey.js';
import { signIn, word } from '../../src/test-users.js';

const STEP_MS = 60_000;
/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Two people write to each other in the web client: one in English at a desktop, one in French at a phone. */
const talk = (openDesktop: () => Promise<Browser>) => (step: Step) => {
  let browser: Browser;
  let desktop: Browser;
  let ana: Person;
  let bo: Person;
  const room = `Den ${word()}`;
  const hello = `hello ${word()}`;
  const answer = `salut ${word()}`;
  const secret = word();

  beforeAll(async () => {
    browser = await openBrowser();
    desktop = await openDesktop();
  }, 90_000);
  afterAll(() => Promise.all([browser?.close(), desktop?.close()]));

  step(
    'a person finds another one and writes, who sees the number of messages in the title and answers',
    async (system) => {
      [ana, bo] = await Promise.all([
        Person.open(system, desktop, { locale: 'en', device: 'desktop' }),
        Person.open(system, browser, { locale: 'fr', device: 'phone' }),
      ]);
      await ana.enter('/rooms');
      await bo.enter('/settings');
      await ana.page.getByRole('button', { name: 'New message' }).first().click();
      await ana.page.getByLabel('Name', { exact: true }).fill(bo.username);
      await ana.page.getByRole('button', { name: bo.username }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await ana.page.getByRole('button', { name: bo.username }).click();
      await ana.page.getByRole('textbox').fill(hello);
      await ana.page.keyboard.press('Enter');
      await eventually('the title', async () => (await bo.page.title()).startsWith('(1) '));
      await bo.page.getByRole('link', { name: 'Messages' }).click();
      expect(await bo.findings()).toEqual([]);
      await bo.page.getByRole('link', { name: ana.username }).click();
      await bo.page.getByRole('article').getByText(hello).waitFor();
      await bo.page.getByRole('textbox').fill(answer);
      await bo.page.keyboard.press('Enter');
      await ana.page.getByRole('article').getByText(answer).waitFor();
      await ana.page.getByText(`Seen by ${bo.username}`).waitFor();
      await eventually('the title', async () => !(await bo.page.title()).startsWith('('));
      expect([...(await ana.findings()), ...(await bo.findings())]).toEqual([]);
    },
    STEP_MS,
  );

  step(
    'a blocked person cannot write until the block is taken back',
    async () => {
      await bo.page.getByRole('button', { name: ana.username, exact: true }).first().click();
      await bo.page.getByRole('button', { name: `Bloquer ${ana.username}` }).click();
      await bo.page
        .getByRole('button', { name: `Débloquer ${ana.username}` })
        .first()
        .waitFor();
      expect(await bo.findings()).toEqual([]);
      await ana.page.getByRole('textbox').fill('are you there?');
      await ana.page.keyboard.press('Enter');
      await ana.page.getByRole('alert').getByText('does not accept messages').waitFor();
      await ana.page.getByRole('button', { name: 'Discard' }).click();
      await bo.visit('/rooms/blocked');
      await bo.page.getByRole('strong').getByText(ana.username).waitFor();
      expect(await bo.findings()).toEqual([]);
      await bo.page.getByRole('button', { name: `Débloquer ${ana.username}` }).click();
      await bo.page.getByRole('heading', { name: "Personne n'est bloqué" }).waitFor();
    },
    STEP_MS,
  );

  step(
    'the owner of a private room invites a person and mentions this person by completion',
    async () => {
      const { page } = ana;
      await page.getByRole('button', { name: 'Create a room' }).first().click();
      await page.getByLabel('Name', { exact: true }).fill(room);
      await page.getByLabel('Private').check();
      await page.getByRole('button', { name: 'Create', exact: true }).click();
      await page.getByRole('heading', { name: room }).waitFor();
      await page.getByRole('button', { name: 'one member' }).click();
      await page.getByRole('button', { name: 'Invite a person' }).click();
      await page.getByLabel('Name', { exact: true }).fill(bo.username);
      await page.getByRole('button', { name: bo.username }).click();
      await page.getByText(`${bo.username} is a member now.`).waitFor();
      await page.getByText(`Moderate ${bo.username}`).waitFor();
      expect(await ana.findings()).toEqual([]);
      await page.keyboard.press('Escape');

      await bo.visit('/rooms');
      await bo.page.getByRole('link', { name: room }).click();
      await page.getByRole('textbox').pressSequentially(`${secret} @${bo.username.slice(0, 3)}`);
      await page.getByRole('option', { name: bo.username }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await bo.page
        .getByRole('article')
        .locator('strong', { hasText: `@${bo.username}` })
        .waitFor();
    },
    STEP_MS,
  );

  step(
    'a link to an own thing has a card for those who may see the thing, and none behind a spoiler',
    async (system) => {
      const owner = system.client((await signIn(system, ana)).accessToken);
      const shown = (await owner.createPlaylist({ body: { title: `Reel ${word()}`, visibility: 'public' } })).data;
      const hidden = (await owner.createPlaylist({ body: { title: `Draft ${word()}` } })).data;
      const at = `${system.address}/app`;
      const words = `look ${at}/playlists/${shown.id} ${at}/playlists/${hidden.id} ||${at}/people/${bo.username}||`;
      await ana.page.getByRole('textbox').fill(words);
      await ana.page.keyboard.press('Enter');
      await ana.page.getByRole('article').getByRole('link', { name: hidden.title }).waitFor();
      await bo.page.getByRole('article').getByRole('link', { name: shown.title }).waitFor();
      const line = bo.page.getByRole('article').filter({ hasText: shown.title });
      await eventually('one card below two addresses', async () => (await line.getByRole('link').count()) === 3);
      expect(await line.getByText(hidden.title).count()).toBe(0);
      expect([...(await ana.findings()), ...(await bo.findings())]).toEqual([]);
    },
    STEP_MS,
  );

  step('a page elsewhere shows its title and picture, and learns of no reader', () => previewElsewhere(ana, bo), STEP_MS);

  step('emoji are found by name for a message, and by arrows for a reaction', () => pickEmoji(ana, bo), STEP_MS);

  step(
    'a thread stands beside its room, on a phone in its place, and has its own unread replies',
    () => talkAside(ana, bo),
    STEP_MS,
  );

  step(
    'a picture and a file arrive, and a file of a refused kind stays with its reason',
    async () => {
      await ana.page.locator('input[type=file]').setInputFiles([
        { name: 'pixel.png', mimeType: 'image/png', buffer: PIXEL },
        { name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0, 1, 2, 3]) },
        { name: 'notes.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\ntrailer<<>>\n%%EOF\n') },
      ]);
      await bo.page.getByRole('button', { name: 'Ouvrir pixel.png' }).waitFor();
      const width = 'document.querySelector(\'article img[alt="pixel.png"]\')?.naturalWidth';
      await eventually('the picture', async () => (await bo.page.evaluate(width)) === 1, { ms: 15_000 });
      expect(await downloadBeside(bo, /notes\.pdf/)).toBe('notes.pdf');
      await ana.page.getByRole('alert').getByText('Files of this kind are not accepted.').waitFor();
      expect([...(await ana.findings()), ...(await bo.findings())]).toEqual([]);
      await ana.page.getByRole('button', { name: 'Discard program.exe' }).click();
    },
    STEP_MS,
  );

  step('a voice message is recorded, heard and sent, and the other person plays it faster', () => sendVoice(ana, bo), STEP_MS);

  step(
    'a search leads to the message in its room, and a day to its first message',
    async () => {
      const { page } = bo;
      await page.getByRole('link', { name: 'Rechercher des messages' }).click();
      await page.getByLabel('Mots').fill(secret);
      await page.getByRole('link', { name: secret }).waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('link', { name: secret }).click();
      await page.waitForURL(/[?&]at=\d+/);
      await page.getByRole('article').getByText(secret).waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Aller à un jour' }).click();
      await page.getByLabel('Jour', { exact: true }).fill('2026-01-01');
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Y aller' }).click();
      await page.waitForURL(/2026-01-01/);
      await page.getByRole('article').getByText(secret).waitFor();
    },
    STEP_MS,
  );

  step(
    'a message and a person are reported to the moderators',
    async (system) => {
      const { page } = bo;
      const message = page.getByRole('article').filter({ hasText: secret });
      await message.hover();
      await message.getByRole('button', { name: 'Signaler ce message' }).click();
      await page.getByLabel('Motif').selectOption('spam');
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Signaler', exact: true }).click();
      await page.getByText('Merci. La modération examinera ce message.').waitFor();
      await page.getByRole('button', { name: 'Fermer' }).last().click();
      const own = `FROM chat.reports WHERE reporter_id = (SELECT id FROM identity.users WHERE username = '${bo.username}')`;
      expect(await system.database.query(`SELECT reason ${own}`)).toEqual([{ reason: 'spam' }]);

      await message.getByRole('button', { name: ana.username }).click();
      await page.getByRole('button', { name: 'Signaler', exact: true }).click();
      await page.getByRole('heading', { name: `Signaler ${ana.username}` }).waitFor();
      await page.getByLabel('Motif').selectOption('abuse');
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Signaler', exact: true }).last().click();
      await page.getByText('Merci. La modération examinera ce signalement.').waitFor();
      await page.getByRole('button', { name: 'Fermer' }).last().click();
      await page.keyboard.press('Escape');
      const people = `SELECT reason, jsonb_array_length(context) AS lines ${own} AND message_id IS NULL`;
      expect(await system.database.query(people)).toEqual([{ reason: 'abuse', lines: 2 }]);
    },
    STEP_MS,
  );

  step(
    'the owner renames a room, mutes, removes and bans a person, who sees each at once, and its end',
    async (system) => {
      const owner = system.client((await signIn(system, ana)).accessToken);
      const { id } = (await owner.createRoom({ body: { name: `Hall ${word()}` } })).data;
      const hall = `Hall ${word()}`;
      await bo.visit(`/rooms/${id}`);
      const { page } = bo;
      const field = page.getByRole('textbox');
      const note = page.getByRole('status');
      await field.waitFor();
      await ana.visit(`/rooms/${id}`);
      await ana.page.getByRole('button', { name: '2 members' }).click();
      await ana.unfold('Name and description');
      await ana.page.getByLabel('Name', { exact: true }).fill(hall);
      await ana.page.getByLabel('What it is about').fill('Songs of the sea');
      expect(await ana.findings()).toEqual([]);
      await ana.page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('heading', { name: hall, level: 1 }).waitFor();
      await ana.page.getByText('Songs of the sea').first().waitFor();

      await ana.unfold(`Moderate ${bo.username}`);
      await ana.page.getByRole('button', { name: 'Mute for an hour' }).click();
      await note.getByText("Vous ne pouvez pas écrire ici jusqu'à").waitFor();
      expect(await field.count()).toBe(0);
      expect(await bo.findings()).toEqual([]);
      const lift = ana.page.getByRole('button', { name: `Lift the sanction of ${bo.username}` });
      await lift.click();
      await field.waitFor();

      await ana.page.getByRole('button', { name: 'Remove', exact: true }).click();
      await note.getByText('Vous avez été retiré de ce salon.').waitFor();
      expect(await field.count()).toBe(0);
      await page.getByRole('button', { name: 'Rejoindre à nouveau' }).click();
      await field.fill('back again');
      await page.keyboard.press('Enter');
      await page.getByRole('article').getByText('back again').waitFor();

      const members = (await owner.roomMembers({ path: { id } })).data;
      const user_id = members.find(({ username }) => username === bo.username)?.user_id ?? 0;
      await owner.banMember({ path: { id }, body: { user_id, duration: '24h', reason: 'noise' } });
      await note.getByText('Motif : noise').waitFor();
      await page.reload();
      await page.getByRole('alert').getByText('Vous êtes banni de ce salon.').waitFor();
      expect(await field.count()).toBe(0);
      expect(await bo.findings()).toEqual([]);
      await owner.unbanMember({ path: { id, userId: user_id } });
      await note.getByText('Votre bannissement est levé').waitFor();
      await page.getByRole('button', { name: 'Rejoindre à nouveau' }).click();
      await page.getByRole('article').getByText('back again').waitFor();
      await field.waitFor();
      await ana.page.keyboard.press('Escape');
    },
    STEP_MS,
  );

  step(
    'the owner of a room appoints a moderator, who moderates in it, and hands the room over',
    async (system) => {
      const owner = system.client((await signIn(system, ana)).accessToken);
      const { id } = (await owner.createRoom({ body: { name: `Choir ${word()}` } })).data;
      await ana.visit(`/rooms/${id}`);
      await ana.page.getByRole('button', { name: 'one member' }).waitFor();
      await bo.visit(`/rooms/${id}`);
      await ana.page.getByRole('button', { name: '2 members' }).click(); // the header follows, without a reload
      await ana.unfold(`Moderate ${bo.username}`);
      const role = ana.page.getByLabel(`Role of ${bo.username}`);
      await role.selectOption({ label: 'Reader' });
      await bo.page.getByRole('status').getByText('Vous lisez ce salon.').waitFor();
      expect(await bo.page.getByRole('textbox').count()).toBe(0);
      expect(await bo.findings()).toEqual([]);
      await ana.page.getByLabel('Role of those who join').selectOption({ label: 'Reader' });
      await role.selectOption({ label: 'Moderator' });
      await bo.page.getByRole('textbox').waitFor();
      expect(await ana.findings()).toEqual([]);
      const roles = async () => {
        const members = (await owner.roomMembers({ path: { id } })).data;
        return [ana, bo].map(({ username }) => members.find((each) => each.username === username)?.role);
      };
      expect(await roles()).toEqual(['owner', 'moderator']);

      await bo.visit(`/rooms/${id}`);
      await bo.page.getByRole('button', { name: '2 membres' }).click();
      expect(await bo.page.getByText(`Modérer ${ana.username}`).count()).toBe(0); // the owner stands above a moderator
      const slowMode = async () => (await owner.getRoom({ path: { id } })).data.slow_mode;
      for (const [label, seconds] of [
        ['5 minutes', 300],
        ['Aucune', 0],
      ] as const) {
        await bo.page.getByLabel("Pause entre deux messages d'une personne").selectOption({ label });
        await eventually('the slow mode', async () => (await slowMode()) === seconds);
      }
      expect(await bo.findings()).toEqual([]);
      await bo.page.keyboard.press('Escape');

      await ana.unfold(`Hand this room over to ${bo.username}`);
      await ana.page.getByText(`Only ${bo.username} can give it back.`).waitFor();
      await ana.page.getByRole('button', { name: `Make ${bo.username} the owner` }).click();
      await ana.page.getByText('Name and description').waitFor({ state: 'detached' });
      expect(await roles()).toEqual(['moderator', 'owner']);
      expect(await ana.findings()).toEqual([]);
      await ana.page.keyboard.press('Escape');
    },
    STEP_MS,
  );

  step(
    'a file that is dropped on the messages and a picture that is pasted arrive',
    async (system) => {
      const dropped = join(system.workshop, 'dropped.txt');
      await writeFile(dropped, 'a few words');
      await bo.page.bringToFront();
      await bo.drop([dropped]);
      await ana.page.getByRole('button', { name: /dropped\.txt/ }).waitFor();
      await bo.context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await bo.page.evaluate(`(async () => {
        const bytes = Uint8Array.from(atob('${PIXEL.toString('base64')}'), (letter) => letter.charCodeAt(0));
        const picture = new Blob([bytes], { type: 'image/png' });
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
      })()`);
      await bo.page.getByRole('textbox').click();
      await bo.page.keyboard.press('Control+V');
      await ana.page.getByRole('button', { name: 'Open image.png' }).waitFor();
      expect(await bo.page.getByRole('textbox').inputValue()).toBe('');
    },
    STEP_MS,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...bo.faults]).toEqual([]);
    return Promise.resolve();
  });
};

journey(
  'people in the web client',
  talk(() => openBrowser(...FAKE_MICROPHONE)),
);
journey('people in the web client, one of them in Firefox', talk(openFirefox));
