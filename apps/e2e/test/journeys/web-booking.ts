import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../../src/browser/front-end.js';
import { Person } from '../../src/browser/person.js';
import { journey } from '../../src/journey.js';
import { signIn, signUp, word } from '../../src/test-users.js';

const Made = z.object({ id: z.string() });
const Me = z.object({ user: z.object({ id: z.int() }) });

/** Whether it appears while a week loads. */
const isThere = (element: Locator) =>
  element.waitFor({ timeout: 2_500 }).then(
    () => true,
    () => false,
  );

/** `09:30` is `10:30`. */
const hourAfter = (time: string) => `${String(Number(time.slice(0, 2)) + 1).padStart(2, '0')}${time.slice(2)}`;

/** A patient books in French at a phone; the practitioner works in English at a desktop. */
journey('appointments in the web client', (step) => {
  let browser: Browser;
  let ada: Person;
  let bo: Person;
  const slug = `cabinet-${word().slice(0, 8)}`;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 90_000);
  afterAll(() => browser?.close());

  step(
    'a cabinet opens its page',
    async (system) => {
      const boss = await signUp(system, 'boss');
      await system.database.query(`UPDATE identity.users SET role = 'admin' WHERE id = ${boss.id}`);
      const admin = system.rest.as((await signIn(system, boss)).accessToken);
      ada = await Person.open(system, browser, { locale: 'en', device: 'desktop' });
      await ada.signUp();
      const login = { json: { email: ada.email, password: ada.password } };
      const { user } = (await system.rest.post('/login', login)).expect(200).as(Me);
      const place = { name: 'Cabinet du Parc', timezone: 'Europe/Paris' };
      const cabinet = (await admin.post('/api/cabinets', { json: place })).expect(201).as(Made).id;
      const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
      const facts = { userId: String(user.id), firstName: 'Ada', lastName: 'Byron', workingHours };
      (await admin.post(`/api/cabinets/${cabinet}/practitioners`, { json: facts })).expect(201);
      (await admin.put(`/api/cabinets/${cabinet}/page`, { json: { slug, isOpen: true, phone: '+33 1 23 45 67 89' } })).expect(
        200,
      );
    },
    60_000,
  );

  step(
    'a patient without a session sees free times, signs in on the way, and books',
    async (system) => {
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const { page } = bo;
      await bo.visit(`/book/${slug}`);
      await page.getByText('+33 1 23 45 67 89').waitFor();
      await page.getByRole('button', { name: 'Après' }).click();
      const firstDay = page.locator('li', { has: page.getByRole('heading', { level: 3 }) }).first();
      await firstDay.waitFor();
      expect(await bo.findings()).toEqual([]);
      await firstDay.getByRole('button').first().click();
      await page.getByRole('textbox', { name: 'Adresse e-mail' }).waitFor();
      expect(await bo.findings()).toEqual([]);
      const here = page.url();
      await bo.signUp();
      await page.goto(here);
      await page.getByLabel('Prénom').fill('Bo');
      await page.getByLabel('Nom', { exact: true }).fill('Martin');
      await page.getByText("L'horaire vous est gardé").waitFor();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Prendre le rendez-vous' }).click();
      await page.getByRole('heading', { name: 'Votre rendez-vous est pris' }).waitFor();
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'the patient moves it to another time',
    async () => {
      const { page } = bo;
      await page.getByRole('link', { name: 'Vos rendez-vous' }).click();
      await page.getByRole('link', { name: 'Déplacer' }).click();
      await page.getByRole('heading', { name: 'Tous les horaires libres' }).waitFor();
      await page.getByRole('button', { name: 'Après' }).click();
      const secondDay = page.locator('li', { has: page.getByRole('heading', { level: 3 }) }).nth(1);
      await secondDay.getByRole('button').nth(1).click();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Déplacer le rendez-vous' }).click();
      await page.getByText('Votre rendez-vous est déplacé').waitFor();
      expect(await bo.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'the practitioner sees it, drags it an hour down, moves it back without a mouse, and confirms it',
    async () => {
      const { page } = ada;
      await ada.visit('/appointments');
      await page.getByRole('link', { name: 'Practice calendar' }).click();
      const appointment = page.getByRole('button', { name: /Bo Martin/ });
      await page.getByRole('region', { name: 'Calendar' }).waitFor();
      for (let week = 0; week < 3 && !(await isThere(appointment)); week++)
        await page.getByRole('button', { name: 'Later' }).click();
      expect(await ada.findings()).toEqual([]);
      await appointment.scrollIntoViewIfNeeded();
      const before = (await appointment.innerText()).slice(0, 5);
      const box = await appointment.boundingBox();
      const body = appointment.locator('xpath=ancestor::ul');
      const column = await body.boundingBox();
      if (!box || !column) throw new Error('The appointment is not in sight');
      const grab = { x: box.width / 2, y: 8 };
      await appointment.dragTo(body, {
        sourcePosition: grab,
        targetPosition: { x: grab.x, y: box.y - column.y + grab.y + 64 },
      });
      await page.getByText('The appointment is moved').waitFor();
      await page.getByRole('button', { name: new RegExp(`^${hourAfter(before)}.*Bo Martin`) }).click();
      await page.getByLabel('Time', { exact: true }).fill(before);
      expect(await ada.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Move to this time' }).click();
      await page.getByRole('button', { name: new RegExp(`^${before}.*Bo Martin`) }).click();
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'New absence' }).click();
      const day = (await page.getByLabel('From').inputValue()).slice(0, 10);
      await page.getByLabel('From').fill(`${day}T13:00`);
      await page.getByLabel('To', { exact: true }).fill(`${day}T14:00`);
      await page.getByLabel('Reason').fill('Training');
      expect(await ada.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Enter the absence' }).click();
      await page.getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('button', { name: 'Remove' }).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Patients' }).click();
      await page.getByLabel('Search patients').fill('martin');
      await page.getByText('Martin Bo').click();
      await page.getByText('Consultation · Confirmed').waitFor();
      expect(await ada.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'the patient cancels it',
    async () => {
      const { page } = bo;
      await bo.visit('/appointments');
      await page.getByRole('button', { name: 'Annuler' }).click();
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: 'Annuler le rendez-vous' }).click();
      await page.getByText('Votre rendez-vous est annulé').waitFor();
    },
    60_000,
  );

  step('the pages violate no policy and throw nothing', () => {
    expect([...ada.faults, ...bo.faults]).toEqual([]);
    return Promise.resolve();
  });
});
