import { randomUUID } from 'node:crypto';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import { appointment, cabinet, newDay, patient, practitioner } from './booking-objects.js';
import { Created, object, type Objects, restOf, sharedObject } from './objects.js';

/** The cabinet of the matrix, with an open page. */
export const openedPage = sharedObject(async (callers) => {
  const id = await cabinet({ callers, visibility: 'public' });
  const json = { slug: `matrix-${id.slice(0, 8)}`, isOpen: true };
  (await (await restOf(callers, 'admin')).put(`/api/cabinets/${id}/page`, { json })).expect(200);
  return id;
});

/** The secret of a visit, whose code has been confirmed. */
export const secretOfVisit = object(async (objects) => {
  const [secret, place] = [randomUUID(), await openedPage(objects)];
  await objects.callers.system.database.query(`
    INSERT INTO booking.visits (cabinet_id, email, email_key, network, language, token_hash, expires_at)
    VALUES ('${place}', '${secret}@example.test', '${secret}@example.test', '${secret}', 'fr', sha256('${secret}'), now() + interval '1 hour')`);
  return secret;
});

/** The token of a link that cancels, from the mail about an appointment. */
export const linkToken = object(async (objects) => {
  const [owner, email] = [await restOf(objects.callers), `rose-${randomUUID()}@example.test`];
  const json = {
    patientData: { firstName: 'Rose', lastName: 'Lovelace', email },
    practitionerId: await practitioner(objects),
    type: 'consultation',
    startTime: `${newDay()}T09:00:00`,
    duration: 30,
  };
  (await owner.post('/api/appointments', { json })).expect(201).as(Created);
  const Mails = z.array(z.object({ text: z.string() })).min(1);
  const mails = await eventually('the mail about the appointment', async () =>
    (await objects.callers.system.rest.get(`/dev/outbox?to=${email}`)).as(Mails),
  );
  return /cancel\?token=([\w.-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
});

/** Another patient for each call: a patient has few entries of the waiting list. */
export async function newPatient(objects: Objects): Promise<number | string> {
  await cabinet(objects);
  const json = { firstName: randomUUID(), lastName: 'Lovelace', email: `${randomUUID()}@example.test` };
  return (await (await restOf(objects.callers)).post('/api/patients', { json })).expect(201).as(Created).id;
}

/** An entry of the waiting list, for a day that no other request uses. */
export const waiting = object(async (objects) => {
  const [owner, dateFrom] = [await restOf(objects.callers), new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)];
  const json = { patientId: await newPatient(objects), type: 'consultation', dateFrom, dateTo: dateFrom };
  return (await owner.post('/api/waiting-list', { json })).expect(201).as(Created).id;
});

/** A patient with a person who stands for it. */
export const contactOfPatient = object(async (objects) => {
  const [owner, id, email] = [
    await restOf(objects.callers),
    String(await patient(objects)),
    `guardian-${randomUUID()}@example.test`,
  ];
  (await owner.post(`/api/patients/${id}/contacts`, { json: { email, relation: 'guardian' } })).expect(201);
  return { id, email };
});

/** An appointment of a patient for whom the owner of the matrix stands. */
export const ownAppointment = object(async (objects) => {
  const [owner, id] = [await objects.callers.signedIn('owner'), String(await appointment(objects))];
  await objects.callers.system.database.query(`
    INSERT INTO booking.patient_contacts (patient_id, email, cabinet_id, relation, proof, user_id)
    SELECT patient_id, '${randomUUID()}@example.test', cabinet_id, 'self', 'email', ${owner.id}
    FROM booking.appointments WHERE id = '${id}'`);
  return id;
});
