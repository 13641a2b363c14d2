import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { word } from '../../src/test-users.js';

const MESSAGES = 30;
const STEP_MS = 60_000;
const names = (author: string) => Array.from({ length: MESSAGES }, (_, index) => `${author}-${index};`);

/** Two people write while parts of the system are killed and a network is cut. Neither does anything about it. */
journey('people write through outages', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  const room = `Storm ${word()}`;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  /** What the page shows of the conversation, in its order. */
  const shown = async ({ page }: Person) =>
    (await page.getByRole('region', { name: /^Messages (of|de) / }).innerText()).match(/(ana|bo)-\d+;/g) ?? [];

  step(
    'two people are in a room',
    async (system) => {
      [ana, bo] = await Promise.all([
        Person.open(system, browser, { locale: 'en', device: 'desktop' }),
        Person.open(system, browser, { locale: 'fr', device: 'phone' }),
      ]);
      await Promise.all([ana.enter('/rooms'), bo.enter('/rooms')]);
      await ana.page.getByRole('button', { name: 'Create a room' }).first().click();
      await ana.page.getByLabel('Name', { exact: true }).fill(room);
      await ana.page.getByRole('button', { name: 'Create', exact: true }).click();
      await ana.page.getByRole('heading', { name: room }).waitFor();
      await bo.page.goto(ana.page.url());
      await bo.page.getByRole('heading', { name: room }).waitFor();
    },
    STEP_MS,
  );

  step(
    'both write while a chat replica and the gateway are killed and a network is away',
    async (system) => {
      let written = 0;
      const write = async ({ page }: Person, author: string) => {
        for (const text of names(author)) {
          await page.getByRole('textbox').pressSequentially(text, { delay: 15 });
          await page.keyboard.press('Enter');
          written += 1;
        }
      };
      const until = (count: number) => eventually(`${count} messages`, () => written >= count, { ms: STEP_MS });
      const outages = async () => {
        await until(8);
        await system.service('chat 2').kill();
        await until(18);
        await system.begin('chat 2');
        await system.service('gateway').kill();
        await until(32);
        await system.begin('gateway');
        await bo.context.setOffline(true);
        await until(48);
        await bo.context.setOffline(false);
      };
      await Promise.all([write(ana, 'ana'), write(bo, 'bo'), outages()]);
    },
    STEP_MS,
  );

  step(
    'every message is in both browsers, once and in one order',
    async () => {
      for (const { page } of [ana, bo]) await page.setViewportSize({ width: 800, height: 6_000 }); // all lines are in sight
      for (const person of [ana, bo])
        await eventually('all messages', async () => (await shown(person)).length === 2 * MESSAGES, { ms: 40_000 });
      const [first, second] = [await shown(ana), await shown(bo)];
      expect(second).toEqual(first);
      for (const author of ['ana', 'bo']) expect(first.filter((text) => text.startsWith(author))).toEqual(names(author));
      await eventually('nothing to be on its way', async () => {
        const waiting = await Promise.all([
          ana.page.getByText(/Sending|Will be sent|Not sent/).count(),
          bo.page.getByText(/Envoi$|Sera envoyé|Non envoyé/).count(),
        ]);
        return waiting.every((count) => count === 0);
      });
    },
    STEP_MS,
  );
});
