import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Person } from './person.js';

const DRAWING = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PAGE = `<!doctype html><title>Page</title><meta property="og:title" content="A review &amp; more">
  <meta property="og:site_name" content="Magazine"><meta property="og:image" content="/drawing.png">`;

const readers: string[] = [];
const site: Server = createServer(({ url, headers }, response) => {
  readers.push(String(headers['user-agent']));
  if (url === '/drawing.png') response.setHeader('content-type', 'image/png').end(DRAWING);
  else response.setHeader('content-type', 'text/html').end(PAGE);
});
await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
site.unref(); // it ends with the tests

/** A site elsewhere, whose pages are reviews. */
export const OUTSIDE_SITE = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

/** Both see the title and the picture of a page elsewhere, which only the platform has asked for. */
export async function previewElsewhere(ana: Person, bo: Person): Promise<void> {
  await ana.page.getByRole('textbox').fill(`read ${OUTSIDE_SITE}/review ||${OUTSIDE_SITE}/hidden||`);
  await ana.page.keyboard.press('Enter');
  for (const { page } of [ana, bo]) {
    const card = page.getByRole('article').filter({ has: page.getByRole('link', { name: 'A review & more' }) });
    await card.getByText('Magazine').waitFor();
    // No waitForFunction: it asks again by an eval in the page, which the policy refuses.
    const isShown =
      "[...document.querySelectorAll('article img')].some((img) => img.src.includes('/media/p/') && img.naturalWidth > 0)";
    await eventually('the picture to be shown', async () => (await page.evaluate(isShown)) === true);
  }
  expect(readers).toHaveLength(2);
  for (const reader of readers) expect(reader).toContain('Veza');
  expect([...(await ana.findings()), ...(await bo.findings())]).toEqual([]);
}
