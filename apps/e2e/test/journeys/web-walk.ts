import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { addressOf, clientRoutes } from '../../src/browser/routes.js';
import { somethingOnEveryPage } from '../../src/browser/full-account.js';
import { journey } from '../../src/journey.js';

const Faults = z.array(z.string());
const WALK_MS = 300_000;

/** 320 px is 1,280 at 400 %, and 640 by 400 is a desktop at 200 % (WCAG 1.4.4 and 1.4.10). */
const SIZES = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
];
/** The spacing of WCAG 1.4.12. */
const SPACING = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }';
const space = (text: string) => `{ const sheet = new CSSStyleSheet(); sheet.replaceSync(${JSON.stringify(text)});
  document.adoptedStyleSheets = [sheet]; undefined }`;

/**
 * Controls that stand outside of the window sideways, and what makes the page itself scroll sideways. A part that scrolls by
 * itself, such as an agenda or the navigation of a phone, may be wider than the window.
 */
const OUTSIDE = `(() => {
  const wide = document.documentElement.clientWidth;
  const main = document.getElementById('main');
  const nameOf = (element) => element.tagName.toLowerCase() + ' "' + (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40) + '" .' + element.className;
  const isOutside = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > wide + 1;
  };
  const inScroller = (element) => {
    for (let above = element.parentElement; above && above !== main && above !== document.body; above = above.parentElement)
      if (/auto|scroll/.test(getComputedStyle(above).overflowX) && above.scrollWidth > above.clientWidth) return true;
      // A name that ends in an ellipsis.
      else if (/hidden|clip/.test(getComputedStyle(above).overflowX) && !isOutside(above)) return true;
    return false;
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 2 && height > 2 && element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  };
  const controls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const out = [...document.querySelectorAll(controls)].filter((element) => isSeen(element) && isOutside(element) && !inScroller(element));
  const scrollers = [document.documentElement, main].filter((element) => element && element.scrollWidth > element.clientWidth + 1);
  const wider = scrollers.length === 0 ? [] : [...document.querySelectorAll('#main *')].filter((element) => isSeen(element) && isOutside(element) && !inScroller(element)).slice(0, 2);
  return [...out.slice(0, 3).map((element) => 'outside: ' + nameOf(element)), ...wider.map((element) => 'too wide: ' + nameOf(element))];
})()`;

/** Every page at 320 px, at 200 % and with wide text, in French, whose words are long: nothing is outside of the window. */
journey('a walk over all pages of the web client', (step) => {
  let browser: Browser;
  let ada: Person;
  let ids: Record<string, string>;
  const routes = clientRoutes();

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  const walk = async (person: Person, paths: readonly string[]): Promise<string[]> => {
    const { page } = person;
    const faults: string[] = [];
    for (const path of paths) {
      const address = addressOf(path, ids);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(`${person.system.address}/app${address}`);
      await page.getByRole('heading').first().waitFor();
      // The page of all elements has them in all states.
      if (path !== '/design') await page.locator('[aria-busy=true], [class*=skeleton]').first().waitFor({ state: 'detached' });
      for (const spacing of ['', SPACING]) {
        await page.evaluate(space(spacing));
        for (const size of SIZES) {
          await page.setViewportSize(size);
          const found = Faults.parse(await page.evaluate(OUTSIDE));
          faults.push(...found.map((fault) => `${path} at ${size.width}${spacing && ', wide text'}: ${fault}`));
        }
      }
      faults.push(...(await person.findings()).map((fault) => `${path}: ${fault}`));
    }
    return faults;
  };

  step(
    'a person has something on every page',
    async (system) => {
      ada = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await ada.signUp();
      ids = await somethingOnEveryPage(system, ada);
    },
    WALK_MS,
  );

  step(
    'of a signed-in person',
    async () =>
      expect(
        await walk(
          ada,
          routes.filter(({ isOpen }) => !isOpen).map(({ path }) => path),
        ),
      ).toEqual([]),
    WALK_MS,
  );

  step(
    'of a visitor',
    async (system) => {
      const visitor = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const open = routes.filter(({ isOpen }) => isOpen).map(({ path }) => path);
      const shared = ['/products', '/products/$productId', '/book/$cabinet', '/people/$name', '/playlists/$playlistId'];
      expect(await walk(visitor, [...open, ...shared])).toEqual([]);
      expect([...ada.faults, ...visitor.faults]).toEqual([]);
    },
    WALK_MS,
  );
});
