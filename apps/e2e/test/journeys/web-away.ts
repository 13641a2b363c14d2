import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { makeSound, pad } from '../../src/sound.js';

/** A short sound in a file whose bytes do not repeat. */
const SECONDS = 4;
const FILE_BYTES = 200 * 1_024 ** 2;
const AWAY_MS = 30_000;
const STEP_MS = 180_000;
/** Pieces that have arrived before the line breaks, of about fifty. */
const PIECES = 8;

/** The network of two browsers is away for half a minute, in the middle of an upload and of a message. */
journey('a network that is away for half a minute', (step) => {
  let browser: Browser;
  let ana: Person;
  let bo: Person;
  let path = '';
  const begun: string[] = [];
  const waiting = () => bo.page.getByText('Sera envoyé au retour de la connexion');
  const write = async (text: string) => {
    await bo.page.getByRole('textbox').pressSequentially(text);
    await bo.page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a large sound is on its way, and a message is half written',
    async (system) => {
      path = join(system.workshop, 'large.wav');
      ana = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await makeSound(path, 'wav', SECONDS);
      await pad(path, FILE_BYTES);
      await ana.enter('/tracks');
      await bo.enter('/rooms');
      await bo.page.getByRole('button', { name: 'Créer un salon' }).first().click();
      await bo.page.getByLabel('Nom', { exact: true }).fill('Absence');
      await bo.page.getByRole('button', { name: 'Créer', exact: true }).click();
      await bo.page.getByRole('heading', { name: 'Absence' }).waitFor();
      await write('avant;');
      await bo.page.getByRole('textbox').pressSequentially('pen');
      let pieces = 0;
      ana.page.on('request', (request) => {
        if (request.method() === 'POST' && request.url().endsWith('/uploads')) begun.push(request.url());
      });
      ana.page.on('response', (response) => {
        if (response.request().method() === 'PATCH') pieces += 1;
      });
      await ana.drop([path]);
      await eventually('some pieces to arrive', () => pieces >= PIECES, { ms: 60_000 });
    },
    STEP_MS,
  );

  step(
    'without a network the messages wait, and say so',
    async () => {
      await Promise.all([ana.context.setOffline(true), bo.context.setOffline(true)]);
      const since = pause(AWAY_MS);
      await write('dant;');
      await write('ensuite;');
      await eventually('both messages to wait', async () => (await waiting().count()) === 2);
      await ana.page.getByText('on its way').waitFor();
      await since;
      expect(await waiting().count()).toBe(2);
      expect(await bo.page.getByText('Non envoyé').count()).toBe(0);
      await Promise.all([ana.context.setOffline(false), bo.context.setOffline(false)]);
    },
    STEP_MS,
  );

  step(
    'with the network the messages go by themselves, once and in order',
    async () => {
      await eventually('nothing to wait', async () => (await bo.page.getByText(/Sera envoyé|Envoi$/).count()) === 0, {
        ms: 40_000,
      });
      await bo.page.reload();
      const log = bo.page.getByRole('region', { name: 'Messages de Absence' });
      await log.getByText('ensuite;').waitFor();
      expect((await log.innerText()).match(/\w+;/g)).toEqual(['avant;', 'pendant;', 'ensuite;']);
    },
    STEP_MS,
  );

  step(
    'the upload goes on by itself, and arrives whole and once',
    async (system) => {
      const { size } = await stat(path);
      expect(size).toBeGreaterThanOrEqual(FILE_BYTES);
      const copies = async () => {
        const files = await system.storedFiles();
        const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => undefined))?.size));
        return files.filter((_, index) => sizes[index] === size);
      };
      await ana.page
        .getByRole('main')
        .getByRole('listitem')
        .getByRole('heading', { name: 'Generated' })
        .waitFor({ timeout: 90_000 });
      const stored = await copies();
      expect(stored).toHaveLength(1);
      expect(await digestOf(stored[0] ?? '')).toBe(await digestOf(path));
      expect(begun).toHaveLength(1);
      expect(await ana.page.getByRole('main').getByRole('heading', { name: 'Generated' }).count()).toBe(1);
    },
    STEP_MS,
  );
});

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
