import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser, Response } from 'playwright-core';
import { z } from 'zod';
import { albumOf } from '../../src/browser/album-scenes.js';
import { openBrowser } from '../../src/browser/front-end.js';
import { KEEP_MEDIA_KEYS, keepElements, WITHOUT_SOURCES } from '../../src/browser/heard-elements.js';
import { Person } from '../../src/browser/person.js';
import {
  chosenWhileSearching,
  commentOf,
  ownSound,
  pauseAt,
  plays,
  position,
  queueOf,
  secretLinkOf,
  slowLine,
} from '../../src/browser/track-scenes.js';
import { journey } from '../../src/journey.js';
import { makeSound, tone } from '../../src/sound.js';
import { signIn, signUp, word } from '../../src/test-users.js';

/** A sketch of many bytes, sent in several pieces, and a short tune. */
const SKETCH_SECONDS = 11;
const TUNE_SECONDS = 40;
/** A transcoding; a loaded machine takes several times as long as a free one. */
const READY_MS = 150_000;
/** Enough bytes for several pieces. */
const LONG = [90, 96_000] as const; // seconds, samples a second
/** Of the sound that replaces another one. */
const OTHER_SECONDS = 21;

/** One person uploads tracks at a desktop over a bad line, the other one listens at a phone in French. */
journey('tracks in the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  /** The title in the tags of a generated sound. */
  const sketch = 'Generated';
  const tune = word();

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'two files are dropped, the line breaks in the middle, and both can be played in the end',
    async (system) => {
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      const { page } = ana;
      await ana.context.addInitScript(KEEP_MEDIA_KEYS);
      await keepElements(ana.context);
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
    'an upload is paused, heard, cancelled, and goes on after a reload when the same file is chosen again',
    async (system) => {
      const { page } = ana;
      const name = `${word()}.wav`;
      const file = join(system.workshop, name);
      await writeFile(file, tone(...LONG));
      const line = await slowLine(ana);
      const choose = () => page.locator('input[type=file]').setInputFiles(file);
      const listen = page.getByRole('button', { name: `Listen to what has arrived of ${name}` });
      const begin = async () => {
        await choose();
        await listen.waitFor();
        await page.getByRole('button', { name: `Pause the upload of ${name}` }).click();
        await page.getByText('Paused at').waitFor();
      };
      await begin();
      const gone = page.waitForResponse((response) => response.request().method() === 'DELETE');
      await page.getByRole('button', { name: `Cancel the upload of ${name}` }).click();
      expect((await gone).status()).toBe(204);
      expect(await page.getByText(name).count()).toBe(0);

      await begin();
      await listen.click();
      await plays(ana, READY_MS);
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: `Go on with the upload of ${name}` }).click();
      await page.getByText('Uploading').waitFor();
      await page.getByRole('button', { name: `Pause the upload of ${name}` }).click();
      await page.getByText('Paused at').waitFor();
      await page.reload();
      await page.getByText('choose the file again').waitFor();
      expect(await ana.findings()).toEqual([]);
      const offsets: number[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/uploads')) offsets.push(Number(request.headers()['upload-offset'] ?? -1));
      });
      await choose();
      await line.end();
      await page.getByText('All files have arrived').waitFor({ timeout: READY_MS });
      expect(offsets.find((offset) => offset !== -1)).toBeGreaterThan(0); // not from the beginning
      await page.getByRole('button', { name: 'Clear the list' }).click();
    },
    300_000,
  );

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
      expect(await page.evaluate('navigator.mediaSession.metadata.title')).toBe(tune);
      const shown = async (state: string) => (await page.evaluate('navigator.mediaSession.playbackState')) === state;
      await page.evaluate('mediaKeys.pause({ action: "pause" })');
      await play.waitFor();
      await eventually('the lock screen', () => shown('paused'));
      await page.evaluate('mediaKeys.seekto({ action: "seekto", seekTime: 20 })');
      await eventually('the position', async () => (await position(ana)) >= 20);
      await page.evaluate('mediaKeys.play({ action: "play" })');
      await eventually('the lock screen', () => shown('playing'));
      await plays(ana);
      await page.evaluate('mediaKeys.seekbackward({ action: "seekbackward" })');
      await eventually('the position', async () => (await position(ana)) < 20);
      await page.getByRole('button', { name: 'Queue', exact: true }).click();
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    },
    60_000,
  );

  step(
    'the queue goes on without a gap, is put in another order, and is there after a reload',
    () => queueOf(ana, { first: { title: sketch, seconds: SKETCH_SECONDS }, next: tune }),
    90_000,
  );

  step(
    'a private track is seen by its uploader only, and heard by its secret link until the link ends',
    async (system) => {
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await bo.enter('/tracks');
      await bo.page.getByLabel('Rechercher').fill(tune);
      await bo.page.getByRole('heading', { name: 'Aucun morceau avec ces mots' }).waitFor();

      await chosenWhileSearching(ana, tune);
      await secretLinkOf(ana, bo, tune);
    },
    90_000,
  );

  step(
    'a public track is found, played and counted, in French on a phone',
    async (system) => {
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

  step(
    'it is shared: a stranger opens the link at its second, reads it without script, and hears it in the page of another site',
    async (system) => {
      const { page } = ana;
      const id = new URL(page.url()).pathname.split('/').at(-1);
      await pauseAt(ana, { title: tune, seconds: 15 });
      await page.getByRole('button', { name: 'Share' }).click();
      expect(await page.getByLabel('Link', { exact: true }).inputValue()).toBe(`${system.address}/app/tracks/${id}`);
      await page.getByLabel('Begin at').check();
      expect(await page.getByLabel('Link', { exact: true }).inputValue()).toMatch(/#t=\d+$/);
      expect(await ana.findings()).toEqual([]);
      const frame = await page.getByLabel('For a page of another site').inputValue();
      await page.getByRole('button', { name: 'Close', exact: true }).click();

      const cy = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const asked: string[] = [];
      cy.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await cy.visit(`/tracks/${id}#t=20`);
      await cy.page
        .locator('#main')
        .getByRole('button', { name: `Écouter ${tune}`, exact: true })
        .click();
      await eventually('the second of the link', async () => (await position(cy)) >= 20);
      await plays(cy);
      expect(asked).not.toContain(`/api/v1/tracks/${id}`);
      expect(await cy.findings()).toEqual([]);
      expect(Number(await cy.page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
      expect(cy.faults).toEqual([]);

      const still = await browser.newContext({ javaScriptEnabled: false, locale: 'fr' });
      const read = await still.newPage();
      const opened = await read.goto(`${system.address}/app/tracks/${id}`);
      await read.getByRole('heading', { name: tune, level: 1 }).waitFor();
      await read.getByText('Durée').waitFor();
      expect((await opened?.body())?.length).toBeLessThan(60 * 1_024);
      await still.close();
      await heardElsewhere(frame, `${system.address}/app/tracks/${id}`);
    },
    90_000,
  );

  /** The frame plays in a page of another site, which no page of the client is framed by. */
  const heardElsewhere = async (frame: string, page: string) => {
    const elsewhere = await (await browser.newContext({ locale: 'en' })).newPage();
    const html = `<!doctype html><title>Elsewhere</title>${frame}<iframe id="client" src="${page}"></iframe>`;
    const site = createServer((_request, response) => void response.setHeader('content-type', 'text/html').end(html));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const { port } = z.object({ port: z.int() }).parse(site.address());
    const loaded: Response[] = [];
    elsewhere.on('response', (response) => {
      if (response.frame().parentFrame() && !response.url().startsWith(page)) loaded.push(response);
    });
    await elsewhere.goto(`http://localhost:${port}/`);
    const player = elsewhere.frameLocator('iframe').first();
    const slider = player.getByRole('slider', { name: 'Position' });
    await player.getByRole('link', { name: tune }).waitFor();
    await slider.waitFor();
    await elsewhere.waitForLoadState('networkidle');
    elsewhere.removeAllListeners('response'); // the sound comes in endless ones
    const bytes = (await Promise.all(loaded.map((response) => response.body()))).reduce((sum, { length }) => sum + length, 0);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThan(40 * 1_024);
    const from = Number(await slider.inputValue());
    expect(from).toBeGreaterThan(0); // the second of the link
    await player.getByRole('button', { name: `Play ${tune}` }).click();
    await eventually('the sound to move', async () => Number(await slider.inputValue()) > from + 0.5, { ms: 20_000 });
    await slider.press('ArrowRight');
    await eventually('the jump', async () => Number(await slider.inputValue()) > from + 5);
    await player.getByRole('button', { name: `Pause ${tune}` }).click();
    expect(await elsewhere.context().cookies()).toEqual([]);
    expect(await elsewhere.frameLocator('#client').getByRole('heading').count()).toBe(0);
    await elsewhere.context().close();
    site.close();
  };

  step('a comment at the heard second is a mark on the waveform; it is answered in French, and removed', () =>
    commentOf(ana, bo),
  );

  step('a browser without Media Source Extensions plays the playlist itself', async (system) => {
    const page = await bo.context.newPage();
    await page.addInitScript(WITHOUT_SOURCES);
    await page.goto(`${system.address}/app/tracks`);
    await page
      .locator('#main')
      .getByRole('button', { name: `Écouter ${tune}`, exact: true })
      .click();
    await eventually('the playlist', async () => String(await page.evaluate('element.src')).endsWith('/master.m3u8'));
    const canPlay = await page.evaluate(`element.canPlayType('application/vnd.apple.mpegurl')`);
    const state = () => page.evaluate('element.currentTime > 1 ? "plays" : element.error ? "fails" : "loads"');
    const wanted = canPlay === '' ? 'fails' : 'plays'; // a Chromium may know playlists, or not
    await eventually('an end', async () => (await state()) === wanted || (await page.getByRole('alert').count()) > 0);
    if (canPlay === '') await page.getByRole('alert').first().waitFor();
    await page.close();
  });

  step(
    'its owner gives it a picture, takes it back, and replaces its sound',
    (system) => ownSound(ana, { title: tune, workshop: system.workshop, seconds: OTHER_SECONDS }),
    90_000,
  );

  step('its owner renames it while it is played, decides what was changed elsewhere, and deletes it for good', async (system) => {
    const { page } = ana;
    const elsewhere = system.client((await signIn(system, ana)).accessToken);
    const [found] = (await elsewhere.listTracks({ query: { search: tune } })).data.tracks;
    const path = { id: found?.id ?? 0 };
    const answers: number[] = [];
    page.on('response', (response) => {
      const isOfTrack = response.url().endsWith(`/tracks/${path.id}`); // notices are read by PUT too
      if (isOfTrack && response.request().method() === 'PUT') answers.push(response.status());
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
    await page.getByRole('main').getByText('Elsewhere').waitFor();
    expect(answers).toEqual([200, 412, 200]);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    expect(await ana.findings()).toEqual([]);
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('heading', { name: sketch }).waitFor();
    await bo.page.reload();
    await bo.page.getByRole('alert').getByText("n'existe pas").waitFor();
  });

  step(
    'an album is one upload with its picture, put in order by keys, and found by the other person',
    (system) => albumOf(ana, bo, system.workshop),
    180_000,
  );

  step('another account in the same browser sees nothing of the player', async () => {
    const { page } = ana;
    await page.getByRole('link', { name: 'Tracks', exact: true }).click();
    const player = page.getByRole('region', { name: 'Player' });
    await page
      .getByRole('main')
      .getByRole('button', { name: `Play ${sketch}`, exact: true })
      .click();
    await plays(ana);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    expect(await player.count()).toBe(0);
    await ana.signInAs(bo);
    await page.getByRole('link', { name: 'Tracks', exact: true }).click();
    await page.getByRole('heading', { name: 'Tracks', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Tracks', level: 1 }).waitFor();
    expect(await player.count()).toBe(0);
    expect(await page.evaluate(`localStorage.getItem('veza.player')`)).toBeNull();
  });

  step('the pages violate no policy and throw nothing', () => {
    const faults = [...ana.faults, ...bo.faults].filter((text) => !text.startsWith('WebSocket connection'));
    expect(faults).toEqual([]);
    return Promise.resolve();
  });
});
