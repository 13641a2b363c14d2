import { expect } from '@jest/globals';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import type { Rest } from '../../src/clients/rest.js';
import { journey } from '../../src/journey.js';
import type { TestSystem } from '../../src/test-system.js';
import { signIn, signUp, word } from '../../src/test-users.js';

const Made = z.object({ id: z.string() });
const Appointment = z.object({ status: z.string(), startTime: z.string() });
const Mails = z.array(z.object({ text: z.string() }));
const DAY_MS = 86_400_000;
const date = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

interface Shown {
  status: number;
  html: string;
  /** Where its form is posted. */
  action: string;
}

journey('the pages behind the links of appointments', (step) => {
  const email = `rose-${word()}@example.test`;
  let staff: Rest;
  let practitionerId = '';
  let id = '';
  let path = '';

  /** The path of the newest link for a purpose, of a mail with that number. */
  const linkOf = (system: TestSystem, purpose: string, count: number) =>
    eventually(`mail ${count}`, async () => {
      const mails = (await system.rest.get(`/dev/outbox?to=${email}`)).as(Mails);
      const links = mails.flatMap(({ text }) => new RegExp(`/${purpose}\\?\\S+`).exec(text)?.[0] ?? []);
      return mails.length === count && links.at(-1);
    });

  const open = async (system: TestSystem, address: string): Promise<Shown> =>
    shown(address, await fetch(system.address + address));

  /** Presses the button of a page, as a browser without script does. */
  async function press(system: TestSystem, { html, action }: Shown, fields: Record<string, string> = {}): Promise<Shown> {
    const hidden = [...html.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
    return shown(action, await fetch(system.address + action, { method: 'POST', body }));
  }

  async function shown(address: string, response: Response): Promise<Shown> {
    const html = await response.text();
    const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';
    return { status: response.status, html, action: new URL(action, new URL(address, 'http://x')).pathname };
  }

  const stored = async () => (await staff.get(`/api/appointments/${id}`)).expect(200).as(Appointment);

  step('a patient without an account gets a mail with links', async (system) => {
    const [boss, ada] = [await signUp(system, 'boss'), await signUp(system, 'ada')];
    await system.database.query(`UPDATE identity.users SET role = 'admin' WHERE id = ${boss.id}`);
    const admin = system.rest.as((await signIn(system, boss)).accessToken);
    const place = { name: 'Ici & là', timezone: 'Indian/Reunion' };
    const cabinet = (await admin.post('/api/cabinets', { json: place })).expect(201).as(Made).id;
    const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
    const facts = { userId: String(ada.id), firstName: 'Ada', lastName: '<b>Byron</b>', workingHours };
    practitionerId = (await admin.post(`/api/cabinets/${cabinet}/practitioners`, { json: facts })).expect(201).as(Made).id;
    staff = system.rest.as(ada.accessToken);
    const patientData = { firstName: 'Rose', lastName: 'Lovelace', email };
    const json = { practitionerId, patientData, type: 'consultation', startTime: `${date(20)}T09:00:00`, duration: 30 };
    id = (await staff.post('/api/appointments', { json })).expect(201).as(Made).id;
    path = await linkOf(system, 'appointments/move', 1);
  });

  step('opening a page changes nothing, in the language of the mail and without foreign markup', async (system) => {
    const page = await open(system, path);
    expect(page).toMatchObject({ status: 200, action: '/mail-links/appointments/move' });
    expect(page.html).toContain('<html lang="fr">');
    expect(page.html).toContain('Ici &amp; là, avec Ada &lt;b&gt;Byron&lt;/b&gt;');
    expect((await open(system, path.replace('lang=fr', 'lang=en'))).html).toContain('Move your appointment');
    expect((await stored()).startTime).toBe(`${date(20)}T05:00:00.000Z`);
  });

  step('a taken time offers free ones, of which one moves the appointment, once', async (system) => {
    const patientData = { firstName: 'Max', lastName: 'Other', email: `${word()}@example.test` };
    const json = { practitionerId, patientData, type: 'consultation', startTime: `${date(21)}T10:00:00`, duration: 30 };
    (await staff.post('/api/appointments', { json })).expect(201);
    const refused = await press(system, await open(system, path), { other: `${date(21)}T10:00` });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('role="alert"');
    const choice = /name="choice" value="([^"]+)"/.exec(refused.html)?.[1] ?? '';
    const moved = await press(system, refused, { choice });
    expect([moved.status, moved.html]).toEqual([200, expect.stringContaining('Votre rendez-vous est déplacé')]);
    expect((await stored()).startTime).toBe(new Date(choice).toISOString());
    for (const again of [await open(system, path), await press(system, refused, { choice })]) {
      expect(again.status).toBe(400);
      expect(again.html).toContain('Le dernier message contient le dernier lien');
    }
  });

  step('reminders are switched off and on, and the newest link cancels', async (system) => {
    const off = await press(system, await open(system, await linkOf(system, 'appointments/reminders', 2)));
    expect(off.html).toContain('Vous ne recevrez plus de rappels');
    expect((await press(system, off)).html).toContain('Vous recevrez à nouveau les rappels');
    const cancelled = await press(system, await open(system, await linkOf(system, 'appointments/cancel', 2)));
    expect([cancelled.status, (await stored()).status]).toEqual([200, 'cancelled']);
  });

  step('a patient of the waiting list declines one offered time and takes the next one', async (system) => {
    const patient = { firstName: 'Rose', lastName: 'Waiting', email };
    const patientId = (await staff.post('/api/patients', { json: { ...patient, force: true } })).expect(201).as(Made).id;
    const wish = { patientId, practitionerId, type: 'consultation', duration: 180 };
    const freed: string[] = [];
    for (const day of [date(25), date(26)]) {
      const patientData = { firstName: 'Max', lastName: 'Other', email: `${word()}@example.test` };
      const json = { practitionerId, patientData, type: 'consultation', startTime: `${day}T10:00:00`, duration: 30 };
      freed.push((await staff.post('/api/appointments', { json })).expect(201).as(Made).id);
    }
    (await staff.post('/api/waiting-list', { json: { ...wish, dateFrom: date(25), dateTo: date(26) } })).expect(201);
    const cancel = async (freedId = '') => (await staff.put(`/api/appointments/${freedId}/cancel`, { json: {} })).expect(200);
    await cancel(freed[0]);
    const first = await open(system, await linkOf(system, 'waiting-list/offer', 4));
    expect(first.html).toContain('Un rendez-vous est libre');
    expect((await press(system, first, { answer: 'decline' })).html).toContain('Vous restez sur la liste');
    await cancel(freed[1]);
    const second = await open(system, await linkOf(system, 'waiting-list/offer', 5));
    expect((await press(system, second, { answer: 'accept' })).html).toContain('Le rendez-vous est à vous');
  });
});
