import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Person } from './person.js';

/** Ana, in English, inserts an emoji that she finds by name; Bo, in French, reacts with one that he finds by arrows. */
export async function pickEmoji(ana: Person, bo: Person): Promise<void> {
  await ana.page.getByRole('button', { name: 'Insert an emoji' }).click();
  await ana.page.getByRole('searchbox', { name: 'Search' }).fill('Violin');
  await ana.page.getByRole('button', { name: 'violin', exact: true }).waitFor();
  expect(await ana.findings()).toEqual([]);
  await ana.page.keyboard.press('Enter');
  const field = ana.page.getByRole('textbox');
  expect(await field.inputValue()).toBe('🎻');
  await ana.page.keyboard.type(' now');
  await ana.page.keyboard.press('Enter');

  const { page } = bo;
  const message = page.getByRole('article').filter({ hasText: '🎻 now' });
  await message.hover();
  const more = message.getByRole('button', { name: 'Réagir avec un autre émoji' });
  await more.click();
  await page.getByRole('radio', { name: 'Animaux et la nature' }).check();
  expect(await bo.findings()).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await ana.page.getByRole('button', { name: /^🐒, 1 person/ }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await message.hover();
  await more.click();
  await page.getByRole('radio', { name: 'Utilisés récemment' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const focused = "document.activeElement?.getAttribute('aria-label')";
  await eventually('the focus', async () => (await page.evaluate(focused)) === 'Réagir avec un autre émoji');
}

/** Ana, at a desk, answers in the thread of a message, and Bo, with a phone, there too. */
export async function talkAside(ana: Person, bo: Person): Promise<void> {
  const said = (by: Person) => by.page.getByRole('article').filter({ hasText: '🎻 now' });
  await said(ana).hover();
  await said(ana).getByRole('button', { name: 'Open the thread' }).click();
  const panel = ana.page.getByRole('complementary', { name: 'Thread' });
  await panel.getByText('No reply yet').waitFor();
  await panel.getByRole('textbox', { name: 'Reply in the thread' }).fill('aside');
  await ana.page.keyboard.press('Enter');
  await panel.getByRole('article').getByText('aside').waitFor();
  expect(await ana.findings()).toEqual([]);
  await ana.page.getByRole('button', { name: 'Close the thread' }).click();
  const focused = "document.activeElement?.closest('article')?.textContent";
  await eventually('the focus', async () => String(await ana.page.evaluate(focused)).includes('🎻 now'));

  await bo.page.evaluate(`document.querySelector('[role="region"]').dataset.kept = 'yes'`);
  await said(bo).first().getByRole('button', { name: 'une réponse' }).click();
  await bo.page.getByRole('heading', { name: 'Fil', level: 1 }).waitFor();
  await bo.page.getByRole('textbox', { name: 'Répondre dans le fil' }).fill('du fil');
  await bo.page.keyboard.press('Enter');
  await bo.page.getByRole('article').getByText('du fil').waitFor();
  expect(await bo.findings()).toEqual([]);
  await bo.page.getByRole('button', { name: 'Fermer le fil' }).click();
  await bo.page.locator('[role="region"][data-kept]').waitFor(); // the messages were there all the time

  const unread = said(ana).first().getByRole('button', { name: '2 replies one unread reply' });
  expect(await unread.waitFor().then(() => ana.findings())).toEqual([]);
  await unread.click();
  await panel.getByRole('article').getByText('du fil').waitFor();
  await said(ana).first().getByRole('button', { name: '2 replies', exact: true }).waitFor();
  await ana.page.getByRole('button', { name: 'Close the thread' }).click();
}

/** A file arrives although a thread is opened and closed meanwhile. */
export async function downloadBeside({ page }: Person, file: RegExp): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: file }).click();
  await page.getByRole('button', { name: '2 réponses' }).click();
  await page.getByRole('button', { name: 'Fermer le fil' }).click();
  return (await download).suggestedFilename();
}

/** Another page of the person, with the lists that it has read; its connection to the chat waits until it is let through. */
export async function pageBeforeChat({ system, context }: Person) {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  let connect = (): void => undefined;
  const line = new Promise<void>((resolve) => (connect = resolve));
  await page.routeWebSocket(/^wss?:/, (socket) => void line.then(() => socket.connectToServer()));
  await page.goto(`${system.address}/app/rooms`, { waitUntil: 'networkidle' });
  return { page, connect };
}
