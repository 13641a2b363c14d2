import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { signUp } from '../test-users.js';
import { CALLER_NAMES, kindOf, type Callers } from './callers.js';
import { Created, object, restOf, sharedObject } from './objects.js';

const Series = z.object({ items: z.tuple([z.object({ appointment: Created })]) });

const DAY_MS = 86_400_000;
const FIRST_DAY = 30;
let days = FIRST_DAY;

/** A day that no other request of the matrix uses, so that no two times overlap. */
export function newDay(): string {
  days += 1;
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
/** The matrix uses more days than the default horizon has. */
export const schedule = { firstName: 'Ada', lastName: 'Byron', workingHours, horizon: 730 };

/** The cabinet of the matrix, with its members, and the id of the owner as its practitioner. */
const cabinetWithStaff = sharedObject(async (callers) => {
  const admin = await restOf(callers, 'admin');
  const cabinet = (await admin.post('/api/cabinets', { json: { name: 'Matrix', timezone: 'UTC' } })).expect(201).as(Created).id;
  const hired = await Promise.all(CALLER_NAMES.map((name) => join(callers, String(cabinet), name)));
  return { cabinet: String(cabinet), practitioner: hired[CALLER_NAMES.indexOf('owner')] ?? '' };
});

async function join(callers: Callers, cabinet: string, name: (typeof CALLER_NAMES)[number]): Promise<string> {
  const { cabinetRole: role, isDismissed = false } = kindOf(name);
  if (role === undefined) return '';
  const { id } = await callers.signedIn(name);
  if (role === 'patient') {
    // No call makes a patient a member yet.
    await callers.system.database.query(`INSERT INTO booking.memberships VALUES ('${cabinet}', ${id}, 'patient')`);
    return '';
  }
  const practitioner = await hire(callers, cabinet, id, role);
  if (isDismissed)
    (await (await restOf(callers, 'admin')).delete(`/api/cabinets/${cabinet}/practitioners/${practitioner}`)).expect(204);
  return practitioner;
}

async function hire(callers: Callers, cabinet: string, userId: number, role: string): Promise<string> {
  const json = { ...schedule, userId: String(userId), role };
  const admin = await restOf(callers, 'admin');
  return String((await admin.post(`/api/cabinets/${cabinet}/practitioners`, { json })).expect(201).as(Created).id);
}

export const cabinet = async (objects: Parameters<typeof cabinetWithStaff>[0]) => (await cabinetWithStaff(objects)).cabinet;
export const practitioner = async (objects: Parameters<typeof cabinetWithStaff>[0]) =>
  (await cabinetWithStaff(objects)).practitioner;

/** A treatment of the cabinet of the matrix. */
export const treatment = object(async (objects) => {
  const json = { name: `Whitening ${randomUUID()}`, type: 'soin', duration: 45 };
  const admin = await restOf(objects.callers, 'admin');
  return String((await admin.post(`/api/cabinets/${await cabinet(objects)}/treatments`, { json })).expect(201).as(Created).id);
});

/** A room of the cabinet of the matrix. */
export const facility = object(async (objects) => {
  const json = { name: `Room ${randomUUID()}`, kind: 'room' };
  const admin = await restOf(objects.callers, 'admin');
  return String((await admin.post(`/api/cabinets/${await cabinet(objects)}/facilities`, { json })).expect(201).as(Created).id);
});

/** A practitioner who is no caller of the matrix. */
export const hired = object(async (objects) => {
  const { id } = await signUp(objects.callers.system, 'hired');
  return hire(objects.callers, await cabinet(objects), id, 'practitioner');
});

export const absence = object(async (objects) => {
  const [owner, day] = [await restOf(objects.callers), newDay()];
  const json = { startTime: `${day}T09:00:00`, endTime: `${day}T10:00:00` };
  return (await owner.post(`/api/practitioners/${await practitioner(objects)}/absences`, { json })).expect(201).as(Created).id;
});

export const calendarImport = object(async (objects) => {
  const json = { address: 'https://calendars.invalid/calendar.ics' };
  const path = `/api/practitioners/${await practitioner(objects)}/calendar-imports`;
  return (await (await restOf(objects.callers)).post(path, { json })).expect(201).as(Created).id;
});

export const hold = object(async (objects) => {
  const owner = await restOf(objects.callers);
  const json = { practitionerId: await practitioner(objects), startTime: `${newDay()}T09:00:00`, duration: 30 };
  return (await owner.post('/api/appointments/holds', { json })).expect(201).as(Created).id;
});

export const patient = object(async (objects) => {
  await cabinet(objects);
  const json = { firstName: 'Rose', lastName: 'Lovelace', email: `rose-${randomUUID()}@example.test` };
  return (await (await restOf(objects.callers)).post('/api/patients', { json })).expect(201).as(Created).id;
});

/** A second patient, which a merge hides. */
export const duplicate = object(async (objects) => {
  const json = { firstName: 'Rosa', lastName: randomUUID(), email: `rosa-${randomUUID()}@example.test` };
  const headers = { 'x-tenant-id': await cabinet(objects) };
  return (await (await restOf(objects.callers)).post('/api/patients', { json, headers })).expect(201).as(Created).id;
});

/** A notification of the owner. Only a change by another member creates one. */
export const notification = object(async (objects) => {
  const [id, place] = [randomUUID(), await cabinet(objects)];
  const owner = await objects.callers.signedIn('owner');
  await objects.callers.system.database.query(`
    INSERT INTO booking.notifications (id, cabinet_id, user_id, notice_id, type, priority, title, message, data)
    VALUES ('${id}', '${place}', ${owner.id}, gen_random_uuid(), 'system', 'low', 'Matrix', 'A row', '{}')`);
  return id;
});

export const appointment = object(async (objects) => {
  const [owner, day] = [await restOf(objects.callers), newDay()];
  const json = {
    patientId: await patient(objects),
    practitionerId: await practitioner(objects),
    type: 'consultation',
    startTime: `${day}T09:00:00`,
    duration: 30,
  };
  return (await owner.post('/api/appointments', { json })).expect(201).as(Created).id;
});

export const repeatingAppointment = object(async (objects) => {
  const json = {
    patientId: await patient(objects),
    practitionerId: await practitioner(objects),
    type: 'consultation',
    startTime: `${newDay()}T09:00:00`,
    duration: 30,
    rule: 'FREQ=DAILY;COUNT=1',
  };
  const answer = await (await restOf(objects.callers)).post('/api/appointments/series', { json });
  return answer.expect(201).as(Series).items[0].appointment.id;
});

/** A patient under a legal hold, which a manager has placed. */
export const heldPatient = object(async (objects) => {
  const headers = { 'x-tenant-id': await cabinet(objects) };
  const json = { firstName: randomUUID(), lastName: 'Lovelace', email: `${randomUUID()}@example.test` };
  const manager = await restOf(objects.callers, 'manager');
  const { id } = (await manager.post('/api/patients', { json, headers })).expect(201).as(Created);
  (await manager.put(`/api/patients/${id}/legal-hold`, { json: { reason: 'Court' }, headers })).expect(200);
  return id;
});
