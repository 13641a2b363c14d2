import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { OpenApi } from '../../src/clients/openapi.js';
import { journey } from '../../src/journey.js';

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

  step('lists every operation under a policy that admits only our own files', async (system) => {
    const api = OpenApi.parse(JSON.parse((await system.rest.get('/openapi.json')).text));
    const response = await page.goto(`${system.address}/docs`);
    expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    await page.locator('[id$="-createProduct"]').waitFor({ timeout: 60_000 });
    const listed = await page.locator('.opblock').count();
    expect([listed, listed > 50]).toEqual([api.operations.length, true]);
  });

  step('opens an operation with its parameters and responses', async () => {
    const box = page.locator('[id$="-createProduct"]');
    await box.locator('.opblock-summary').click();
    await box.getByText('Idempotency-Key').first().waitFor();
    const text = await box.innerText();
    for (const part of ['POST', '/api/v1/products', 'Idempotency-Key', '201', '400', '401']) expect(text).toContain(part);
  });

  step('filters by tag', async () => {
    const all = await page.locator('.opblock').count();
    await page.locator('.operation-filter-input').fill('Tracks');
    await page.locator('[id$="-login"]').waitFor({ state: 'detached' });
    expect(await page.locator('[id$="-uploadTrack"]').count()).toBe(1);
    expect(await page.locator('.opblock').count()).toBeLessThan(all);
    await page.locator('.operation-filter-input').fill('');
  });

  step('sends a call and shows its response', async () => {
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
