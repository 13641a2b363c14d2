import { provideChromium } from '@veza/servers';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ChatStage, PASSWORD } from '../chat/stage.js';
import { say, STATE } from '../measure/servers.js';
import { type BareServer, serveBarePage } from './bare-page.js';
import { fillRooms } from './rooms.js';

const NAMES = ['bench_ana', 'bench_bo'] as const;
const VIEWPORT = { width: 1_280, height: 800 };

/** The client as the gateway serves it, the browsers of two people, and the bare page. */
export class WebStage {
  private constructor(
    private readonly chat: ChatStage,
    private readonly bare: BareServer,
    readonly browsers: readonly [Browser, Browser],
  ) {}

  /** @param web folder of the built client */
  static async open(web: string): Promise<WebStage> {
    const executablePath = await provideChromium(STATE, say);
    const chat = await ChatStage.open(1, fillRooms, { WEB_DIR: web });
    await chat.signUp(NAMES);
    const launch = () => chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
    return new WebStage(chat, await serveBarePage(), [await launch(), await launch()]);
  }

  /** A room of the client. The person of this browser signs in by the form. */
  async openRoom(browser: 0 | 1, room: string): Promise<Page> {
    const page = await this.blankPage(browser);
    await page.goto(`${this.chat.gatewayUrl.replace('127.0.0.1', 'localhost')}/app/rooms/${room}`);
    await page.locator('input[type=email]').fill(`${NAMES[browser]}@example.test`);
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: room }).waitFor();
    return page;
  }

  async openBarePage(browser: 0 | 1): Promise<Page> {
    const page = await this.blankPage(browser);
    await page.goto(this.bare.url);
    return page;
  }

  async close(): Promise<void> {
    for (const browser of this.browsers) await browser.close();
    this.bare.close();
    await this.chat.close();
  }

  /** In a profile of its own, which is a window of its own: it is in sight, and so it is drawn. */
  private async blankPage(browser: 0 | 1): Promise<Page> {
    const context = await this.browsers[browser].newContext({ locale: 'en', viewport: VIEWPORT });
    return context.newPage();
  }
}
