import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import { openBrowser } from '../../src/browser/front-end.js';
import { ClientWorker } from '../../src/browser/client-worker.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { signIn, word } from '../../src/test-users.js';

const STEP_MS = 60_000;
/** Elsewhere than the client, and nothing answers there. */
const ELSEWHERE = 'http://127.0.0.1:1/phish';
const Boxes = z.array(z.object({ name: z.string(), left: z.number(), right: z.number() }));
const Texts = z.array(z.string());

/** All that the browser of a page keeps of a session. */
const keptOf = async (page: Page): Promise<string> => (await recordsOf(page)).join();
const recordsOf = async (page: Page): Promise<string[]> =>
  Texts.parse(
    await page.evaluate(`new Promise((resolve, reject) => {
      const opening = indexedDB.open('keyval-store');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const values = opening.result.transaction('keyval').objectStore('keyval').getAll();
        values.onsuccess = () => { opening.result.close(); resolve(values.result.map((value) => JSON.stringify(value))); };
      };
    })`),
  );

/** What one browser keeps: for its tabs, for the next person at it, and of addresses that others have made. */
journey('one browser with two tabs and two people', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  const room = `A room whose name has eighty characters and one word that does not break ${word()}`.slice(0, 80);
  const secret = `Private ${word()}`;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  const roomOf = async (person: Person, name: string, isPrivate: boolean): Promise<string> => {
    const { accessToken } = await signIn(person.system, person);
    const { data } = await person.system.client(accessToken).createRoom({ body: { name, is_private: isPrivate } });
    return data.id;
  };
  const write = async (page: Page, text: string) => {
    await page.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
    await page.getByRole('article').filter({ hasText: text }).getByText('Will be sent').waitFor();
  };

  step(
    'messages and a file of two tabs without connection are all sent once, also those of the tab that was closed',
    async (system) => {
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ana.enter('/rooms');
      const id = await roomOf(ana, room, false);
      const second = await ana.context.newPage();
      for (const page of [ana.page, second]) {
        await page.goto(`${system.address}/app/rooms/${id}`);
        await page.getByRole('heading', { name: room }).waitFor();
        await page.getByText('Nothing has been written here yet').or(page.getByRole('textbox')).first().waitFor();
      }
      const texts = [1, 2, 3, 4].map((number) => `${word()}-${number}`);
      const [first = '', next = '', third = '', last = ''] = texts;
      await ana.context.setOffline(true);
      await write(ana.page, first);
      await write(ana.page, next);
      await write(second, third);
      await write(second, last);
      const buffer = Buffer.from('%PDF-1.4\ntrailer<<>>\n%%EOF\n');
      await second.locator('input[type=file]').setInputFiles({ name: 'score.pdf', mimeType: 'application/pdf', buffer });
      const onTheWay = second.getByRole('list', { name: 'Files on their way' });
      await onTheWay.getByText('score.pdf').waitFor();
      await onTheWay.getByText('Will be sent').waitFor();
      await eventually('the file to be kept', () =>
        second.evaluate<boolean>(`new Promise((resolve, reject) => {
          const opening = indexedDB.open('keyval-store');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const names = opening.result.transaction('keyval').objectStore('keyval').getAllKeys();
            names.onsuccess = () => { opening.result.close(); resolve(names.result.some((name) => name.startsWith('unsent-file:'))); };
          };
        })`),
      );
      await second.close();
      await ana.context.setOffline(false);
      const { accessToken } = await signIn(system, ana);
      await eventually(
        'four messages in the room',
        async () => {
          const { data } = await system.client(accessToken).roomMessages({ path: { id } });
          return data.map(({ content }) => content).filter((content) => texts.includes(content)).length === 4;
        },
        { ms: 30_000 },
      );
      const isFile = ({ attachments }: { attachments: { filename: string }[] }) => attachments[0]?.filename === 'score.pdf';
      const all = async () => (await system.client(accessToken).roomMessages({ path: { id } })).data;
      await eventually('the file in the room', async () => (await all()).some(isFile), { ms: 30_000 });
      const data = await all();
      expect(data.filter(isFile)).toHaveLength(1);
      const written = data.filter((message) => !isFile(message)).map(({ content }) => content);
      expect(written.sort()).toEqual([...texts].sort());
    },
    STEP_MS,
  );

  step(
    'rooms, messages and lists that were seen are read without connection, also after a reload',
    async (system) => {
      const { page } = ana;
      const said = `Said before ${word()}`;
      const { accessToken } = await signIn(system, ana);
      const made = await system.client(accessToken).createRoom({ body: { name: `Offline ${word()}` } });
      const { id, name } = made.data;
      await page.goto(`${system.address}/app/tracks`);
      await page.getByRole('heading', { level: 1, name: 'Tracks' }).waitFor();
      await eventually('the tracks to be kept', async () => (await keptOf(page)).includes('"tracks"'));
      await page.goto(`${system.address}/app/rooms/${id}`);
      await page.getByRole('textbox').fill(said);
      await page.keyboard.press('Enter');
      await page.getByRole('article').getByText(said).waitFor();
      await eventually('nothing to wait', async () => !(await keptOf(page)).includes('"outgoing":[{'));
      const isOfRoom = (record: string) => record.includes('"seenAt"') && record.includes(said);
      await eventually('the message to be kept', async () => (await recordsOf(page)).some(isOfRoom));
      await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
      await ana.context.setOffline(true);
      await page.reload();
      await page.getByRole('article').getByText(said).waitFor();
      await page.getByRole('heading', { name }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await page.goto(`${system.address}/app/tracks`);
      await page.getByRole('heading', { level: 1, name: 'Tracks' }).waitFor();
      expect(await page.getByText('Not available without connection').count()).toBe(0);
      await page.goto(`${system.address}/app/notices`);
      await page.getByText('Not available without connection').first().waitFor();
      await ana.context.setOffline(false);
      const later = `Said later ${word()}`;
      await page.goto(`${system.address}/app/rooms/${id}`);
      await page.getByRole('textbox').fill(later);
      await page.keyboard.press('Enter');
      await page.getByRole('article').getByText(later).waitFor();
      expect(await page.getByRole('article').getByText(said).count()).toBe(1);
    },
    STEP_MS,
  );

  step(
    'what a closed page has left is sent by the service worker, once',
    async (system) => {
      const { accessToken } = await signIn(system, ana);
      const client = system.client(accessToken);
      const { id } = (await client.createRoom({ body: { name: `Closed ${word()}` } })).data;
      const text = `Left behind ${word()}`;
      const elsewhere = await ana.context.newPage(); // keeps the browser open, and is no page of the client
      const worker = await ClientWorker.of(elsewhere, system.address);
      const page = await ana.context.newPage();
      await page.goto(`${system.address}/app/rooms/${id}`);
      await page.getByRole('textbox').waitFor();
      await ana.page.goto('about:blank');
      await ana.context.setOffline(true);
      await write(page, text);
      const isUnsent = (record: string) => record.includes('"outgoing":[{') && record.includes(text);
      await eventually('the message to be kept', async () => (await recordsOf(page)).some(isUnsent));
      await page.close();
      await ana.context.setOffline(false);
      await worker.sync('unsent');
      const sent = async () =>
        (await client.roomMessages({ path: { id } })).data.filter(({ content }) => content === text).length;
      // Below the limit of the step, so that a failure says what is missing.
      await eventually('the message in the room', async () => (await sent()) === 1, { ms: 12_000 });
      await elsewhere.close();
      await ana.page.goto(`${system.address}/app/rooms/${id}`);
      await ana.page.getByRole('article').getByText(text).waitFor();
      await eventually('nothing to wait', async () => (await ana.page.getByText('Will be sent').count()) === 0);
      expect(await sent()).toBe(1);
    },
    STEP_MS,
  );

  for (const width of [320, 390, 720])
    step(
      `every button of a room with a long name is within a window of ${width} px`,
      async () => {
        await ana.page.setViewportSize({ width, height: 844 });
        const field = ana.page.getByRole('textbox');
        for (const [text, button] of [
          ['', 'Record a voice message'],
          ['a word', 'Send'],
        ] as const) {
          await field.fill(text);
          await ana.page.getByRole('button', { name: button }).waitFor();
          const boxes = Boxes.parse(
            await ana.page.evaluate(`[...document.querySelectorAll('main button, main a, main textarea')]
              .map((element) => [element, element.getBoundingClientRect()])
              .filter(([element, { width }]) => width > 1 && element.checkVisibility())
              .map(([element, { left, right }]) => ({ name: element.ariaLabel ?? element.textContent, left, right }))`),
          );
          expect(boxes.map(({ name }) => name)).toContain(button);
          expect(boxes.filter(({ left, right }) => left < 0 || right > width)).toEqual([]);
        }
        await field.fill('');
      },
      STEP_MS,
    );

  step(
    'an address that others have made leads to no other site after the sign-in',
    async (system) => {
      const { page } = ana;
      for (const next of [ELSEWHERE, ELSEWHERE.replace('http:', ''), '/\t/127.0.0.1:1/phish', 'javascript:alert(1)']) {
        await page.goto(`${system.address}/app/sign-in?next=${encodeURIComponent(next)}`);
        await page.getByRole('heading', { name: 'Home', exact: true }).waitFor();
        expect(new URL(page.url()).origin).toBe(new URL(system.address).origin);
      }
    },
    STEP_MS,
  );

  step(
    'markup in names and messages is shown as text and runs nothing, and what looks like a script is no link',
    async (system) => {
      const { page } = ana;
      await page.setViewportSize({ width: 1_280, height: 800 });
      const markup = `<img src=x onerror="document.title='slipped'">`;
      const { accessToken } = await signIn(system, ana);
      const { data } = await system.client(accessToken).createRoom({ body: { name: markup, description: markup } });
      await page.goto(`${system.address}/app/rooms/${data.id}`);
      await page.getByRole('heading', { name: markup }).waitFor();
      const text = `${markup} javascript:alert(1)`;
      await page.getByRole('textbox').fill(text);
      await page.keyboard.press('Enter');
      await page.getByRole('article').filter({ hasText: text }).waitFor();
      const slipped = await page.evaluate(
        `[document.title, ...document.querySelectorAll('img[src=x], a[href^="javascript" i]')].map((each) => each.outerHTML ?? each)`,
      );
      expect(Texts.parse(slipped)).toEqual([expect.not.stringMatching(/^slipped$/)]);
    },
    STEP_MS,
  );

  step(
    'an unsent text stays over another page and a reload, until it is sent',
    async () => {
      const { page } = ana;
      const draft = `half a ${word()}`;
      const field = page.getByRole('textbox');
      const holds = (text: string) => eventually('the field to have it', async () => (await field.inputValue()) === text);
      await ana.visit('/rooms');
      await page.getByRole('link', { name: room }).click();
      await field.fill(draft);
      await page.getByRole('link', { name: 'Tracks' }).first().click();
      await page.waitForURL((url) => url.pathname === '/app/tracks');
      await page.goBack();
      await holds(draft);
      // Tracks may never have been shown: the field is the same then, and its text a moment from being kept.
      await eventually('the draft to be kept', async () => (await keptOf(page)).includes(`"text":"${draft}`));
      await page.reload();
      await holds(draft);
      await field.press('Enter');
      await page.getByRole('article').getByText(draft).waitFor();
      await eventually('the draft to be gone', async () => !(await keptOf(page)).includes(`"text":"${draft}`));
      await page.reload();
      await page.getByRole('article').getByText(draft).waitFor();
      await holds('');
      await field.fill(`${secret} unsent`);
      await eventually('the draft to be kept', async () => (await keptOf(page)).includes(`"text":"${secret}`));
    },
    STEP_MS,
  );

  step(
    'nothing is left of a session that ended elsewhere, and the next person in this browser sees nothing of it',
    async (system) => {
      const { page } = ana;
      await ana.page.setViewportSize({ width: 1_280, height: 800 });
      await roomOf(ana, secret, true);
      await page.reload();
      await page.getByRole('link', { name: secret }).waitFor();
      const kept = () => keptOf(page);
      await eventually('the list of rooms to be kept', async () => (await kept()).includes(secret));
      const elsewhere = await signIn(system, ana);
      await system.client(elsewhere.accessToken).revokeOtherSessions();
      await page.goto(`${system.address}/app/sign-in?next=/rooms`);
      await page.locator('input[type=email]').waitFor();
      await eventually('nothing to be kept', async () => !(await kept()).includes(secret));

      bo = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await bo.enter('/rooms');
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route('**/chat/rooms', async (route) => {
        await held;
        await route.continue();
      });
      await page.locator('input[type=email]').fill(bo.email);
      await page.locator('input[type=password]').fill(bo.password);
      await page.keyboard.press('Enter');
      await page.getByRole('navigation').first().waitFor();
      expect(await page.getByText(secret).count()).toBe(0);
      release();
      await page.getByRole('heading', { name: 'Rooms', exact: true }).waitFor();
      expect(await page.getByText(secret).count()).toBe(0);
    },
    STEP_MS,
  );

  step(
    'a page that is open while another build is served offers to load it',
    async (system) => {
      const { page } = bo;
      await page.route('**/index.html?latest', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/app/assets/index-next.js"></script>' }),
      );
      await page.goto(`${system.address}/app/rooms`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.evaluate(`dispatchEvent(new Event('vite:preloadError'))`);
      await page.getByText('A new version of Veza is there.').waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Load it' }).click();
      await page.getByText('A new version of Veza is there.').waitFor({ state: 'detached' });
    },
    STEP_MS,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...bo.faults]).toEqual([]);
    return Promise.resolve();
  });
});
