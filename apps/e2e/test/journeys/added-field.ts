import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { WEB_DIR } from '../../src/browser/web-plan.js';
import { journey, useSystem } from '../../src/journey.js';
import { signUp, word } from '../../src/test-users.js';

/**
 * What `docs/adding-a-field.md` ends in: products with a `brand`. `tools/docs/test/adding-a-field.drill.ts` runs it on a copy
 * of the repository that has the field.
 */
useSystem({
  without: ['chat', 'booking', 'community'],
  env: { WEB_DIR },
});

const Branded = z.object({ id: z.int(), brand: z.string().nullable() });

journey('products with a brand', (step) => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step('the API describes the field, stores it, changes it and rejects a long one by its name', async (system) => {
    expect((await system.rest.get('/openapi.json')).expect(200).text).toContain('Brand of the product');
    const rest = system.rest.as((await signUp(system, 'maker')).accessToken);
    const draft = { name: `Oud ${word()}`, price: 12.5 };
    const created = (await rest.post('/api/v1/products', { json: { ...draft, brand: 'Nazih' } })).expect(201).as(Branded);
    expect(created.brand).toBe('Nazih');
    const path = `/api/v1/products/${created.id}`;
    (await rest.put(path, { json: { brand: 'Hagström' } })).expect(200);
    expect((await rest.get(path)).expect(200).as(Branded).brand).toBe('Hagström');
    const refusal = (await rest.post('/api/v1/products', { json: { ...draft, brand: 'x'.repeat(81) } })).refused(400);
    expect(JSON.stringify(refusal)).toContain('brand');
  });

  step(
    'the web client has it in the form, on the page and in the history',
    async (system) => {
      const ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ana.signUp();
      const { page } = ana;
      const name = `Rebab ${word()}`;
      await ana.visit('/products/new');
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Price in euros').fill('12');
      await page.getByLabel('Brand').fill('Nazih');
      await page.getByRole('button', { name: 'Create the product' }).click();
      await page.getByRole('heading', { name: `Edit ${name}` }).waitFor();
      await page.getByLabel('Brand').fill('Hagström');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      const path = new URL(page.url()).pathname.replace(/^\/app|\/edit$/g, '');
      await ana.visit(`${path}/history`);
      const change = page.getByRole('main').getByRole('definition').filter({ hasText: 'Hagström' });
      await change.getByText('Nazih').waitFor();
      await page.getByText('Brand', { exact: true }).waitFor();
      expect(await ana.findings()).toEqual([]);
      await ana.visit(path);
      await page.getByText('Hagström').waitFor();
      expect(await ana.findings()).toEqual([]);
    },
    60_000,
  );
});
