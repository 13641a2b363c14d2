import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { OpenApi } from '../../src/clients/openapi.js';
import { journey } from '../../src/journey.js';

const RENDERING_MS = 90_000;
/** Swagger UI renders the operations of a long list only where they are seen. */
const SHOWN = `[...document.querySelectorAll('.opblock')].map(({ id }) => id)`;
/** The console lists the webhooks of the document, too: they are no operations. */
const OPERATION = /^operations-(?!webhooks-)/;
/** Scrolls on, and returns whether there was more. */
const SCROLL = `(() => {
  const before = window.scrollY;
  window.scrollBy(0, 300);
  return window.scrollY > before;
})()`;

journey('the API documentation in a browser', (step) => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    page.on('console', (message) => void errors.push(message.text()));
    page.on('pageerror', (error) => void errors.push(error.message));
    page.on('requestfailed', (request) => void errors.push(`${request.url()} failed`));
  }, 90_000);
  afterAll(() => browser?.close());

  /** Shows the operations of one tag, or all. */
  const filter = (tag: string) => page.locator('.operation-filter-input').fill(tag);

  step('a call is found in the reference, with samples beside it, and a guide is one link away', async (system) => {
    const response = await page.goto(`${system.address}/docs`);
    expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    await page.getByRole('searchbox', { name: 'Find a call' }).fill('create a product');
    await page
      .locator('#found')
      .getByText(/^1 of \d{3}$/)
      .waitFor();
    await page.locator('main').getByRole('link', { name: 'Create a product', exact: true }).click();
    const call = page.locator('article#createProduct');
    await call.getByText('await veza.createProduct(').waitFor();
    await call.getByText('curl -X POST').waitFor();
    await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Receive a webhook' }).click();
    await page.getByRole('heading', { level: 1, name: 'Receive a webhook' }).waitFor();
    await page.goto(`${system.address}/docs/reference/authentication#loginEnveloped`);
    await page.locator('article#loginEnveloped').getByRole('heading').first().waitFor();
  });

  step(
    'the console lists every operation under a policy that admits only our own files',
    async (system) => {
      const api = OpenApi.parse(JSON.parse((await system.rest.get('/openapi.json')).text));
      const response = await page.goto(`${system.address}/docs/console`);
      expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      await page.locator('.opblock').first().waitFor({ timeout: RENDERING_MS });
      const listed = new Set<string>();
      await eventually(
        'every operation to be listed',
        async () => {
          for (const id of await page.evaluate<string[]>(SHOWN)) if (OPERATION.test(id)) listed.add(id);
          if (!(await page.evaluate<boolean>(SCROLL))) await page.evaluate('window.scrollTo(0, 0)');
          return listed.size >= api.operations.length;
        },
        { ms: RENDERING_MS },
      );
      expect([listed.size, listed.size > 50]).toEqual([api.operations.length, true]);
    },
    RENDERING_MS,
  );

  step('opens an operation with its parameters and responses', async () => {
    await page.evaluate('window.scrollTo(0, 0)');
    await filter('Products');
    const box = page.locator('[id$="-createProduct"]');
    await box.locator('.opblock-summary').click();
    await box.getByText('Idempotency-Key').first().waitFor();
    const text = await box.innerText();
    for (const part of ['POST', '/api/v1/products', 'Idempotency-Key', '201', '400', '401']) expect(text).toContain(part);
  });

  step('filters by tag', async () => {
    await filter('Tracks');
    await page.locator('[id$="-createProduct"]').waitFor({ state: 'detached' });
    await page.locator('[id$="-uploadTrack"]').waitFor();
    expect(await page.locator('[id$="-login"]').count()).toBe(0);
  });

  step('sends a call and shows its response', async () => {
    await filter('Platform');
    const box = page.locator('[id$="-getKeys"]');
    await box.locator('.opblock-summary').click();
    await box.locator('.execute').click();
    await box.getByText('"kty": "OKP"').first().waitFor();
  });

  step('logs no error', () => {
    expect(errors).toEqual([]);
    return Promise.resolve();
  });

  step('an injected script does not run', async () => {
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.slipped = true';
      document.body.append(script);
      return window.slipped === true;
    })()`);
    expect(ran).toBe(false);
    expect(errors.join()).toMatch(/Content Security Policy/);
  });
});
