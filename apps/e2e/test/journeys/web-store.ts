import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { word } from '../../src/test-users.js';

const PICTURE = readFileSync(fileURLToPath(new URL('../../../web/public/icons/icon-192.png', import.meta.url)));

/** One person sells in English at a desktop, another one finds, rates and loads in French at a phone. */
journey('the market in the web client', (step) => {
  let browser: Browser;
  let ana: Person;
  let other: Person;
  let bo: Person;
  const name = `Oud ${word()}`;
  const sample = `Clap ${word()}`;
  let address = '';

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a seller creates a product with a picture and a file',
    async (system) => {
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ana.signUp();
      const { page } = ana;
      await ana.visit('/products/new');
      expect(await ana.findings()).toEqual([]);
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Price in euros').fill('12,50');
      await page.getByLabel('Prices in other currencies').fill('ABC 3');
      await page.getByRole('button', { name: 'Create the product' }).click();
      await page.getByText('is no currency of ISO 4217').waitFor(); // at its field
      await page.getByLabel('Prices in other currencies').fill('USD 13.90, JPY 1500');
      await page.getByRole('button', { name: 'Create the product' }).click();
      await page.getByRole('heading', { name: `Edit ${name}` }).waitFor();
      await page.locator('input[name=picture]').setInputFiles({ name: 'oud.png', mimeType: 'image/png', buffer: PICTURE });
      await page.getByLabel('What it shows').fill('An oud on a chair');
      await page.getByRole('button', { name: 'Add the picture' }).click();
      await page.getByText('An oud on a chair').waitFor();
      await page
        .locator('input[name=file]')
        .setInputFiles({ name: 'care.txt', mimeType: 'text/plain', buffer: Buffer.from('Dry.') });
      await page.getByRole('button', { name: 'Add the file' }).click();
      await page.getByText('care.txt').waitFor();
      expect(await ana.findings()).toEqual([]);
      address = new URL(page.url()).pathname.replace('/app', '');
    },
    60_000,
  );

  step(
    'two browsers edit it at once: what only one changed is kept, and the conflict is decided',
    async (system) => {
      other = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await other.signInAs(ana);
      await other.visit(address);
      await ana.visit(address);
      await other.page.getByLabel('Price in euros').fill('11');
      await other.page.getByLabel('In stock').fill('4');
      await other.page.getByRole('button', { name: 'Save' }).click();
      await other.page.getByText('Saved.').waitFor();
      await ana.page.getByLabel('Price in euros').fill('10');
      await ana.page.getByLabel('Category').fill('strings');
      await ana.page.getByRole('button', { name: 'Save' }).click();
      const conflict = ana.page.getByRole('alert', { name: 'Changed in the meantime' });
      await conflict.waitFor();
      expect(await ana.findings()).toEqual([]);
      await conflict.getByRole('radio', { name: 'Mine' }).check({ force: true });
      await conflict.getByRole('button', { name: 'Save the decision' }).click();
      await ana.page.getByText('Saved.').waitFor();
      expect(await ana.page.getByLabel('Price in euros').inputValue()).toBe('10');
      expect(await ana.page.getByLabel('In stock').inputValue()).toBe('4');
      await ana.page.getByRole('link', { name: 'See the product' }).click();
      await ana.page.getByText('€10.00').waitFor();
      await ana.page.getByText('¥1,500').waitFor();
      await ana.page.getByRole('img', { name: 'An oud on a chair' }).waitFor();
      expect(await ana.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'the seller describes the picture anew, reads the history, and imports a file with a faulty row',
    async () => {
      const { page } = ana;
      await page.getByRole('link', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Describe picture 1' }).click();
      await page.getByLabel('What picture 1 shows').fill('An oud at a window');
      expect(await ana.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Save the description' }).click();
      await page.getByText('An oud at a window').waitFor();
      await page.getByRole('link', { name: 'History' }).click();
      await page.getByRole('heading', { name: 'Pictures ordered or described' }).waitFor();
      await page.getByRole('heading', { name: 'Facts changed' }).first().waitFor();
      expect(await ana.findings()).toEqual([]);
      await ana.visit('/products');
      await page.getByRole('link', { name: 'Import and export' }).click();
      const csv = `sku,name,price,stock\n${word()},Lute ${word()},12.5,1\n${word()},Bow,much,1\n`;
      await page.locator('input[name=file]').setInputFiles({ name: 'lutes.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByText('1 created, 0 changed, 0 unchanged, 1 with faults').waitFor();
      await page.getByRole('cell', { name: 'price' }).waitFor();
      expect(await ana.findings()).toEqual([]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV, for spreadsheets' }).click(),
      ]);
      expect(readFileSync(await download.path(), 'utf8')).toContain('Lute');
      await ana.visit(address.replace('/edit', ''));
    },
    60_000,
  );

  step(
    'the sentence of the API about a conflict is shown',
    async () => {
      const { page } = ana;
      for (const text of ['First', 'Second']) {
        await ana.visit('/products/new');
        await page.getByLabel('Name').fill(`${text} ${word()}`);
        await page.getByLabel('Price in euros').fill('1');
        await page.getByLabel('Your key').fill(name);
        await page.getByRole('button', { name: 'Create the product' }).click();
        if (text === 'First') await page.getByRole('heading', { name: /^Edit First/ }).waitFor();
      }
      await page.getByRole('alert').getByText('Another product of this owner has the same SKU').waitFor();
      await ana.visit(address.replace('/edit', ''));
    },
    60_000,
  );

  step(
    'a product is deleted, and restored from the trash',
    async () => {
      await ana.page.getByRole('link', { name: 'Edit' }).click();
      await ana.page.getByRole('button', { name: 'Move to the trash' }).click();
      await ana.page.getByRole('button', { name: `Restore ${name}` }).click();
      await ana.page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
      await ana.visit('/resources/new');
      await ana.page
        .locator('input[name=file]')
        .setInputFiles({ name: 'clap.txt', mimeType: 'text/plain', buffer: Buffer.from('Clap!') });
      await ana.page.getByLabel('Title').fill(sample);
      await ana.page.getByLabel('Tags').fill('hand, dry');
      expect(await ana.findings()).toEqual([]);
      await ana.page.getByRole('button', { name: 'Share it' }).click();
      await ana.page.getByRole('link', { name: sample }).waitFor();
    },
    60_000,
  );

  step(
    'another person finds the product as one types, without an account, and sees prices in French',
    async (system) => {
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const { page } = bo;
      await bo.visit('/products');
      await page.getByLabel('Rechercher des produits').pressSequentially(name.slice(0, 9));
      await page.getByRole('link', { name }).waitFor();
      await page.waitForURL((url) => url.searchParams.get('q') === name.slice(0, 9)); // a reload keeps it
      await page.getByText('Filtres', { exact: true }).click();
      await page.getByLabel('strings (1)').check();
      await page.getByText('un produit', { exact: true }).waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('link', { name }).click();
      await page.getByText('10,00 €').waitFor();
      expect(await bo.findings()).toEqual([]);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.reload(); // as a link in a mail opens it
      await page.locator('#main').getByText('10,00 €').waitFor();
      expect(asked.filter((path) => /\/products\/\d+$/.test(path))).toEqual([new URL(page.url()).pathname]);
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'after sign-in that person rates and loads a resource, and writes to its owner about it',
    async (system) => {
      const { page } = bo;
      await bo.signUp();
      await bo.visit(`/resources?q=${encodeURIComponent(sample)}`);
      await page.getByRole('link', { name: sample }).click();
      await page.getByRole('radio', { name: '4 étoiles' }).check({ force: true });
      await page.getByText('4 (une note)').waitFor();
      await page.getByRole('radio', { name: '5 étoiles' }).check({ force: true });
      await page.getByText('5 (une note)').waitFor();
      expect(await bo.findings()).toEqual([]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Télécharger clap.txt' }).click(),
      ]);
      expect(readFileSync(await download.path(), 'utf8')).toBe('Clap!');
      await page.getByRole('link', { name: `Écrire à ${ana.username}` }).click();
      const field = page.getByLabel(`Message à ${ana.username}`);
      await eventually('the quote', async () => (await field.inputValue()).startsWith(`> [${sample}](${system.address}/app/`));
      await field.press('ControlOrMeta+End');
      await field.pressSequentially('Libre ?');
      await field.press('Enter');
      const links = page.getByRole('article').getByRole('link', { name: sample });
      await eventually('the quote and its card', async () => (await links.count()) === 2);
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ana.faults, ...other.faults, ...bo.faults]).toEqual([]);
    return Promise.resolve();
  });
});
