import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { signIn, signUp, word } from '../../src/test-users.js';

const STEP_MS = 60_000;

/** What hands do without a mouse: one field over everything, and the page of the keys. */
journey('the palette of the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  const product = 'Kora des griots';
  const room = `Griots ${word()}`;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'Control and K find a page, a person, a room and a product, by keys alone',
    async (system) => {
      const other = await signUp(system, 'griot');
      await other.client.createProduct({ body: { name: product, price: 3 } });
      const { data } = await other.client.createRoom({ body: { name: room, is_private: false } });
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ana.signUp();
      const { page } = ana;
      const field = page.getByRole('combobox', { name: 'A person, a room' });
      await ana.visit('/products');

      await page.getByRole('button', { name: 'Go anywhere' }).click();
      await page.getByRole('option', { name: 'Messages', exact: true }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      const find = async (typed: string, title: string, path: string | RegExp) => {
        await page.getByRole('button', { name: 'Go anywhere' }).waitFor();
        await page.keyboard.press('Control+k');
        await field.fill(typed);
        await page.getByRole('dialog').getByText(title, { exact: true }).waitFor();
        await eventually('it to be the chosen one', async () => {
          const chosen = await page.getByRole('dialog').getByRole('option', { selected: true }).innerText();
          if (chosen.split('\n').includes(title)) return true;
          await page.keyboard.press('ArrowDown');
          return false;
        });
        await page.keyboard.press('Enter');
        await page.waitForURL(({ pathname }) => (typeof path === 'string' ? pathname === path : path.test(pathname)));
      };
      await find('set sec', 'Settings: Security', '/app/settings/access');
      await find(other.username, other.username, `/app/people/${other.username}`);
      await find(product, product, /^\/app\/products\/\d+$/);
      expect(await ana.findings()).toEqual([]);
      await page.goto(`${system.address}/app/rooms/${data.id}`);
      await page.getByRole('heading', { name: room }).waitFor();
      await page.getByRole('textbox').waitFor();
      await ana.visit('/products');
      await find('griots', room, `/app/rooms/${data.id}`);
      await find('blue whales', 'Messages with “blue whales”', '/app/rooms/search');
      expect(new URL(page.url()).searchParams.get('q')).toBe('blue whales');
    },
    STEP_MS,
  );

  step(
    'it changes the theme, opens in a new tab with Control, and says when nothing is found',
    async () => {
      const { page } = ana;
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'A person, a room' }).fill('dark col');
      await page.getByRole('option', { name: 'Dark colours' }).click();
      await page.locator('html[data-theme=dark]').waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'A person, a room' }).fill('playl');
      const [tab] = await Promise.all([
        page.waitForEvent('popup'),
        page.getByRole('option', { name: 'Playlists' }).click({ modifiers: ['Control'] }),
      ]);
      await tab.waitForURL(({ pathname }) => pathname === '/app/playlists');
      await tab.close();
    },
    STEP_MS,
  );

  step(
    'Control and / show all keys, not behind an open dialogue',
    async () => {
      const { page } = ana;
      await page.keyboard.press('Control+/');
      await page.getByRole('heading', { name: 'In the practice calendar' }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await page.keyboard.press('Control+k');
      expect(await page.getByRole('dialog').count()).toBe(1);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    STEP_MS,
  );

  step(
    'what is written from right to left stands so, in the field and in the room',
    async (system) => {
      const { page } = ana;
      const { accessToken } = await signIn(system, ana);
      const { data } = await system.client(accessToken).createRoom({ body: { name: `مقام ${word()}`, is_private: true } });
      await page.goto(`${system.address}/app/rooms/${data.id}`);
      const text = 'مرحبا بالعالم 123 abc';
      await page.getByRole('textbox').fill(text);
      await page.keyboard.press('Enter');
      await page.getByRole('article').getByText(text).waitFor();
      // The first letter stands at the right edge of its paragraph.
      const fromRight = await page.evaluate(`(() => {
        const line = [...document.querySelectorAll('article p')].find(({ textContent }) => textContent.includes('123 abc'));
        const range = document.createRange();
        range.setStart(document.createTreeWalker(line, NodeFilter.SHOW_TEXT).nextNode(), 0);
        range.setEnd(range.startContainer, 1);
        return Math.round(line.getBoundingClientRect().right - range.getBoundingClientRect().right);
      })()`);
      expect(fromRight).toBeLessThan(2);
    },
    STEP_MS,
  );

  step(
    'at a phone, in French, with a service that does not answer, the rest is there',
    async (system) => {
      const bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await bo.signUp();
      const { page } = bo;
      await page.route('**/api/v1/products?**', (route) => route.abort());
      await page.getByRole('button', { name: 'Aller partout' }).click();
      await page.getByRole('combobox').fill(ana.username);
      await page.getByRole('option', { name: ana.username, exact: true }).waitFor();
      await page.getByText('Des résultats manquent').waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('option', { name: ana.username, exact: true }).click();
      await page.waitForURL(({ pathname }) => pathname === `/app/people/${ana.username}`);
      await bo.visit('/no/such/page');
      await page.getByRole('banner').getByText('Veza').waitFor();
      expect(await bo.findings()).toEqual([]);
      expect(ana.faults).toEqual([]);
      await bo.context.close();
    },
    STEP_MS,
  );
});
