import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Person } from './person.js';

/** A browser with a microphone that plays a tone, which it gives without a question. */
export const FAKE_MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Ana, in English, records, listens and sends; Bo, in French at a phone, plays it faster. */
export async function sendVoice(ana: Person, bo: Person): Promise<void> {
  await ana.page.getByRole('button', { name: 'Record a voice message' }).click();
  await ana.page.getByRole('timer').filter({ hasText: '0:02' }).waitFor();
  expect(await ana.findings()).toEqual([]);
  await ana.page.keyboard.press('Enter'); // the focus is on the button that finishes
  const own = ana.page.getByRole('group', { name: /^Voice message, 0:0\d$/ });
  await own.waitFor();
  expect(await ana.findings()).toEqual([]);
  await own.getByRole('button', { name: /^Play/ }).click();
  await own.getByRole('button', { name: /^Pause/ }).waitFor();
  await ana.page.getByRole('button', { name: 'Send the voice message' }).click();

  const message = bo.page.getByRole('article').getByRole('group', { name: /^Message vocal, 0:0\d$/ });
  await message.waitFor({ timeout: 30_000 });
  expect(await bo.findings()).toEqual([]);
  await message.getByRole('button', { name: 'Vitesse : 1 fois' }).click();
  await message.getByRole('button', { name: /^Écouter/ }).click();
  await message.getByRole('button', { name: /en pause$/ }).waitFor();
  const position = message.getByRole('slider');
  await eventually('the end of the message', async () => (await position.inputValue()) !== '0');
  expect(await bo.page.evaluate("document.querySelector('article audio').playbackRate")).toBe(1.5);
}
