import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { makeSound, tone } from '../../src/sound.js';
import { signIn, signUp, word } from '../../src/test-users.js';

/** A sketch of many bytes, sent in several pieces, and a short tune. */
const SKETCH_SECONDS = 11;
const TUNE_SECONDS = 40;
const READY_MS = 60_000;

/** One person uploads tracks at a desktop over a bad line, the other one listens at a phone in French. */
journey('tracks in the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  /** The title in the tags of a generated sound. */
  const sketch = 'Generated';
  const tune = word();

  /** Seconds of the player, from its slider. */
  const position = async ({ page }: Person) => {
    const player = page.getByRole('region', { name: /^(Player|Lecteur)$/ });
    return Number(await player.getByRole('slider', { name: 'Position' }).inputValue());
  };
  const plays = async (person: Person) => {
    const from = await position(person);
    await eventually('the sound to move', async () => (await position(person)) > from + 0.5, { ms: 20_000 });
  };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'two files are dropped, the line breaks in the middle, and both can be played in the end',
    async (system) => {
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      const { page } = ana;
      await ana.enter('/tracks');
      await page.getByRole('heading', { name: 'No tracks yet' }).waitFor();
      expect(await ana.findings()).toEqual([]);
      const files = [join(system.workshop, `${sketch}.wav`), join(system.workshop, `${tune}.wav`)] as const;
      await makeSound(files[0], 'studio', SKETCH_SECONDS);
      await writeFile(files[1], tone(TUNE_SECONDS));
      const begun: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/uploads')) begun.push(request.url());
      });
      const piece = page.waitForResponse((response) => response.request().method() === 'PATCH');
      const broken = page.waitForEvent('requestfailed', (request) => request.url().includes('/uploads'));
      await ana.drop(files);
      await piece;
      await ana.context.setOffline(true);
      await broken;
      await page.getByText('on their way').or(page.getByText('on its way')).waitFor();
      await ana.context.setOffline(false);
      await page.getByText('All files have arrived').waitFor({ timeout: READY_MS });
      expect(begun).toHaveLength(files.length);
      expect(await ana.findings()).toEqual([]);
      for (const title of [sketch, tune]) await page.getByRole('heading', { name: title }).waitFor();
      expect(await page.getByRole('main').getByRole('listitem').count()).toBe(files.length);
    },
    120_000,
  );

  step('a file that is no sound is refused in words', async (system) => {
    const words = join(system.workshop, 'words.wav');
    await writeFile(words, 'no sound at all, but words');
    await ana.drop([words]);
    await ana.page.getByRole('alert').getByText('This is no sound that we know').waitFor();
    expect(await ana.findings()).toEqual([]);
    await ana.page.getByRole('button', { name: 'Clear the list' }).click();
  });

  step(
    'a track goes on while its listener reads, stops at the space bar, and goes on again',
    async () => {
      const { page } = ana;
      await page
        .getByRole('button', { name: `Play ${tune}`, exact: true })
        .first()
        .click();
      await plays(ana);
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
      await plays(ana);
      expect(await ana.findings()).toEqual([]);
      await page.keyboard.press('Space');
      const play = page.getByRole('button', { name: `Play ${tune}`, exact: true });
      await play.waitFor();
      await play.click();
      await plays(ana);
      await page.getByRole('slider', { name: 'Position' }).press('ArrowLeft');
      await page.getByRole('button', { name: 'Queue', exact: true }).click();
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    },
    60_000,
  );

  step(
    'a private track is seen by nobody else; a public one is found, played and counted, in French on a phone',
    async (system) => {
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await bo.enter('/tracks');
      await bo.page.getByLabel('Rechercher').fill(tune);
      await bo.page.getByRole('heading', { name: 'Aucun morceau avec ces mots' }).waitFor();

      await ana.page.getByRole('link', { name: 'Tracks', exact: true }).click();
      await ana.page.getByRole('link', { name: tune }).click();
      await ana.page.getByRole('heading', { name: tune, level: 1 }).waitFor();
      await ana.page.getByLabel('Public', { exact: true }).check();
      await ana.page.getByText('Saved.').waitFor();
      expect(await ana.findings()).toEqual([]);

      await bo.page.reload();
      await bo.page.getByRole('button', { name: `Écouter ${tune}`, exact: true }).click();
      await plays(bo);
      expect(await bo.findings()).toEqual([]);
      await bo.page.getByRole('link', { name: tune }).click();
      await bo.page.getByRole('heading', { name: tune, level: 1 }).waitFor();
      await plays(bo);
      expect(await bo.findings()).toEqual([]);
      await bo.page.getByLabel('Rechercher').waitFor({ state: 'detached' });
      const counted = async () => {
        const { tracks } = (await system.client().listTracks({ query: { search: tune } })).data;
        return tracks[0]?.play_count === 2; // one of each listener
      };
      await eventually('the plays to be counted', counted, { ms: 30_000 });
      const width = Number(await bo.page.evaluate('document.documentElement.scrollWidth'));
      expect(width).toBeLessThanOrEqual(390);
    },
    90_000,
  );

  step('its owner renames it while it is played, decides what was changed elsewhere, and deletes it for good', async (system) => {
    const { page } = ana;
    const elsewhere = system.client((await signIn(system, ana)).accessToken);
    const [found] = (await elsewhere.listTracks({ query: { search: tune } })).data.tracks;
    const path = { id: found?.id ?? 0 };
    const answers: number[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'PUT') answers.push(response.status());
    });
    await page.getByRole('button', { name: 'Edit the details' }).click();
    expect(await ana.findings()).toEqual([]);
    await (await signUp(system, 'listener')).client.playTrack({ path });
    await page.getByLabel('Title', { exact: true }).fill(`${tune} again`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: `${tune} again`, level: 1 }).waitFor();
    expect(answers).toEqual([200]);

    await page.getByRole('button', { name: 'Edit the details' }).click();
    await elsewhere.updateTrack({ path, body: { artist: 'Elsewhere', title: 'Changed elsewhere' } });
    await page.getByLabel('Title', { exact: true }).fill(`${tune} at last`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert', { name: 'Changed in the meantime' }).waitFor();
    expect(await ana.findings()).toEqual([]);
    await page.getByText('Mine', { exact: true }).last().click();
    await page.getByRole('button', { name: 'Save the decision' }).click();
    await page.getByRole('heading', { name: `${tune} at last`, level: 1 }).waitFor();
    await page.getByText('Elsewhere').waitFor();
    expect(answers).toEqual([200, 412, 200]);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    expect(await ana.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('heading', { name: sketch }).waitFor();
    await bo.page.reload();
    await bo.page.getByRole('alert').getByText("n'existe pas").waitFor();
  });

  step('the pages violate no policy and throw nothing', () => {
    const faults = [...ana.faults, ...bo.faults].filter((text) => !text.startsWith('WebSocket connection'));
    expect(faults).toEqual([]);
    return Promise.resolve();
  });
});
