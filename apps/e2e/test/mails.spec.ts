import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@veza/testing';
import ICAL from 'ical.js';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import type { Rest } from '../src/clients/rest.js';
import { TestSystem } from '../src/test-system.js';
import { signIn, signUp, word } from '../src/test-users.js';

const START_MS = 150_000;
const Made = z.object({ id: z.string() });
const DAY_MS = 86_400_000;
const date = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Messages as they were transmitted, by recipient. */
const received = new Map<string, string[]>();
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, { envelope }, done) =>
    void text(stream).then((raw) => {
      for (const { address } of envelope.rcptTo) received.set(address, [...(received.get(address) ?? []), raw]);
      done();
    }, done),
});
let system: TestSystem;

beforeAll(async () => {
  await new Promise<void>((resolve) => void smtp.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.int() }).parse(smtp.server.address());
  system = await TestSystem.start({
    without: ['chat', 'media', 'catalog', 'community'],
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, APP_URL: 'https://app.veza.test' },
  });
}, START_MS);

afterAll(async () => {
  await system?.stop();
  await new Promise<void>((resolve) => smtp.close(resolve));
}, START_MS);

/** The n-th mail to an address. */
async function mail(to: string, n: number): Promise<Email> {
  const raw = await eventually(`mail ${n} to ${to}`, () => received.get(to)?.[n - 1], { ms: 30_000 });
  return PostalMime.parse(raw);
}

/** The event of every calendar of a mail: an invitation of most clients, and a file for the others. */
function eventsOf({ attachments }: Email) {
  const calendars = attachments.filter(({ mimeType }) => mimeType === 'text/calendar' || mimeType === 'application/ics');
  return calendars.map(({ content, method, mimeType }) => {
    const calendar = new ICAL.Component(ICAL.parse(typeof content === 'string' ? content : new TextDecoder().decode(content)));
    const found = calendar.getFirstSubcomponent('vevent');
    if (!found) throw new Error('The calendar has no event');
    const { uid, sequence, startDate } = new ICAL.Event(found);
    return {
      mimeType,
      method,
      ...{ uid, sequence },
      start: startDate.toJSDate().toISOString(),
      by: calendar.getFirstPropertyValue('method'),
    };
  });
}

async function openCabinet(): Promise<{ staff: Rest; practitionerId: string }> {
  const [boss, ada] = [await signUp(system, 'boss'), await signUp(system, 'ada')];
  await system.database.query(`UPDATE identity.users SET role = 'admin' WHERE id = ${boss.id}`);
  const admin = system.rest.as((await signIn(system, boss)).accessToken);
  const place = { name: 'Ici & là', timezone: 'Indian/Reunion' };
  const cabinet = (await admin.post('/api/cabinets', { json: place })).expect(201).as(Made).id;
  const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
  const facts = { userId: String(ada.id), firstName: 'Ada', lastName: 'Byron', workingHours };
  const { id } = (await admin.post(`/api/cabinets/${cabinet}/practitioners`, { json: facts })).expect(201).as(Made);
  return { staff: system.rest.as(ada.accessToken), practitionerId: id };
}

test('a booking, its move and its end are mails with text, HTML and one calendar event, in the language of each reader', async () => {
  const { staff, practitionerId } = await openCabinet();
  const [rose, guardian] = [`rose-${word()}@example.test`, `guardian-${word()}@example.test`];
  const patient = { firstName: 'Rose', lastName: 'Lovelace', email: rose };
  const patientId = (await staff.post('/api/patients', { json: patient })).expect(201).as(Made).id;
  const contact = { email: guardian, relation: 'guardian', language: 'en' };
  (await staff.post(`/api/patients/${patientId}/contacts`, { json: contact })).expect(201);

  const wanted = { practitionerId, patientId, type: 'consultation', startTime: `${date(20)}T09:00:00`, duration: 30 };
  const { id } = (await staff.post('/api/appointments', { json: wanted })).expect(201).as(Made);
  const change = async (verb: string, json: object) => (await staff.put(`/api/appointments/${id}/${verb}`, { json })).expect(200);
  // A mail that is not written before the next change is left out: its time is no longer right.
  for (const to of [rose, guardian]) await mail(to, 1);
  await change('reschedule', { startTime: `${date(21)}T10:00:00` });
  for (const to of [rose, guardian]) await mail(to, 2);
  await change('cancel', { reason: 'a private reason' });

  const [before, after] = [`${date(20)}T05:00:00.000Z`, `${date(21)}T06:00:00.000Z`];
  for (const [to, subjects] of [
    [rose, ['Votre rendez-vous :', 'Votre rendez-vous est déplacé', 'Votre rendez-vous est annulé']],
    [guardian, ['Your appointment :', 'Your appointment was moved', 'Your appointment was cancelled']],
  ] as const)
    for (const [n, method, sequence, start] of [
      [1, 'REQUEST', 0, before],
      [2, 'REQUEST', 1, after],
      [3, 'CANCEL', 2, after],
    ] as const) {
      const message = await mail(to, n);
      expect(message.to).toEqual([expect.objectContaining({ address: to })]);
      expect(message.subject).toContain(subjects[n - 1]);
      expect(message.text).toContain('Ici & là');
      expect(message.html).toContain('Ici &amp; là');
      expect(message.text?.includes('https://app.veza.test/appointments/move?token=')).toBe(method === 'REQUEST');
      expect(JSON.stringify(message)).not.toMatch(/Lovelace|private reason/);
      const events = eventsOf(message);
      expect(events.map(({ mimeType }) => mimeType).sort()).toEqual(['application/ics', 'text/calendar']);
      expect(events.find(({ mimeType }) => mimeType === 'text/calendar')?.method).toBe(method);
      for (const event of events) expect(event).toMatchObject({ uid: `${id}@veza`, sequence, start, by: method });
    }
});

test('the erasure of a patient ends the mails that wait, sends the cancellation, and leaves no address behind', async () => {
  const { staff, practitionerId } = await openCabinet();
  const email = `gone-${word()}@example.test`;
  const facts = { firstName: 'Gone', lastName: 'Patient', email };
  const patientId = (await staff.post('/api/patients', { json: facts })).expect(201).as(Made).id;
  const wanted = { practitionerId, patientId, type: 'consultation', startTime: `${date(22)}T09:00:00`, duration: 30 };
  (await staff.post('/api/appointments', { json: wanted })).expect(201);
  await mail(email, 1);
  // As a mail that the server has not taken yet.
  await system.database.query(
    `INSERT INTO identity.mails (recipient, subject, body, patient_id, next_try_at)
     VALUES ('${email}', 'waits', '${email}', '${patientId}', now() + interval '1 hour')`,
  );
  (await staff.delete(`/api/patients/${patientId}`)).expect(204);
  expect((await mail(email, 2)).subject).toContain('annulé');
  await eventually('no trace of the address', async () => {
    const left = await system.database.query(`SELECT FROM identity.mails m WHERE m::text LIKE '%${email}%'`);
    return left.length === 0;
  });
  expect(received.get(email)).toHaveLength(2);
});
