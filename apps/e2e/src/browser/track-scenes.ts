import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { FILES } from '../fuzz/files.js';
import { tone } from '../sound.js';
import { growsLess, isNextPrepared } from './heard-elements.js';
import type { Person } from './person.js';

const ROUNDS_WITHOUT_LEAK = 6;
const READY_MS = 60_000;
const SLOW_BYTES = 6 * 1024 ** 2;

/** A line on which a piece takes a second, until it ends. */
export async function slowLine({ context, page }: Person): Promise<{ end(): Promise<void> }> {
  const devTools = await context.newCDPSession(page);
  const line = { offline: false, latency: 0, downloadThroughput: -1 };
  const set = (uploadThroughput: number) => devTools.send('Network.emulateNetworkConditions', { ...line, uploadThroughput });
  await set(SLOW_BYTES);
  return { end: () => set(-1).then(() => devTools.detach()) };
}

/** Seconds of the player, from its slider. */
export const position = async ({ page }: Person) => {
  const player = page.getByRole('region', { name: /^(Player|Lecteur)$/ });
  return Number(await player.getByRole('slider', { name: 'Position' }).inputValue());
};
export const plays = async (person: Person, ms = 20_000) => {
  const from = await position(person);
  await eventually('the sound to move', async () => (await position(person)) > from + 0.5, { ms });
};

/** The page of a track is on its way, on a slow machine, when the time of the search has passed. */
export async function chosenWhileSearching({ page }: Person, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Tracks', exact: true }).click();
  await page.getByRole('link', { name: title }).waitFor();
  await page.getByLabel('Search').fill(title);
  await page.evaluate(`(async () => {
    const list = location.pathname;
    [...document.querySelectorAll('main a')].find((link) => link.textContent === '${title}').click();
    while (location.pathname === list) await Promise.resolve();
    const end = performance.now() + 400;
    while (performance.now() < end);
  })()`);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}

/** Plays the track of the page that is open, and pauses it at a second. */
export async function pauseAt(person: Person, { title, seconds }: { title: string; seconds: number }): Promise<void> {
  const { page } = person;
  await page.evaluate('mediaKeys.pause({ action: "pause" })');
  await page.evaluate('mediaKeys.seekto({ action: "seekto", seekTime: 0 })'); // it may have been near its end
  await page
    .locator('#main')
    .getByRole('button', { name: `Play ${title}`, exact: true })
    .click();
  await plays(person);
  await page.evaluate(`mediaKeys.seekto({ action: "seekto", seekTime: ${seconds} })`);
  await eventually('the second', async () => Math.abs((await position(person)) - seconds) < 2);
  await page.evaluate('mediaKeys.pause({ action: "pause" })');
}

/** The first track, from the list of tracks, and another one behind it; what the person does with them until after a reload. */
export async function queueOf(
  ana: Person,
  { first, next }: { first: { title: string; seconds: number }; next: string },
): Promise<void> {
  const { page } = ana;
  await page.getByRole('link', { name: 'Tracks', exact: true }).click();
  const player = page.getByRole('region', { name: 'Player' });
  await page
    .getByRole('main')
    .getByRole('button', { name: `Play ${first.title}`, exact: true })
    .click();
  await plays(ana);
  await page.getByRole('button', { name: `Add ${next} to the end of the queue` }).click();
  await page.evaluate(`mediaKeys.seekto({ action: "seekto", seekTime: ${first.seconds - 3} })`);
  expect(await isNextPrepared(page)).toBe(true);
  await player.getByText(next).waitFor();

  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  const queue = page.getByRole('dialog', { name: 'Queue' });
  const entries = queue.getByRole('listitem');
  const count = await entries.count();
  const up = entries.last().getByRole('button', { name: `Move ${next} up` });
  await up.press('Enter');
  await queue.getByText(`${next} is now ${count - 1} of ${count}`).waitFor();
  expect(await queue.locator(':focus').getAttribute('aria-label')).toBe(`Move ${next} up`);
  await entries
    .nth(count - 2)
    .locator('[aria-hidden]')
    .first()
    .dragTo(entries.first());
  await entries
    .first()
    .getByRole('button', { name: `Move ${next} up` })
    .waitFor();
  await queue.getByRole('button', { name: 'Shuffle' }).click();
  await queue.getByRole('button', { name: 'Repeat: off' }).click();
  expect(await ana.findings()).toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  // Less than one listener a track.
  await growsLess(page, ROUNDS_WITHOUT_LEAK * count, { listeners: ROUNDS_WITHOUT_LEAK * 2, heapMib: 4 });

  // The line is lost before the next track has a sound, and the person does nothing until it is back.
  await ana.context.setOffline(true);
  await player.getByRole('button', { name: 'Next track' }).click();
  await player.getByRole('alert').getByText(/./).waitFor();
  await ana.context.setOffline(false);
  await plays(ana);
  expect(await player.getByRole('alert').textContent()).toBe('');

  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  await entries
    .getByRole('button', { name: new RegExp(`^${next} `) })
    .first()
    .click();
  await page.evaluate('mediaKeys.seekto({ action: "seekto", seekTime: 12 })');
  await plays(ana);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('framenavigated', () => asked.splice(0)); // the page before plays until then
  await page.reload();
  await player.getByText(next).waitFor();
  await eventually('the position', async () => (await position(ana)) >= 12);
  expect(asked.filter((path) => /\/stream$|\.(m3u8|m4s|mp4)$/.test(path))).toEqual([]);
  await player.getByRole('button', { name: `Play ${next}`, exact: true }).click();
  await plays(ana);
  expect(await position(ana)).toBeGreaterThan(12);
  await page.getByRole('button', { name: 'Queue', exact: true }).click();
  expect(await entries.count()).toBe(count);
  expect(await queue.getByRole('button', { name: 'Shuffle' }).getAttribute('aria-pressed')).toBe('true');
  await queue.getByRole('button', { name: 'Repeat: all' }).click();
  await queue.getByRole('button', { name: 'Repeat: this track' }).click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

/** A picture and another sound for a track, on its page. */
export async function ownSound(
  ana: Person,
  { title, workshop, seconds }: { title: string; workshop: string; seconds: number },
): Promise<void> {
  const { page } = ana;
  const choose = (name: string, mimeType: string, buffer = FILES['half.png'] ?? Buffer.alloc(0)) =>
    page.getByLabel('Picture', { exact: true }).setInputFiles({ name, mimeType, buffer });
  await page.getByRole('button', { name: 'Cover', exact: true }).click();
  const cover = page.getByRole('dialog', { name: 'Cover of the track' });
  await choose('words.txt', 'text/plain');
  await cover.getByText('This is no picture that we know').waitFor();
  await choose('half.png', 'image/png');
  await cover.getByText('This is no picture that we know').waitFor({ state: 'detached' });
  await cover.getByRole('button', { name: 'Use this picture' }).click();
  await cover.locator('[id$="-fault"]').waitFor(); // the API has looked at the bytes
  await choose('dot.png', 'image/png', FILES['dot.png']);
  await cover.getByRole('img', { name: 'The chosen picture' }).waitFor();
  expect(await ana.findings()).toEqual([]);
  await cover.getByRole('button', { name: 'Use this picture' }).click();
  const shown = page.getByRole('main').locator('img[src$="/medium.jpg"]');
  await shown.waitFor();
  await page.getByRole('button', { name: 'Cover', exact: true }).click();
  await cover.getByRole('button', { name: 'Remove the cover' }).click();
  await shown.waitFor({ state: 'detached' });

  const other = join(workshop, 'other.wav');
  await writeFile(other, tone(seconds));
  await pauseAt(ana, { title, seconds: 5 }); // the player has the sound that is replaced
  await page.getByRole('button', { name: 'Replace the sound' }).click();
  await page.getByLabel('Sound file').setInputFiles(other);
  await page.getByLabel('The chosen sound').waitFor();
  expect(await ana.findings()).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Replace the sound' }).click();
  await page.getByRole('main').getByText(`/ 0:${seconds}`).waitFor({ timeout: READY_MS });
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page
    .locator('#main')
    .getByRole('button', { name: `Play ${title}`, exact: true })
    .click();
  await plays(ana);
  expect(await position(ana)).toBeGreaterThan(3); // where the other sound was
}

/** Of the first person on the page of a track that both have open; the other one answers in French at a phone. */
export async function commentOf(ana: Person, bo: Person): Promise<void> {
  const { page } = ana;
  await page.evaluate('mediaKeys.pause({ action: "pause" })');
  await page.evaluate('mediaKeys.seekto({ action: "seekto", seekTime: 20 })');
  await page.getByLabel('Your comment').fill('Here it begins');
  await page.getByLabel('At 0:20').waitFor();
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  const mark = page.getByRole('button', { name: `${ana.username} at 0:20: Here it begins` });
  await mark.focus();
  await page.locator('span[aria-hidden]', { hasText: 'Here it begins' }).waitFor();
  expect(await ana.findings()).toEqual([]);
  await page.evaluate('mediaKeys.seekto({ action: "seekto", seekTime: 0 })');
  await page.getByRole('link', { name: 'Play from 0:20' }).click();
  await eventually('the second of the comment', async () => (await position(ana)) >= 20);

  await bo.page.reload();
  await bo.page.getByRole('button', { name: `Répondre à ${ana.username}` }).click();
  await bo.page.getByLabel(`Répondre à ${ana.username}`).fill('Oui !');
  await bo.page.keyboard.press('Tab');
  await bo.page.keyboard.press('Enter');
  await bo.page.getByRole('listitem').getByText('Oui !').waitFor();
  await bo.page.getByRole('button', { name: `Signaler le commentaire de ${ana.username}` }).waitFor();
  expect(await bo.findings()).toEqual([]);
  expect(Number(await bo.page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);

  await page.getByRole('button', { name: `Remove the comment of ${ana.username}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('This comment is gone.').waitFor();
  await page.getByRole('button', { name: 'One reply' }).click();
  await page.getByRole('listitem').getByText('Oui !').waitFor();
  expect(await mark.count()).toBe(0);
}

/** Another person hears the private track by its link, until the link ends. */
export async function secretLinkOf(owner: Person, other: Person, title: string): Promise<void> {
  const { page } = owner;
  await page.getByRole('button', { name: 'Secret link' }).click();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link).toMatch(/\/app\/tracks\/\d+#[\w-]{22}$/);
  expect(await owner.findings()).toEqual([]);
  await other.visit(link.slice(link.indexOf('/tracks/')));
  await other.page
    .locator('#main')
    .getByRole('button', { name: `Écouter ${title}`, exact: true })
    .click();
  await plays(other);
  expect(await other.findings()).toEqual([]);
  await page.getByRole('button', { name: 'End the link' }).click();
  await page.getByText('The track has no link now.').waitFor();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await other.page.reload();
  await other.page.locator('#main').getByRole('alert').waitFor();
  await other.visit('/tracks');
}
