import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { met } from '../chat/options.js';
import { median } from '../measure/statistics.js';
import { LONG } from './rooms.js';
import type { WebStage } from './stage.js';
import { CATEGORIES, type Task, tasksOf } from './trace.js';

const LONGEST_MS = 50;
const WHEELS = 120;
const WHEEL_PIXELS = 400;
const WHEEL_EVERY_MS = 50;

/** The wheel, up for six seconds through a room of 50,000 messages whose pages load, beside the lines of the bare page. */
export async function scroll(stage: WebStage, rounds: number): Promise<boolean> {
  const longest: Record<'client' | 'bare', Task[]> = { client: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ['client', 'bare'] as const) {
      const page = await (side === 'client' ? stage.openRoom(0, LONG.id) : stage.openBarePage(0));
      if (side === 'client') await page.getByRole('article').first().waitFor();
      const tasks = await wheelUp(page);
      await page.context().close();
      const [task] = tasks;
      if (!task) throw new Error('The trace has no task of a main thread');
      longest[side].push(task);
      const long = tasks.filter(({ ms }) => ms > LONGEST_MS).length;
      const text = `longest task ${task.ms.toFixed(1)} ms (processor ${task.cpuMs.toFixed(1)}: ${task.parts})`;
      process.stderr.write(`scroll: round ${round + 1}, ${side}: ${text}, ${long} of ${tasks.length} over ${LONGEST_MS} ms\n`);
    }
  }
  const [client, bare] = [longest.client, longest.bare].map((tasks) => tasks.map(({ ms }) => ms));
  const worst = Math.max(...(client ?? []));
  console.log(
    `scrolling: longest task ${median(client ?? []).toFixed(1)} ms (median of ${rounds}), ${worst.toFixed(1)} ms (longest); ` +
      `bare page ${median(bare ?? []).toFixed(1)} ms; bar ${LONGEST_MS} ms ${met(worst <= LONGEST_MS)}`,
  );
  return worst <= LONGEST_MS;
}

async function wheelUp(page: Page): Promise<Task[]> {
  const log = page.getByRole('region').last();
  await log.hover();
  await pause(1_000); // what the opening of the page began is over
  const browser = page.context().browser();
  await browser?.startTracing(page, { categories: CATEGORIES });
  for (let n = 0; n < WHEELS; n += 1) {
    await page.mouse.wheel(0, -WHEEL_PIXELS);
    await pause(WHEEL_EVERY_MS);
  }
  return tasksOf((await browser?.stopTracing()) ?? Buffer.from('{}'));
}
