import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';

/** What the client plays with, for the test to look at: the last two elements that were made. */
const KEEP_ELEMENTS = `
  window.sounds = [];
  const Element = window.Audio;
  window.Audio = class extends Element {
    constructor() {
      super();
      window.sounds = [...window.sounds, this].slice(-2);
    }
  };`;

/** What the browser calls when a key for media is pressed, for the test to call. */
export const KEEP_MEDIA_KEYS = `
  window.mediaKeys = {};
  const set = navigator.mediaSession.setActionHandler.bind(navigator.mediaSession);
  navigator.mediaSession.setActionHandler = (action, handler) => {
    set(action, handler);
    window.mediaKeys[action] = handler;
  };`;

/** A browser as on an iPhone: it has no Media Source Extensions and plays playlists itself. */
export const WITHOUT_SOURCES = `
  delete window.MediaSource;
  delete window.ManagedMediaSource;
  const Element = window.Audio;
  window.elements = [];
  window.Audio = class extends Element {
    constructor() {
      super();
      window.elements.push(this);
    }
  };
  Object.defineProperty(window, 'element', { get: () => window.elements.find(({ src }) => src !== '') ?? window.elements[0] });`;

/** Until the next sound is heard: whether it could be played before the one that is heard had ended. */
const NEXT_PREPARED = `new Promise((resolve) => {
  const [heard, next] = sounds.toSorted((a, b) => Number(a.paused) - Number(b.paused));
  let prepared = false;
  const timer = setInterval(() => {
    if (!heard.paused && heard.currentTime < heard.duration) prepared = next.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    if (next.paused || next.currentTime < 0.5) return;
    clearInterval(timer);
    resolve(prepared);
  }, 4);
})`;

/** Goes to the next track so many times, each time until it is heard. */
const nextTracks = (times: number) => `(async () => {
  for (let time = 0; time < ${times}; time += 1) {
    mediaKeys.nexttrack({ action: 'nexttrack' });
    await new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!sounds.some(({ paused, currentTime }) => !paused && currentTime > 0 && currentTime < 2)) return;
        clearInterval(timer);
        resolve();
      }, 5);
    });
  }
})()`;

const Metrics = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

export const keepElements = (context: BrowserContext): Promise<unknown> => context.addInitScript(KEEP_ELEMENTS);
export const isNextPrepared = async (page: Page): Promise<boolean> => z.boolean().parse(await page.evaluate(NEXT_PREPARED));

/** So far that the next track is prepared, if it will be. */
const SETTLED = 'sounds.some(({ paused, currentTime }) => !paused && currentTime > 1.5)';

/** Waits until a page has hardly more listeners and MiB of the heap than before so many tracks. What is on its way ends by itself. */
export async function growsLess(page: Page, tracks: number, most: { listeners: number; heapMib: number }): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Performance.enable');
  const read = async () => {
    await eventually('the next track to be prepared', async () => (await page.evaluate(SETTLED)) === true);
    await devTools.send('HeapProfiler.collectGarbage');
    const { metrics } = Metrics.parse(await devTools.send('Performance.getMetrics'));
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { listeners: of('JSEventListeners'), heap: of('JSHeapUsedSize') };
  };
  await page.evaluate(nextTracks(4));
  const before = await read();
  await page.evaluate(nextTracks(tracks));
  const isLittle = async () => {
    const after = await read();
    expect(after.listeners - before.listeners).toBeLessThan(most.listeners);
    expect((after.heap - before.heap) / 1024 ** 2).toBeLessThan(most.heapMib);
    return true;
  };
  await eventually('the page to keep little of the tracks', isLittle, { everyMs: 500 });
  await devTools.detach();
}
