import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, firefox } from 'playwright-core';
import { firefoxPath } from '../config.js';

/**
 * Playwright fills a field of Firefox by the `value` that React watches, so React sees no change. This fills it as a keyboard
 * does. The setter refuses Playwright's own function.
 */
const FILL = `Object.defineProperty(window, '__pw_bidiInsertText', {
  get: () => (text) => void document.execCommand('insertText', false, text),
  set: () => undefined,
})`;
const OPEN_MS = 60_000;
/** A microphone that plays a tone, given without a question, and sound without a click before it. */
const PREFERENCES = {
  'ui.prefersReducedMotion': 1,
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
};

/** The machine's Firefox, without a window. Debian's is older than the commands that Playwright sends, so a relay answers some. */
export function openFirefox(): Promise<Browser> {
  if (firefoxPath === undefined)
    throw new Error('Firefox was not found and could not be fetched: install it or set FIREFOX_PATH');
  return firefox.launch({
    channel: 'moz-firefox',
    executablePath: join(import.meta.dirname, 'firefox-relay.mjs'),
    // Firefox refuses to run as root for the home of another user.
    env: { ...process.env, FIREFOX_PATH: firefoxPath, HOME: tmpdir() },
    timeout: OPEN_MS,
    firefoxUserPrefs: PREFERENCES,
  });
}

export const isFirefox = (context: BrowserContext): boolean => context.browser()?.browserType().name() === 'firefox';

/** Prepares a profile of any browser for pages that React draws. */
export async function prepareProfile(context: BrowserContext): Promise<void> {
  if (isFirefox(context)) await context.addInitScript(FILL);
}
