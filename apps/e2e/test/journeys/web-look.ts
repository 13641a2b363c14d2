import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@veza/testing';
import { openBrowser } from '../../src/browser/front-end.js';
import { somethingOnEveryPage } from '../../src/browser/full-account.js';
import { Person } from '../../src/browser/person.js';
import { Pictures } from '../../src/browser/pictures.js';
import { addressOf } from '../../src/browser/routes.js';
import { journey } from '../../src/journey.js';
import { signIn } from '../../src/test-users.js';

const LOOK_MS = 300_000;
/** Pages whose look depends neither on the date nor on a name that is drawn by lot. */
const OPEN = ['/sign-in', '/sign-up', '/forgot-password', '/design', '/products', '/products/$productId', '/book/$cabinet'];
const INSIDE = [
  '/rooms/$roomId',
  '/rooms/browse',
  '/tracks',
  '/playlists',
  '/playlists/$playlistId',
  '/albums/$albumId',
  '/resources',
  '/resources/$resourceId',
  '/notices',
  '/settings',
  '/settings/access',
  '/settings/programs',
  '/practice/patients',
  '/practice/settings',
];
/** Each language and each theme at both sizes, without the product of all. */
const LOOKS = [
  { locale: 'fr', device: 'phone', colorScheme: 'light' },
  { locale: 'en', device: 'phone', colorScheme: 'dark' },
  { locale: 'en', device: 'desktop', colorScheme: 'light' },
  { locale: 'fr', device: 'desktop', colorScheme: 'dark' },
] as const;

/** The client shows a page without its font when the font is late, for as long as the page is open. Pictures wait for it. */
const waitForFont = (page: Page): Promise<unknown> =>
  page.route(/\.css$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('font-display:optional', 'font-display:block') });
  });

/** What pages look like, beside the pictures that are kept of them. */
journey('the look of the web client', (step) => {
  let browser: Browser;
  let ada: Person;
  let ids: Record<string, string>;
  const pictures = new Pictures();

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(async () => {
    pictures.end();
    await browser?.close();
  });

  step(
    'a person has something on every page, also from right to left',
    async (system) => {
      ada = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ada.signUp();
      ids = await somethingOnEveryPage(system, ada);
      const client = system.client((await signIn(system, ada)).accessToken);
      const { data } = await client.createRoom({ body: { name: 'مقام راست', is_private: true } });
      ids = { ...ids, roomId: data.id };
      await ada.visit(`/rooms/${data.id}`);
      for (const text of ['مرحبا بالعالم 123 abc', 'Talk, listen and create together']) {
        await ada.page.getByRole('textbox').fill(text);
        await ada.page.keyboard.press('Enter');
        // A page of history, which has no id of the client, may be faster than the reply: the message is there twice until then.
        const messages = ada.page.getByRole('article').getByText(text);
        await eventually('the message to be there once', async () => (await messages.count()) === 1);
      }
    },
    LOOK_MS,
  );

  for (const { locale, device, colorScheme } of LOOKS)
    step(
      `in ${locale} at a ${device}, ${colorScheme}`,
      async (system) => {
        const person = await Person.open(system, browser, { locale, device, serviceWorkers: 'block' });
        const { page } = person;
        await waitForFont(page);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const faults: string[] = [];
        const look = async (paths: readonly string[]) => {
          for (const path of paths) {
            await person.visit(addressOf(path, ids));
            await page.waitForLoadState('networkidle');
            await page.evaluate('document.fonts.ready.then(() => undefined)');
            faults.push(...(await pictures.compare(`${path} ${locale} ${device} ${colorScheme}`, page)));
          }
        };
        await look(OPEN);
        await person.signInAs(ada);
        await look(INSIDE);
        expect(faults).toEqual([]);
        expect(person.faults).toEqual([]);
        await person.context.close();
      },
      LOOK_MS,
    );
});
