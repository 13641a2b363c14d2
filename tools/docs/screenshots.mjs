/**
 * `node tools/docs/screenshots.mjs [http://localhost:8080]`: makes the three pictures of the README from the demo data of a
 * fresh `npm start`.
 */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { provideChromium } from '@veza/servers';
import { CABINET_PAGE, PASSWORD } from '../demo-data/content.mjs';
import { ROOT, STATE } from '../stack/workspace/paths.mjs';

const address = process.argv[2] ?? 'http://localhost:8080';
const DESKTOP = { width: 1_280, height: 800 };
const PHONE = { width: 390, height: 800 };

/** @typedef {import('playwright-core').Page} Page */

/** @type {{ file: string, who: string, viewport: { width: number, height: number }, colorScheme: 'light' | 'dark', show(page: Page): Promise<void> }[]} */
const PICTURES = [
  {
    file: 'messages.png',
    who: 'ada@veza.local',
    viewport: DESKTOP,
    colorScheme: 'light',
    show: async (page) => {
      await page.getByRole('link', { name: 'General' }).first().click();
      await page.getByRole('article').first().waitFor();
    },
  },
  {
    file: 'tracks.png',
    who: 'bela@veza.local',
    viewport: DESKTOP,
    colorScheme: 'dark',
    show: async (page) => {
      await page.getByRole('link', { name: 'Tracks' }).click();
      await page.getByRole('link', { name: 'Slow one' }).click();
      await page.getByRole('button', { name: /^Play/ }).first().click();
      await page
        .getByRole('button', { name: /^Pause/ })
        .first()
        .waitFor();
    },
  },
  {
    file: 'cabinet.png',
    who: 'chidi@veza.local',
    viewport: PHONE,
    colorScheme: 'light',
    show: async (page) => {
      await page.goto(`${address}/app/book/${CABINET_PAGE.slug}`);
      await page.getByRole('heading', { level: 3 }).first().waitFor();
    },
  },
];

const browser = await chromium.launch({ executablePath: await provideChromium(STATE, console.log), args: ['--no-sandbox'] });
try {
  for (const { file, who, viewport, colorScheme, show } of PICTURES) {
    const context = await browser.newContext({ locale: 'en', viewport, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${address}/app/sign-in`);
    await page.getByLabel('E-mail').fill(who);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation').first().waitFor();
    await show(page);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(ROOT, 'docs/pictures', file) });
    console.log(`docs/pictures/${file}`);
    await context.close();
  }
} finally {
  await browser.close();
}
