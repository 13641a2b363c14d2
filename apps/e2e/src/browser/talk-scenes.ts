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
