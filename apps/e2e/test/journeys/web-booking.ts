import { afterAll, beforeAll, expect } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import { arrivalToday, fileOf, freeTimeTwice, furtherPages } from '../../src/browser/desk-scenes.js';
import { treatmentAdded, treatmentBooked } from '../../src/browser/treatment-scenes.js';
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

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const mondayAfter = (days: number) => inDays(days + ((8 - new Date(Date.now() + days * 86_400_000).getUTCDay()) % 7));

/** `09:30` is `09:45`; slots begin at full and half hours. */
const quarterAfter = (time: string) => `${time.slice(0, 3)}${Number(time.slice(3)) + 15}`;

/** `09:30` is `10:30`. */
const hourAfter = (time: string) => `${String(Number(time.slice(0, 2)) + 1).padStart(2, '0')}${time.slice(2)}`;

/** A patient books in French at a phone; the practitioner works in English at a desktop. */
journey('appointments in the web client', (step) => {
  let browser: Browser;
  let ada: Person;
  let bo: Person;
  /** Three weeks on, a date without working hours at first; and a Monday five weeks on. */
  const closedDay = inDays(21);
  const seriesDay = mondayAfter(35);
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
      const workingHours = [1, 2, 3, 4, 5, 6].map((day) => ({ day, start: '09:00', end: '12:00' }));
      const facts = { userId: String(user.id), firstName: 'Ada', lastName: 'Byron', role: 'manager', workingHours };
      (await admin.post(`/api/cabinets/${cabinet}/practitioners`, { json: facts })).expect(201);
      const exceptions = [{ date: seriesDay, hours: [{ start: '09:00', end: '12:00' }] }];
      const colleague = { userId: String(boss.id), firstName: 'Bea', lastName: 'Martin', workingHours: [], exceptions };
      (await admin.post(`/api/cabinets/${cabinet}/practitioners`, { json: colleague })).expect(201);
      const { page } = ada;
      await ada.visit('/practice/settings');
      await page.getByLabel('The page is open').check();
      await page.getByLabel('Address', { exact: true }).fill('abc');
      await page.getByLabel('Phone').fill('+33 1 23 45 67 89');
      await page.getByLabel('Reminders').fill('900');
      await page.getByRole('button', { name: 'Save the page' }).click();
      await page.getByText('expected number to be').waitFor(); // at its field
      await page.getByLabel('Address', { exact: true }).fill(slug);
      await page.getByLabel('Reminders').fill('48, 2');
      await page.getByRole('button', { name: 'Save the page' }).click();
      await page.getByRole('link', { name: 'See the page' }).waitFor();
      const consultation = page.getByRole('group', { name: 'Consultation' });
      await consultation.getByLabel('Length, minutes').fill('30');
      await page.getByRole('button', { name: 'Save the types' }).click();
      await page.getByText('Saved.', { exact: true }).waitFor();
      expect(await ada.findings()).toEqual([]);
      await page.getByRole('link', { name: 'Hours' }).click();
      await page.getByRole('button', { name: 'Add hours, Sunday' }).click();
      await page.getByRole('button', { name: 'Save the week' }).click();
      await page.getByText('New bookings follow it at once').waitFor();
      await page.getByLabel('Date', { exact: true }).fill(closedDay);
      await page.getByRole('button', { name: 'Add the date' }).click();
      await page.getByRole('button', { name: 'Save the dates' }).click();
      await page.getByRole('button', { name: /^Remove the date/ }).waitFor();
      await page.getByText('New bookings follow it at once').nth(1).waitFor();
      expect(await ada.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'a patient without a session sees free times, signs in on the way, and books',
    async (system) => {
      bo = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      const { page } = bo;
      await bo.visit('/book');
      await page.getByLabel('Nom ou lieu').fill(slug.replaceAll('-', ' '));
      const found = page.getByRole('list', { name: 'Cabinets' }).getByRole('listitem');
      await eventually('the only cabinet', async () => (await found.count()) === 1);
      expect(await bo.findings()).toEqual([]);
      await found.getByRole('link').click();
      await page.getByText('+33 1 23 45 67 89').waitFor();
      await page.getByRole('button', { name: 'Après' }).click();
      const firstDay = page.locator('li', { has: page.getByRole('heading', { level: 3 }) }).first();
      await firstDay.waitFor();
      expect(await bo.findings()).toEqual([]);
      await bo.visit(`/book/${slug}?from=2199-01-01`);
      await page.getByRole('link', { name: "S'inscrire sur la liste d'attente" }).waitFor();
      await bo.visit(`/book/${slug}`);
      await page.getByLabel('Avec').selectOption("N'importe qui");
      await page.getByRole('button', { name: 'Après' }).click();
      await firstDay.waitFor();
      expect(await bo.findings()).toEqual([]);
      await firstDay.getByRole('button').first().click();
      await page.getByText('Ada Byron').waitFor(); // Bea has no hours in that week
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
      // The grid has the new time before the dialogue ends, and takes no focus behind it.
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const block = page.getByRole('button', { name: new RegExp(`^${before}.*Bo Martin`) });
      await block.press('Shift+ArrowDown');
      await page.getByText('Enter moves it there').waitFor();
      await page.keyboard.press('Enter');
      const later = page.getByRole('button', { name: new RegExp(`^${quarterAfter(before)}.*Bo Martin`) });
      await later.press('Shift+ArrowUp');
      await page.keyboard.press('Enter');
      await block.click();
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
      await page.getByRole('link', { name: 'Martin Bo' }).click();
      await page.getByText('Consultation · With Ada Byron').waitFor();
    },
    60_000,
  );

  step(
    'the file of the patient has the history, the people who stand for the patient, a hold, the audit and an export',
    () => fileOf(ada),
    60_000,
  );

  step(
    'a patient who seems to exist is created anyway, and merged into the known one',
    async () => {
      const { page } = ada;
      await page.getByRole('button', { name: 'New patient' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('First name').fill('Bo');
      await dialog.getByLabel('Last name').fill('Martin');
      await dialog.getByLabel('E-mail').fill(bo.email);
      await dialog.getByLabel('Phone').fill('01 02 03 04 05');
      await dialog.getByRole('button', { name: 'Save the patient' }).click();
      await dialog.getByRole('button', { name: 'It is this one' }).waitFor();
      expect(await ada.findings()).toEqual([]);
      await dialog.getByRole('button', { name: 'Create it anyway' }).click();
      const entries = page.getByText('Martin Bo', { exact: true });
      await eventually('both entries', async () => (await entries.count()) === 2);
      await entries.first().click();
      await page.getByRole('button', { name: 'Merge a duplicate' }).click();
      await dialog.getByRole('radio').first().check();
      expect(await ada.findings()).toEqual([]);
      await dialog.getByRole('button', { name: 'Merge for good' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('01 02 03 04 05').waitFor();
      await page.getByRole('button', { name: 'Change the patient' }).click();
      await dialog.getByLabel('Date of birth').fill('1990-02-03');
      await dialog.getByRole('button', { name: 'Save the patient' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Patients' }).first().click();
      await page.getByLabel('Search patients').fill('03/02/1990');
      await page.getByText('Feb 3, 1990').waitFor();
      await eventually('one entry', async () => (await entries.count()) === 1);
    },
    60_000,
  );

  step(
    'a patient waits for a date without hours, is seen by the practice, and takes the time that becomes free',
    async (system) => {
      const { page } = bo;
      await bo.visit(`/book/${slug}/wait`);
      await page.getByLabel('Prénom').waitFor();
      for (const field of ['Du', 'Au']) await page.getByLabel(field, { exact: true }).fill(closedDay);
      expect(await bo.findings()).toEqual([]);
      await page.getByRole('button', { name: "S'inscrire sur la liste" }).click();
      await page.getByText("Vous êtes sur la liste d'attente").waitFor();
      await ada.page.getByRole('link', { name: 'Waiting list' }).click();
      await ada.page.getByText('Bo Martin').waitFor();
      expect(await ada.findings()).toEqual([]);
      await ada.page.getByRole('button', { name: 'Add a patient' }).click();
      await ada.page.getByRole('dialog').getByRole('radio').first().check();
      expect(await ada.findings()).toEqual([]);
      await ada.page.getByRole('button', { name: 'Close' }).click();
      await ada.page.getByRole('link', { name: 'Hours' }).click();
      await ada.page.getByRole('button', { name: /^Remove the date/ }).click();
      await ada.page.getByRole('button', { name: 'Save the dates' }).click();
      await ada.page.getByText('New bookings follow it at once').waitFor();
      await ada.page.getByRole('link', { name: 'Waiting list' }).click();
      await ada.page.getByText('Time offered').waitFor({ timeout: 30_000 });
      const link = await bo.mailed(/(\S+waiting-list\/offer\?\S+)/);
      await page.goto(`${system.address}${new URL(link).pathname}${new URL(link).search}`);
      await page.getByRole('button', { name: 'Prendre ce rendez-vous' }).click();
      await page.getByRole('heading', { name: 'Le rendez-vous est à vous' }).waitFor();
    },
    90_000,
  );

  step(
    'the practice books a series, and cancels what follows the second one',
    async () => {
      const { page } = ada;
      await page.getByRole('link', { name: 'Calendar' }).click();
      await page.getByRole('button', { name: 'Later' }).click();
      await page.getByRole('button', { name: 'New appointment' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio').first().check();
      await dialog.getByLabel('Date').fill(seriesDay);
      await dialog.getByLabel('Time').fill('11:00');
      await dialog.getByLabel('Repeat').selectOption('daily');
      await dialog.getByLabel('How many').fill('3');
      expect(await ada.findings()).toEqual([]);
      await dialog.getByRole('button', { name: 'Book it' }).click();
      await dialog.getByText('3 of 3 times are booked').waitFor();
      expect(await ada.findings()).toEqual([]);
      await dialog.getByRole('button', { name: 'To the calendar' }).click();
      await ada.visit(`/practice?date=${seriesDay}`);
      const booked = page.getByRole('button', { name: /^11:00.*Bo Martin/ });
      await eventually('three appointments', async () => (await booked.count()) === 3);
      await booked.nth(1).click();
      await dialog.getByRole('button', { name: 'Cancel this one and the following' }).click();
      await eventually('one appointment', async () => (await booked.count()) === 1);
      await ada.visit(`/practice?view=day&date=${seriesDay}`);
      await page.getByRole('region', { name: 'Bea Martin' }).waitFor();
      await page
        .getByRole('region', { name: 'Ada Byron' })
        .getByRole('button', { name: /Bo Martin/ })
        .click();
      await dialog.getByRole('link', { name: 'File of the patient' }).waitFor();
      expect(await ada.findings()).toEqual([]);
    },
    60_000,
  );

  step(
    'a free time is booked for a patient who has another appointment then, after a question',
    () => freeTimeTwice(ada, seriesDay),
    60_000,
  );

  step('a patient who arrives today is marked in the agenda', () => arrivalToday(ada), 60_000);

  step('news, figures, holidays, retention and an imported calendar have their pages', () => furtherPages(ada), 60_000);

  step('a manager adds a treatment with a question', () => treatmentAdded(ada), 60_000);

  step('a patient books the treatment and answers the question', () => treatmentBooked(bo, slug), 60_000);

  step(
    'the cabinet is managed in French at a phone, too',
    async (system) => {
      const small = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await small.signInAs(ada);
      for (const path of ['/practice/settings', '/practice/hours', '/practice/patients', '/practice/waiting']) {
        await small.visit(path);
        await small.page
          .getByRole('button', { name: /Enregistrer|Nouveau|Ajouter/ })
          .first()
          .waitFor();
        expect(await small.findings()).toEqual([]);
      }
      expect(small.faults).toEqual([]);
      await small.context.close();
    },
    60_000,
  );

  step(
    'the further pages of the cabinet fit a phone',
    async (system) => {
      const small = await Person.open(system, browser, { locale: 'fr', device: 'phone' });
      await small.signInAs(ada);
      for (const [path, heading] of [
        ['/practice/displaced', 'Il leur faut un autre horaire'],
        ['/practice/notices', 'Ce que vous voulez savoir'],
        ['/practice/figures', 'Rendez-vous dans le temps'],
      ] as const) {
        await small.visit(path);
        await small.page.getByRole('heading', { name: heading }).waitFor();
        expect(await small.page.evaluate(`document.querySelector('main').scrollWidth`)).toBeLessThanOrEqual(390);
      }
      expect(small.faults).toEqual([]);
      await small.context.close();
    },
    60_000,
  );

  step(
    'the patient cancels it',
    async () => {
      const { page } = bo;
      await bo.visit('/appointments');
      await page.getByRole('button', { name: 'Annuler' }).first().click();
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
