import { expect } from '@jest/globals';
import type { Person } from './person.js';

/** From the list with the only patient: history, people who stand for the patient, a hold, the audit and an export. */
export async function fileOf(ada: Person): Promise<void> {
  const { page } = ada;
  await page.getByRole('button', { name: 'History' }).click();
  await page.getByRole('list', { name: 'Changes of the appointment' }).getByText('Confirmed').waitFor();
  await page.getByLabel('E-mail').fill('kin@example.test');
  await page.getByLabel('Whose address').selectOption('guardian');
  await page.getByRole('button', { name: 'Add the address' }).click();
  await page.getByText('A parent or guardian · entered by the cabinet').waitFor();
  await page.getByRole('button', { name: 'Place a legal hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why the data must be kept').fill('A court asks for it');
  await dialog.getByRole('button', { name: 'Place a legal hold' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Until a manager lifts it.').waitFor();
  await page.getByRole('button', { name: 'Show the lines' }).click();
  await page.getByText('Legal hold placed').waitFor();
  expect(await ada.findings()).toEqual([]);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export all data' }).click();
  expect((await download).suggestedFilename()).toBe('Martin Bo.zip');
  await page.getByRole('button', { name: 'Lift the hold' }).click();
  await dialog.getByRole('button', { name: 'Lift the hold' }).click();
  await page.getByText('The patient is under no legal hold').waitFor();
  await page.getByRole('link', { name: 'Patients' }).first().click();
}

/** A time of a colleague, for a patient who has another appointment then. */
export async function freeTimeTwice(ada: Person, day: string): Promise<void> {
  const { page } = ada;
  await ada.visit(`/practice/free?date=${day}`);
  // With anybody, the same booking by the same person within ten minutes is a repetition.
  await page.getByLabel('Practitioner').selectOption('Bea Martin');
  await page.getByRole('button', { name: /11:00/ }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio').first().check();
  expect(await ada.findings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Book it', exact: true }).click();
  await dialog.getByText('The patient has another appointment').waitFor();
  await dialog.getByRole('button', { name: 'Book it anyway' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** News, appointments to move, figures, an imported calendar, holidays and retention. */
export async function furtherPages(ada: Person): Promise<void> {
  const { page } = ada;
  await page.getByRole('link', { name: 'News' }).click();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByText('Nothing new').waitFor();
  await page.getByRole('link', { name: 'To move' }).click();
  await page.getByText('Nothing has to be moved').waitFor();
  await page.getByRole('link', { name: 'Figures' }).click();
  await page.getByText('As a table').click();
  await page.getByRole('columnheader', { name: 'Missed' }).waitFor();
  expect(await ada.findings()).toEqual([]);
  await page.getByRole('link', { name: 'Hours' }).click();
  await page.getByLabel('Address of the calendar').fill('https://calendars.invalid/calendar.ics');
  await page.getByRole('button', { name: 'Import the calendar' }).click();
  await page.getByText('calendars.invalid').waitFor();
  await page.getByRole('link', { name: 'Cabinet', exact: true }).click();
  await page.getByLabel('Country or region').fill('FR');
  await page.getByRole('button', { name: 'Save the country' }).click();
  await page.getByRole('group', { name: /^Closed in/ }).waitFor();
  await page.getByRole('button', { name: 'What would be erased now?' }).click();
  await page.getByText('Kept by a legal hold').waitFor();
  expect(await ada.findings()).toEqual([]);
}

/** The appointment of the colleague begins within this hour, and its patient is there. */
export async function arrivalToday(ada: Person): Promise<void> {
  const { page, system } = ada;
  await system.database.query(`
    UPDATE booking.appointments SET start_time = date_trunc('hour', now()) WHERE status = 'pending' AND practitioner_id IN
      (SELECT id FROM booking.practitioners WHERE first_name = 'Bea' AND last_name = 'Martin')`);
  await ada.visit('/practice?view=day');
  const block = page.getByRole('region', { name: 'Bea Martin' }).getByRole('button', { name: /Bo Martin/ });
  await block.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Arrived' }).click();
  await dialog.getByText(/^Since/).waitFor();
  expect(await ada.findings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await block.getByText('Arrived').waitFor();
}
