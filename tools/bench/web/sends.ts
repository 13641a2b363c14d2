import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { met } from '../chat/options.js';
import { median, quantile } from '../measure/statistics.js';
import { painted, watch } from './painted.js';
import { TALK } from './rooms.js';
import type { WebStage } from './stage.js';

const FRAME_MS = 1_000 / 60;
const OTHER_MS = 100;
const MESSAGES = 20;
/** Between two messages: both pages are idle again, and the key falls anywhere in a frame. */
const idle = () => pause(250 + Math.random() * 50);

interface Delays {
  own: number[];
  other: number[];
}

/** A message from Enter to the own screen and to that of another browser, beside the same on the bare page. */
export async function sends(stage: WebStage, rounds: number): Promise<boolean> {
  const pages = {
    client: [await stage.openRoom(0, TALK), await stage.openRoom(1, TALK)],
    bare: [await stage.openBarePage(0), await stage.openBarePage(1)],
  } as const;
  // The log is there from the first message on.
  await write(pages.client[0], 'the first message');
  for (const page of pages.client) await page.getByRole('region', { name: TALK }).getByText('the first message').waitFor();
  const all: Record<keyof typeof pages, Delays> = { client: { own: [], other: [] }, bare: { own: [], other: [] } };
  for (let round = 0; round <= rounds; round += 1) {
    for (const side of round % 2 ? (['client', 'bare'] as const) : (['bare', 'client'] as const)) {
      for (let n = 0; n < MESSAGES; n += 1) {
        const { own, other } = await send(pages[side], `round ${round}, message ${n}, of a usual length;`);
        if (round === 0) continue; // warming up
        all[side].own.push(own);
        all[side].other.push(other);
      }
    }
  }
  for (const page of Object.values(pages).flat()) await page.context().close();
  const { client, bare } = all;
  print('own screen', client.own, bare.own, FRAME_MS);
  print('other screen', client.other, bare.other, OTHER_MS);
  return median(client.own) <= FRAME_MS && median(client.other) <= OTHER_MS;
}

async function send([from, to]: readonly [Page, Page], text: string) {
  await Promise.all([watch(from, text), watch(to, text)]);
  await from.getByRole('textbox').pressSequentially(text);
  await idle();
  await from.keyboard.press('Enter');
  const [sent, shown] = await Promise.all([painted(from), painted(to)]);
  const pressedAt = sent.pressedAt ?? Number.NaN;
  return { own: sent.paintedAt - pressedAt, other: shown.paintedAt - pressedAt };
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
}

function print(what: string, client: readonly number[], bare: readonly number[], bar: number): void {
  const middle = median(client);
  const beside = `bare page ${median(bare).toFixed(1)} ms, ratio ${(middle / median(bare)).toFixed(2)}`;
  const spread = `p95 ${quantile(client, 0.95).toFixed(1)} ms`;
  console.log(`key to ${what}: ${middle.toFixed(1)} ms, ${spread}; ${beside}; bar ${bar.toFixed(1)} ms ${met(middle <= bar)}`);
}
