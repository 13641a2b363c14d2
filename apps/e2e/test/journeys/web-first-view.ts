import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { signIn, word } from '../../src/test-users.js';

const STEP_MS = 60_000;
/** Asked for by a page that is shown already, and by no first view. */
const AFTER = /\/(?:unsent-files|kept-draft|palette-opener|install-offer)-[\w-]+\.(?:js|css)$/;
const Loaded = z.object({
  language: z.string(),
  files: z.array(z.string()),
  named: z.array(z.string()),
  calls: z.array(z.string()),
});

/** The files that a page has loaded, and those that its HTML names. No page waits for the font. */
const loaded = async (page: Page) =>
  Loaded.parse(
    await page.evaluate(`(async () => {
      const html = await (await fetch(location.href)).text();
      const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
      const files = [...new Set(paths.filter((path) => path.startsWith('/app/assets/') && !path.endsWith('.woff2')))];
      const calls = paths.filter((path) => !path.startsWith('/app/'));
      return { language: document.documentElement.lang, files, named: files.filter((file) => html.includes(file)), calls };
    })()`),
  );

/** The gateway knows what the page of an address needs, so that all of it comes in one wave behind the page. */
journey('the first view of the web client', (step) => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a page of a visitor names every file that it loads, in the language of the browser only',
    async (system) => {
      for (const locale of ['en', 'fr'] as const)
        for (const [path, most] of [
          ['/sign-in', 10],
          ['/products', 10],
          ['/book', 12],
        ] as const) {
          const person = await Person.open(system, browser, { locale, device: 'phone' });
          await person.visit(path);
          const { language, files, named } = await loaded(person.page);
          expect({ path, language, late: files.filter((file) => !named.includes(file)) }).toEqual({
            path,
            language: locale,
            late: [],
          });
          expect(files.length).toBeLessThanOrEqual(most);
          expect(person.faults).toEqual([]);
          await person.context.close();
        }
    },
    STEP_MS,
  );

  step(
    'a room of a signed-in person names every file that it loads',
    async (system) => {
      const ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ana.enter('/rooms');
      const { accessToken } = await signIn(system, ana);
      const { data: room } = await system.client(accessToken).createRoom({ body: { name: `Room ${word()}` } });
      await ana.visit(`/rooms/${room.id}`);
      await ana.page.getByRole('textbox').waitFor();
      const { files, named } = await loaded(ana.page);
      expect(files.filter((file) => !named.includes(file) && !AFTER.test(file))).toEqual([]);
      expect(named.length).toBeLessThanOrEqual(18);
      expect(ana.faults).toEqual([]);
    },
    STEP_MS,
  );

  step(
    'without connection a list that is not kept says so, and comes with the connection',
    async (system) => {
      const visitor = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      const { page, context } = visitor;
      await visitor.visit('/products');
      await context.setOffline(true);
      await page.getByRole('link', { name: 'Resources' }).first().click();
      await page.getByText('Not available without connection').waitFor();
      await context.setOffline(false);
      await page.getByText('Not available without connection').waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: 'Resources' }).waitFor();
    },
    STEP_MS,
  );
});
