import { expect } from '@jest/globals';
import type { Person } from './person.js';

const NAME = 'Whitening';
const ROOM = 'Room 1';
const QUESTION = 'What brings you?';

/** A manager adds a room, and a treatment that needs one of its kind, with a question that patients must answer. */
export async function treatmentAdded(ada: Person): Promise<void> {
  const { page } = ada;
  await page.getByRole('link', { name: 'Cabinet', exact: true }).click();
  await page.getByRole('button', { name: 'New room or device' }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(ROOM);
  expect(await ada.findings()).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Rooms and devices' }).getByText(ROOM).waitFor();
  await page.getByRole('button', { name: 'New treatment' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(NAME);
  await dialog.getByLabel('Length, minutes').fill('45');
  await dialog.getByLabel('Needs').selectOption('Any: Room');
  await dialog.getByRole('button', { name: 'Add a question' }).click();
  await dialog.getByLabel('Question 1', { exact: true }).fill(QUESTION);
  await dialog.getByLabel('Patients must answer it').check();
  expect(await ada.findings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Save the treatment' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('list', { name: 'Treatments' }).getByText('45 minutes · one question').waitFor();
}

/** A patient with an account books it over the public page. */
export async function treatmentBooked(bo: Person, slug: string): Promise<void> {
  const { page } = bo;
  await bo.visit(`/book/${slug}`);
  await page.getByLabel('Pour', { exact: true }).selectOption(NAME);
  await page.getByRole('button', { name: 'Après' }).click();
  await page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { level: 3 }) })
    .first()
    .getByRole('button')
    .last()
    .click();
  await page.getByLabel('Prénom').fill('Bo');
  await page.getByLabel('Nom', { exact: true }).fill('Martin');
  await page.getByLabel(QUESTION).fill('La couleur');
  await page.getByText("L'horaire vous est gardé").waitFor();
  expect(await bo.findings()).toEqual([]);
  await page.getByRole('button', { name: 'Prendre le rendez-vous' }).click();
  await page.getByRole('heading', { name: 'Votre rendez-vous est pris' }).waitFor();
  await page.getByText(NAME).waitFor();
}
