import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from '@veza/testing';
import type { TestSystem } from '../test-system.js';
import { word } from '../test-users.js';

const Mails = z.array(z.object({ text: z.string() }));
const Findings = z.array(z.string());
/** The rules of WCAG 2.2 AA, and the good practices that axe knows. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface PersonPlan {
  locale: 'en' | 'fr';
  device: 'desktop' | 'phone';
}

/** A person at the web client, in a browser profile of their own. */
export class Person {
  readonly username = word();
  readonly email = `${this.username}@example.test`;
  readonly password = `Pw-${word()}`;
  /** Violations of the policy and errors of script, without the browser's own lines for refused requests. */
  readonly faults: string[] = [];

  private constructor(
    readonly system: TestSystem,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => void this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.faults.push(message.text());
    });
  }

  static async open(system: TestSystem, browser: Browser, { locale, device }: PersonPlan): Promise<Person> {
    const viewport = device === 'phone' ? { width: 390, height: 844 } : { width: 1_280, height: 800 };
    const context = await browser.newContext({ locale, viewport, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Person(system, context, page);
  }

  /** Opens a page of the client by its address. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.system.address}/app${path}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** The token of the link to this page in a mail to this person; the outbox of development shows it. */
  async mailedToken(page: 'verify-email' | 'reset-password'): Promise<string> {
    return eventually('the mail', async () => {
      const mails = (await this.system.rest.get(`/dev/outbox?to=${this.email}`)).expect(200).as(Mails);
      const tokens = mails.map(({ text }) => new RegExp(`${page}\\?token=([\\w-]+)`).exec(text)?.[1]);
      return tokens.find((token) => token !== undefined);
    });
  }

  /** What axe finds on the present page, in light and in dark: rule and element. */
  async findings(): Promise<string[]> {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await this.page.evaluate(axe.source);
      const run = `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 200) + ' ' + node.failureSummary)))`;
      const violations = Findings.parse(await this.page.evaluate(run));
      found.push(...violations.map((text) => `${colorScheme}: ${text}`));
    }
    return found;
  }
}
