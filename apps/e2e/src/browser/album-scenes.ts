import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { FILES } from '../fuzz/files.js';
import { tone } from '../sound.js';
import { word } from '../test-users.js';
import type { Person } from './person.js';
import { plays } from './track-scenes.js';

const SECONDS = 4;
const READY_MS = 90_000;

/** One upload of two sounds and a picture, their order by the keyboard, and what the other person finds in French at a phone. */
export async function albumOf(ana: Person, bo: Person, workshop: string): Promise<void> {
  const { page } = ana;
  const [title, second, tenth] = [word(), `2 ${word()}`, `10 ${word()}`];
  const files = [tenth, second].map((name) => join(workshop, `${name}.wav`));
  for (const file of files) await writeFile(file, tone(SECONDS));
  await page.getByRole('link', { name: 'Tracks', exact: true }).click();
  await page.getByRole('link', { name: 'New album' }).click();
  await page.getByLabel('Sound files').setInputFiles(files);
  await page.getByRole('list', { name: '2 sounds, in this order' }).waitFor();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByLabel('Everyone sees it').check();
  const picture = { name: 'dot.png', mimeType: 'image/png', buffer: FILES['dot.png'] ?? Buffer.alloc(0) };
  await page.getByLabel('Picture', { exact: true }).setInputFiles(picture);
  expect(await ana.findings()).toEqual([]);
  await page.getByRole('button', { name: 'Upload the album' }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.getByRole('main').locator('img[src$="/medium.jpg"]').waitFor();

  const links = page.getByRole('list', { name: 'Tracks in their order' }).getByRole('link');
  const isOrder = (...names: string[]) =>
    eventually('the order', async () => (await links.allTextContents()).join() === names.join(), { ms: READY_MS });
  await isOrder(second, tenth);
  expect(await ana.findings()).toEqual([]);
  await page.getByRole('button', { name: `Move ${tenth} up` }).press('Enter');
  await page.getByText(`${tenth}: place 1 of 2`).waitFor();
  await isOrder(tenth, second);
  await page.getByRole('button', { name: 'Play all' }).click();
  await plays(ana, READY_MS);

  const address = page.url();
  await page.getByRole('button', { name: 'Share' }).click();
  const frame = await page.getByLabel('For a page of another site').inputValue();
  expect(await ana.findings()).toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await heardInFrame(ana, frame, [tenth, second]);
  await bo.page.goto(address);
  await bo.page.getByRole('button', { name: 'Tout lire' }).waitFor();
  await bo.page.getByRole('link', { name: tenth }).waitFor();
  expect(await bo.page.getByRole('button', { name: 'Supprimer' }).count()).toBe(0);
  expect(await bo.findings()).toEqual([]);
  expect(Number(await bo.page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(390);
  await bo.page.getByRole('link', { name: ana.username }).click();
  await bo.page.getByRole('link', { name: title }).waitFor();
  await links.first().click();
  await page.getByText('On the albums').getByRole('link', { name: title }).waitFor();
}

/** The page of the frame has both tracks; the second one is chosen, and the first one is no longer heard. */
async function heardInFrame({ context }: Person, frame: string, [first, second]: readonly [string, string]): Promise<void> {
  const page = await context.newPage();
  await page.goto(/src="([^"]+)"/.exec(frame)?.[1] ?? '');
  const lines = page.getByRole('listitem').getByRole('button');
  await lines.filter({ hasText: first }).waitFor();
  await page.getByRole('button', { name: `Play ${first}`, exact: true }).waitFor();
  await lines.filter({ hasText: second }).click();
  await page.getByRole('button', { name: `Pause ${second}`, exact: true }).waitFor();
  expect(await lines.and(page.locator('[aria-current="true"]')).allTextContents()).toEqual([expect.stringContaining(second)]);
  const slider = page.getByRole('slider', { name: 'Position' });
  await eventually('the sound to move', async () => Number(await slider.inputValue()) > 0.5, { ms: READY_MS });
  await page.close();
}
