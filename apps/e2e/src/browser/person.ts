import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import type { TestSystem } from '../test-system.js';
import { confirmAddress, word } from '../test-users.js';
import { ClientWorker } from './client-worker.js';
import { isFirefox, prepareProfile } from './firefox.js';
import { moduleFile } from './front-end.js';

const Mails = z.array(z.object({ text: z.string() }));
const Findings = z.array(z.string());
const AXE = readFileSync(moduleFile('axe-core', 'axe.min.js'), 'utf8');
/** The rules of WCAG 2.2 AA, and the good practices that axe knows. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The browser's own lines: a refused request, and a look for a newer service worker without a connection. */
const OF_BROWSER = /^(Failed to load resource|An unknown error occurred when fetching the script\.$)/;

export interface PersonPlan {
  locale: 'en' | 'fr';
  device: 'desktop' | 'phone';
  /** Where the client is; by default at the address of the system. */
  origin?: string;
  /** Without a service worker, all requests of a page pass its routes. */
  serviceWorkers?: 'block';
}

/** A person at the web client, in a browser profile of their own. */
export class Person {
  readonly username = word();
  readonly email = `${this.username}@example.test`;
  readonly password = `Pw-${word()}`;
  /** Violations of the policy and errors of script, without the browser's own lines. */
  readonly faults: string[] = [];

  private constructor(
    readonly system: TestSystem,
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly origin: string,
  ) {
    system.shows(page);
    page.on('pageerror', (error) => void this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !OF_BROWSER.test(message.text())) this.faults.push(message.text());
    });
  }

  static async open(
    system: TestSystem,
    browser: Browser,
    { locale, device, origin, serviceWorkers }: PersonPlan,
  ): Promise<Person> {
    const viewport = device === 'phone' ? { width: 390, height: 844 } : { width: 1_280, height: 800 };
    const context = await browser.newContext({ locale, viewport, reducedMotion: 'reduce', serviceWorkers });
    await prepareProfile(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Person(system, context, page, origin ?? system.address);
  }

  /** Opens a page of the client by its address. The served page has a title too, until the script replaces it. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.origin}/app${path}`);
    await this.page.locator('.opening').waitFor({ state: 'detached' });
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Signs up by the API, and signs in where the page at this address asks for it. */
  async enter(path: string): Promise<void> {
    const { email, username, password, page } = this;
    (await this.system.rest.post('/signup', { json: { email, username, password: this.system.secret(password) } })).expect(201);
    await confirmAddress(this.system, username);
    await page.goto(`${this.origin}/app${path}`);
    await page.locator('input[type=email]').fill(email);
    await page.locator('input[type=password]').fill(password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === `/app${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Makes the account, with a confirmed address, and signs in. */
  async signUp(): Promise<void> {
    const { username, email, password, system } = this;
    (await system.rest.post('/signup', { json: { username, email, password: system.secret(password) } })).expect(201);
    const token = await this.mailedToken('verify-email');
    (await system.rest.post('/auth/verify-email', { json: { token, password } })).expect(200);
    await this.signInAs(this);
  }

  /** Signs in by the form, as this or another person. */
  async signInAs({ email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
    await this.visit('/sign-in');
    await this.page.locator('input[type=email]').fill(email);
    await this.page.locator('input[type=password]').fill(password);
    await this.page.keyboard.press('Enter');
    await this.page.getByRole('navigation').first().waitFor();
  }

  /** Drags files from outside of the browser onto the middle of the page. */
  async drop(files: readonly string[]): Promise<void> {
    const devTools = await this.context.newCDPSession(this.page);
    const { width = 0, height = 0 } = this.page.viewportSize() ?? {};
    const data = { items: [], files: [...files], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devTools.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
    await devTools.detach();
  }

  /** Opens a fold. What loads above it moves it under the pointer, so a click that missed it is repeated. */
  async unfold(summary: string): Promise<void> {
    const fold = this.page.locator('summary', { hasText: summary });
    await eventually(`the fold "${summary}" to be open`, async () => {
      if (await fold.evaluate((element) => element.parentElement?.hasAttribute('open'))) return true;
      await fold.click();
      return false;
    });
  }

  /** The token of the link to this page in a mail to this person. */
  mailedToken(page: 'verify-email' | 'reset-password'): Promise<string> {
    return this.mailed(new RegExp(`${page}\\?token=([\\w-]+)`));
  }

  /** The first group of this expression in a mail to this person; the outbox of development shows it. */
  mailed(wanted: RegExp): Promise<string> {
    return eventually('the mail', async () => {
      const mails = (await this.system.rest.get(`/dev/outbox?to=${this.email}`)).expect(200).as(Mails);
      return mails.map(({ text }) => wanted.exec(text)?.[1]).find((found) => found !== undefined);
    });
  }

  /** Delivers a push to the service worker of this browser, as its push service would. */
  async push(payload: object): Promise<void> {
    const worker = await ClientWorker.of(this.page, this.system.address);
    await worker.push({ id: 'push', at: new Date().toISOString(), path: '/app/rooms', ...payload });
    await worker.close();
  }

  /** What axe finds on the present page: rule and element. In dark, contrast is all that can differ. */
  async findings(): Promise<string[]> {
    const found: string[] = [];
    // axe ends the page of Debian's Firefox (signal 11), so its rules are for the pages in Chromium.
    if (isFirefox(this.context)) return found;
    await this.loadAxe();
    for (const [colorScheme, rules] of [
      ['light', RULES],
      ['dark', ['color-contrast']],
    ] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'], selectors: false });
      const run = `axe.run(document, ${options}).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`;
      const violations = Findings.parse(await this.page.evaluate(run));
      found.push(...violations.map((text) => `${colorScheme}: ${text}`));
    }
    return found;
  }

  /** Once a document: half a second for a script of this size. */
  private async loadAxe(): Promise<void> {
    if (!(await this.page.evaluate(`'axe' in window`))) await this.page.evaluate(`${AXE}; undefined`);
  }
}
