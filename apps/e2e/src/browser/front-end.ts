import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { chromiumPath } from '../config.js';

/** A file of an installed package. */
export const moduleFile = (name: string, file: string): string =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', file);

const FILES: Record<string, { type: string; file: string }> = {
  '/': { type: 'text/html', file: join(import.meta.dirname, 'page.html') },
  '/axios.js': {
    type: 'text/javascript',
    file: moduleFile('axios', 'dist/axios.min.js'),
  },
  '/player': { type: 'text/html', file: join(import.meta.dirname, 'player.html') },
  '/hls.js': { type: 'text/javascript', file: moduleFile('hls.js', 'dist/hls.min.js') },
};
/** The browser's own message for every status of 400 and above. */
const REFUSED = /^Failed to load resource: the server responded with a status of \d+/;
const OPEN_MS = 60_000;

/** The server of a front end, and of a player, on an origin of its own. */
export async function servePage(): Promise<{ origin: string; close(): void }> {
  const server = createServer((request, response) => {
    const found = FILES[request.url ?? ''];
    if (found) response.setHeader('content-type', found.type).end(readFileSync(found.file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return { origin: `http://localhost:${port}`, close: () => void server.close() };
}

/** A credential with its private key. */
export interface VirtualCredential {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}

export interface VirtualAuthenticator {
  credentials(): Promise<VirtualCredential[]>;
  add(credential: VirtualCredential): Promise<unknown>;
  /** Whether it verifies its user from now on. */
  verifies(verified: boolean): Promise<unknown>;
}

/** The machine's Chromium, without a window. */
export function openBrowser(...more: string[]): Promise<Browser> {
  if (chromiumPath === undefined)
    throw new Error('Chromium was not found and could not be fetched: install it or set CHROMIUM_PATH');
  const args = ['--no-sandbox', '--disable-dev-shm-usage', ...more];
  return chromium.launch({ executablePath: chromiumPath, timeout: OPEN_MS, args });
}

/** Adds a virtual authenticator to this page only: DevTools protocol, WebAuthn. It verifies its user. */
export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await devTools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    add: (credential) => devTools.send('WebAuthn.addCredential', { authenticatorId, credential }),
    verifies: (isUserVerified) => devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}

/** The page, open in a browser: its actions and its console errors. */
export class FrontEnd {
  /** Console errors, without the browser's own message for rejected requests. */
  readonly errors: string[] = [];

  private constructor(private readonly page: Page) {
    page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSED.test(message.text())) this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  static async at(browser: Browser, url: string): Promise<FrontEnd> {
    const frontEnd = new FrontEnd(await browser.newPage());
    await frontEnd.page.goto(url);
    return frontEnd;
  }

  static async open(browser: Browser, origin: string, baseURL: string, share: boolean): Promise<FrontEnd> {
    const frontEnd = await FrontEnd.at(browser, origin);
    await frontEnd.does('open', { baseURL, share });
    return frontEnd;
  }

  authenticator(): Promise<VirtualAuthenticator> {
    return addAuthenticator(this.page);
  }

  does(action: string, input?: unknown): Promise<unknown>;
  does<S extends z.ZodType>(action: string, input: unknown, reply: S): Promise<z.output<S>>;
  async does(action: string, input?: unknown, reply: z.ZodType = z.unknown()): Promise<unknown> {
    return reply.parse(await this.page.evaluate(`actions.${action}(${JSON.stringify(input)})`));
  }
}
