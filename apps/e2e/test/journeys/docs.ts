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

  step('lists every operation under a strict content security policy', async (system) => {
    const api = OpenApi.parse(JSON.parse((await system.rest.get('/openapi.json')).text));
    const response = await page.goto(`${system.address}/docs`);
    expect(response?.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    await page.locator('#createProduct').waitFor();
    const listed = await page.locator('.entry .method').count();
    expect([listed, listed > 50]).toEqual([api.operations.length, true]);
  });

  step('shows the parameters and responses of an operation', async () => {
    const box = page.locator('#createProduct');
    await box.locator('summary').first().click();
    await box.getByText('With a bearer token.').waitFor();
    const text = await box.innerText();
    for (const part of ['POST', '/api/v1/products', 'header Idempotency-Key', '201', '400', '401']) expect(text).toContain(part);
  });

  step('searches operations by their text', async () => {
    await page.locator('#filter').fill('waveform TRACK');
    const found = await page.locator('.entry:not([hidden])').count();
    expect([found > 0, await page.locator('#count').innerText()]).toEqual([true, `${found} found`]);
    for (const [id, shown] of Object.entries({ uploadTrack: 1, login: 0 }))
      expect(await page.locator(`#${id}:not([hidden])`).count()).toBe(shown);
    await page.locator('#filter').fill('');
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
