import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  appointments,
  cabinets,
  type PatientMail,
  ownAppointments,
  patientContacts,
  patientFiles,
  patientLinks,
  patientMails,
  patients,
  practitioners,
  publicPages,
  slots,
  SYSTEM,
  visits,
} from '@veza/contracts';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { forged, hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

const guest = ANONYMOUS;
const network = () => `10.0.${randomInt(250)}.${randomUUID().slice(0, 4)}`;
const email = () => `rose.${randomUUID()}@example.test`;
const ROSE = { firstName: 'Rose', lastName: 'Lovelace' };
const MANAGER = { role: 'manager' } as const;

/** A cabinet in Tokyo with an open page, and Ada, its manager. */
async function openPage(settings: object = {}) {
  const { cabinet, ada } = await openPractice(booking, { role: 'manager' });
  const slug = `cabinet-${cabinet.id.slice(0, 8)}`;
  await booking.call(publicPages.update, ada.caller, { id: cabinet.id, slug, isOpen: true, ...settings });
  return { cabinet, ada, slug };
}

/** Mails to an address, oldest first, as the gateway would write them now. */
async function mailsTo(recipient: string): Promise<PatientMail[]> {
  const rows = await booking.asOwner.query<{ id: string }>(
    'SELECT id FROM booking.patient_mails WHERE recipient = $1 ORDER BY created_at, id',
    [recipient],
  );
  const mails: PatientMail[] = [];
  for (const { id } of rows.rows) {
    const { mail } = await booking.call(patientMails.read, SYSTEM, { id });
    if (mail) mails.push(mail);
  }
  return mails;
}
async function lastMail(recipient: string) {
  const mail = (await mailsTo(recipient)).at(-1);
  if (!mail || mail.kind === 'code' || mail.kind === 'offer') throw new Error('There is no mail about an appointment');
  return mail;
}

async function codeFor(cabinet: string, to: string, from = network()) {
  const { requestId } = await booking.call(visits.requestCode, guest, { cabinet, email: to, language: 'fr', network: from });
  const mail = (await mailsTo(to)).at(-1);
  return { requestId, code: mail?.kind === 'code' ? mail.code : '' };
}
async function visit(cabinet: string, to: string, from = network()) {
  const code = await codeFor(cabinet, to, from);
  return (await booking.call(visits.open, guest, { cabinet, ...code, network: from })).visit;
}
const wanted = (ada: Hired, startTime: string) => ({ practitionerId: ada.id, startTime, duration: 60 });
const bookAs = (cabinet: string, secret: string, ada: Hired, startTime: string, patient: object = ROSE) =>
  booking.call(visits.book, guest, {
    cabinet,
    visit: secret,
    type: 'consultation',
    ...wanted(ada, startTime),
    patient: { ...ROSE, ...patient },
  });

test('a stranger finds the page, books with a confirmed address, moves and cancels by the links of the mails', async () => {
  const { cabinet, ada, slug } = await openPage();
  const page = await booking.call(publicPages.show, guest, { cabinet: slug });
  expect(page).toMatchObject({ id: cabinet.id, timezone: 'Asia/Tokyo', practitioners: [{ id: ada.id, lastName: 'Martin' }] });
  const date = nextDay();
  const range = { cabinet: slug, practitionerId: ada.id, dateFrom: date, dateTo: date, duration: 60 };
  expect((await booking.call(publicPages.slots, guest, range)).items.map(({ time }) => time)).toEqual([
    '09:00',
    '10:00',
    '11:00',
  ]);

  const to = email();
  const secret = await visit(slug, to);
  await booking.call(visits.hold, guest, { cabinet: slug, visit: secret, ...wanted(ada, `${date}T09:00:00`) });
  expect((await booking.call(publicPages.slots, guest, range)).items.map(({ time }) => time)).toEqual(['10:00', '11:00']);
  const made = await bookAs(slug, secret, ada, `${date}T09:00:00`);
  expect(made).toMatchObject({ status: 'pending', practitioner: 'Ada Martin', patient: 'Rose', cabinet: { id: cabinet.id } });
  expect(await bookAs(slug, secret, ada, `${date}T09:00:00`)).toEqual(made);
  const booked = await lastMail(to);
  expect(booked).toMatchObject({ kind: 'booked', language: 'fr', start: `${date}T09:00`, calendar: { method: 'REQUEST' } });
  expect(booked.calendar?.content).toMatch(/METHOD:REQUEST[^]*SEQUENCE:0/);
  expect(booked.calendar?.content).not.toContain('Lovelace');

  const token = booked.moveToken ?? '';
  expect(await booking.call(patientLinks.show, guest, { token })).toEqual(made);
  const moved = await booking.call(patientLinks.move, guest, { token, startTime: `${date}T11:00:00` });
  expect([moved.id, moved.startTime]).toEqual([made.id, `${date}T02:00:00.000Z`]);
  const after = await lastMail(to);
  expect([after.kind, after.start]).toEqual(['rescheduled', `${date}T11:00`]);
  expect(after.calendar?.content).toContain('SEQUENCE:1');
  await booking.call(patientLinks.cancel, guest, { token: after.cancelToken ?? '', reason: 'ill' });
  const last = await lastMail(to);
  expect([last.kind, last.calendar?.method, last.cancelToken]).toEqual(['cancelled', 'CANCEL', undefined]);
  const { items } = await booking.call(appointments.history, ada.caller, { id: made.id });
  expect(items.map(({ change, by, userId, reason }) => [change, by, userId, reason])).toEqual([
    ['cancelled', 'link', 0, 'ill'],
    ['rescheduled', 'link', 0, undefined],
    ['booked', 'visit', 0, undefined],
  ]);
});

test('a link serves its own purpose and appointment, once, and never after a change by the cabinet', async () => {
  const { ada, slug } = await openPage();
  const [date, to] = [nextDay(), email()];
  const { id } = await bookAs(slug, await visit(slug, to), ada, `${date}T09:00:00`);
  const { moveToken = '', cancelToken = '' } = await lastMail(to);
  const cancel = (token: string) => codeOf(booking.call(patientLinks.cancel, guest, { token }));
  const move = (token: string, time: string) =>
    codeOf(booking.call(patientLinks.move, guest, { token, startTime: `${date}T${time}:00` }));
  expect([await cancel(moveToken), await move(cancelToken, '10:00')]).toEqual(['INVALID_TOKEN', 'INVALID_TOKEN']);
  expect(await cancel(forged(cancelToken))).toBe('INVALID_TOKEN');
  await booking.call(appointments.update, ada.caller, { id, notes: 'seen' });
  expect(await codeOf(booking.call(patientLinks.show, guest, { token: cancelToken }))).toBe('no error');
  const both = await Promise.all([move(moveToken, '10:00'), move(moveToken, '11:00')]);
  expect(both.sort()).toEqual(['INVALID_TOKEN', 'no error']);
  expect([await move(moveToken, '09:00'), await cancel(cancelToken)]).toEqual(['INVALID_TOKEN', 'INVALID_TOKEN']);
  const { cancelToken: next = '' } = await lastMail(to);
  await booking.call(appointments.reschedule, ada.caller, { id, startTime: `${date}T09:00:00` });
  expect(await cancel(next)).toBe('INVALID_TOKEN');
});

test('patients change an appointment until the window of the cabinet begins, the cabinet later too', async () => {
  const { ada, slug } = await openPage({ changeWindow: 720 });
  const [date, to] = [nextDay(), email()];
  const { id } = await bookAs(slug, await visit(slug, to), ada, `${date}T09:00:00`);
  const { moveToken: token = '', cancelToken = '' } = await lastMail(to);
  const move = booking.call(patientLinks.move, guest, { token, startTime: `${date}T10:00:00` });
  expect([await codeOf(move), await codeOf(booking.call(patientLinks.cancel, guest, { token: cancelToken }))]).toEqual([
    'TOO_LATE',
    'TOO_LATE',
  ]);
  expect(await codeOf(booking.call(appointments.cancel, ada.caller, { id }))).toBe('no error');
});

test('a code is right for its own request, five tries long, and once', async () => {
  const { slug } = await openPage();
  const [to, other] = [email(), email()];
  const mine = await codeFor(slug, to);
  const open = (requestId: string, code: string) =>
    codeOf(booking.call(visits.open, guest, { cabinet: slug, requestId, code, network: 'n' }));
  const wrong = mine.code === '000000' ? '000001' : '000000';
  expect(await open(randomUUID(), mine.code)).toBe('INVALID_CODE');
  const guesses = await Promise.all(Array.from({ length: 8 }, () => open(mine.requestId, wrong)));
  expect(new Set(guesses)).toEqual(new Set(['INVALID_CODE']));
  expect(await open(mine.requestId, mine.code)).toBe('INVALID_CODE');
  const fresh = await codeFor(slug, other);
  expect((await Promise.all([open(fresh.requestId, fresh.code), open(fresh.requestId, fresh.code)])).sort()).toEqual([
    'INVALID_CODE',
    'no error',
  ]);
  const late = await codeFor(slug, other);
  await booking.asOwner.query(`UPDATE booking.visit_codes SET created_at = created_at - interval '11 minutes'`);
  expect(await open(late.requestId, late.code)).toBe('INVALID_CODE');
});

test('known and unknown addresses get the same response and the same mail, and no data of a file', async () => {
  const { ada, slug } = await openPage();
  const [known, unknown] = [email(), email()];
  await booking.call(patients.create, ada.caller, { ...ROSE, email: known, phone: '+33601020304', dateOfBirth: '1990-02-28' });
  const first = await booking.call(visits.requestCode, guest, { cabinet: slug, email: known, language: 'en', network: 'x' });
  const second = await booking.call(visits.requestCode, guest, { cabinet: slug, email: unknown, language: 'en', network: 'x' });
  expect(Object.keys(first)).toEqual(Object.keys(second));
  const kinds = async (to: string) => (await mailsTo(to)).map(({ to: _, ...mail }) => ({ ...mail, code: '' }));
  expect(await kinds(known)).toEqual(await kinds(unknown));
  const date = nextDay();
  const one = await bookAs(slug, await visit(slug, known), ada, `${date}T09:00:00`, { phone: '+33699999999' });
  const two = await bookAs(slug, await visit(slug, unknown), ada, `${date}T10:00:00`);
  expect(Object.keys(one)).toEqual(Object.keys(two));
  const file = await booking.call(patients.list, ada.caller, { search: known });
  expect([file.total, file.items[0]?.phone]).toEqual([1, '+33601020304']);
  expect((await booking.call(appointments.get, ada.caller, { id: one.id })).patientId).toBe(file.items[0]?.id);
});

test('a mailbox has one hold and five appointments to come, whatever its aliases', async () => {
  const { ada, slug } = await openPage();
  const local = `rose.${randomUUID()}`;
  const alias = (n: number) => visit(slug, `${local}+${n}@example.test`);
  const [date, next] = [nextDay(), nextDay()];
  const take = async (n: number, time: string) =>
    booking.call(visits.hold, guest, { cabinet: slug, visit: await alias(n), ...wanted(ada, `${date}T${time}:00`) });
  await take(1, '09:00');
  await take(2, '10:00');
  const range = { practitionerId: ada.id, dateFrom: date, dateTo: date, duration: 60 };
  const free = (await booking.call(slots.list, ada.caller, range)).items.filter(({ available }) => available);
  expect(free.map(({ time }) => time)).toEqual(['09:00', '11:00']);
  const days = [
    `${date}T09:00:00`,
    `${date}T10:00:00`,
    `${date}T11:00:00`,
    `${next}T09:00:00`,
    `${next}T10:00:00`,
    `${next}T11:00:00`,
  ];
  const codes = await Promise.all(days.map(async (time, n) => codeOf(bookAs(slug, await alias(n), ada, time))));
  expect(codes.sort()).toEqual(['CONFLICT', 'no error', 'no error', 'no error', 'no error', 'no error']);
});

test('strangers find open pages by name, place and address, part by part, and no closed one', async () => {
  const mark = `zz${randomUUID().slice(0, 8)}`;
  const names = [`Élan ${mark}`, `echo ${mark}`, `Cabinet d'Été ${mark}`, `Fermé ${mark}`];
  const opened = await Promise.all(
    names.map(async (name, n) => {
      const page = await openPage({ address: `${n} rue Neuve, Saint-Denis`, phone: '01 02 03 04 05', isOpen: n !== 3 });
      await booking.call(cabinets.update, page.ada.caller, { id: page.cabinet.id, name });
      return page;
    }),
  );
  const find = (search: string, more: object = {}) => booking.call(publicPages.list, guest, { search, ...more });
  const namesOf = async (search: string) => (await find(search)).items.map(({ name }) => name);
  expect(await namesOf(`${mark} saint denis`)).toEqual([names[2], names[1], names[0]]);
  expect(await namesOf(`${mark} ELAN`)).toEqual([names[0]]);
  expect(await namesOf(`${mark} d'ete`)).toEqual([names[2]]);
  expect(await namesOf(opened[1]?.slug ?? '')).toEqual([names[1]]);
  expect(await namesOf(`${mark} %`)).toEqual([]);
  expect(await namesOf(opened[3]?.slug ?? '')).toEqual([]);
  const first = await find(mark, { limit: 2 });
  const second = await find(mark, { limit: 2, cursor: first.nextCursor });
  expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([names[2], names[1], names[0]]);
  expect(second.nextCursor).toBeNull();
  expect(Object.keys(first.items[0] ?? {}).sort()).toEqual(['address', 'id', 'name', 'slug', 'timezone']);
  const forged = Buffer.from(JSON.stringify(['a\u0000', randomUUID()])).toString('base64url');
  expect(await codeOf(find(mark, { cursor: forged }))).toBe('VALIDATION_FAILED');
});

test('a closed page, its times and its visits do not exist', async () => {
  const { cabinet, ada, slug } = await openPage();
  const [date, to] = [nextDay(), email()];
  const secret = await visit(slug, to);
  const { id } = await bookAs(slug, secret, ada, `${date}T09:00:00`);
  await booking.call(publicPages.update, ada.caller, { id: cabinet.id, slug, isOpen: false });
  const range = { practitionerId: ada.id, dateFrom: date, dateTo: date, duration: 60 };
  for (const name of [slug, cabinet.id, 'unknown-page', randomUUID()]) {
    expect(await codeOf(booking.call(publicPages.show, guest, { cabinet: name }))).toBe('NOT_FOUND');
    expect(await codeOf(booking.call(publicPages.slots, guest, { cabinet: name, ...range }))).toBe('NOT_FOUND');
    expect(await codeOf(codeFor(name, to))).toBe('NOT_FOUND');
    expect(await codeOf(bookAs(name, secret, ada, `${date}T10:00:00`))).toBe('NOT_FOUND');
  }
  const { cancelToken: token = '' } = await lastMail(to);
  expect((await booking.call(patientLinks.cancel, guest, { token })).id).toBe(id);
});

test('a visit of one cabinet is worth nothing in another one, and after an hour nothing at all', async () => {
  const [here, there] = [await openPage(), await openPage()];
  const secret = await visit(here.slug, email());
  const date = nextDay();
  expect(await codeOf(bookAs(there.slug, secret, there.ada, `${date}T09:00:00`))).toBe('INVALID_TOKEN');
  expect(await codeOf(bookAs(here.slug, secret, there.ada, `${date}T09:00:00`))).toBe('NOT_FOUND');
  await booking.asOwner.query(`UPDATE booking.visits SET expires_at = now() - interval '1 second'`);
  expect(await codeOf(bookAs(here.slug, secret, here.ada, `${date}T09:00:00`))).toBe('INVALID_TOKEN');
});

test('patients obey notice, grid and length, which staff need not', async () => {
  const { ada, slug } = await openPage({ longest: 60 });
  const [date, secret] = [nextDay(), await visit(slug, email())];
  expect(await codeOf(bookAs(slug, secret, ada, `${date}T09:10:00`))).toBe('SLOT_TAKEN');
  expect(await codeOf(bookAs(slug, secret, ada, `${date}T09:00:00.1234567890`))).toBe('VALIDATION_FAILED');
  const long = { cabinet: slug, visit: secret, ...wanted(ada, `${date}T09:00:00`), duration: 120 };
  expect(await codeOf(booking.call(visits.hold, guest, long))).toBe('VALIDATION_FAILED');
});

const ownOf = (userId: number, address: string | null) => booking.call(ownAppointments.list, user(userId), { email: address });

test('an account sees and changes its own appointments of all cabinets, those of its children, and no others', async () => {
  const [one, two] = [await openPage(), await openPage()];
  const [date, to, parent] = [nextDay(), email(), 5_001];
  const own = { cabinet: one.slug, email: to, language: 'en', network: 'home' } as const;
  const { visit: secret } = await booking.call(visits.openOwn, user(parent), own);
  const child = await bookAs(one.slug, secret, one.ada, `${date}T09:00:00`, { firstName: 'Zoe', relation: 'child' });
  const mine = await bookAs(two.slug, await visit(two.slug, to), two.ada, `${date}T10:00:00`);
  const other = await bookAs(one.slug, await visit(one.slug, email()), one.ada, `${date}T10:00:00`);
  expect((await ownOf(parent, null)).items.map(({ id }) => id)).toEqual([child.id]);
  expect(await ownOf(parent, to)).toEqual({ items: [child, mine], next: null });
  const { items } = await booking.call(ownAppointments.patients, user(parent), { email: to });
  expect(items.map(({ firstName, relation }) => [firstName, relation]).sort()).toEqual([
    ['Rose', 'self'],
    ['Zoe', 'guardian'],
  ]);
  const moved = await booking.call(ownAppointments.move, user(parent), { id: child.id, startTime: `${date}T11:00:00` });
  expect(moved.startTime).toBe(`${date}T02:00:00.000Z`);
  expect((await booking.call(ownAppointments.cancel, user(parent), { id: mine.id })).status).toBe('cancelled');
  expect(await codeOf(booking.call(ownAppointments.cancel, user(parent), { id: other.id }))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(ownAppointments.cancel, user(5_002), { id: child.id }))).toBe('NOT_FOUND');
  expect((await ownOf(5_002, to)).items).toEqual([]);
  const actors = async ({ ada }: typeof one, id: string) =>
    (await booking.call(appointments.history, ada.caller, { id })).items.map(({ by, userId }) => [by, userId]);
  expect(await actors(one, child.id)).toEqual([
    ['account', parent],
    ['account', parent],
  ]);
  expect(await actors(two, mine.id)).toEqual([
    ['account', parent],
    ['visit', 0],
  ]);
});

test('a guardian whom the cabinet enters sees the appointments until the cabinet removes the guardian', async () => {
  const { ada, slug } = await openPage();
  const [to, guardian, date] = [email(), email(), nextDay()];
  const { id } = await bookAs(slug, await visit(slug, to), ada, `${date}T09:00:00`);
  const { patientId } = await booking.call(appointments.get, ada.caller, { id });
  expect((await ownOf(5_003, guardian)).items).toEqual([]);
  const contact = { id: patientId, email: guardian.toUpperCase(), relation: 'guardian' } as const;
  const { items } = await booking.call(patientContacts.add, ada.caller, contact);
  expect(items.map((each) => [each.proof, each.hasAccount]).sort()).toEqual([
    ['cabinet', false],
    ['email', false],
  ]);
  expect((await ownOf(5_003, guardian)).items.map((each) => each.id)).toEqual([id]);
  await booking.call(patientContacts.remove, ada.caller, { id: patientId, email: guardian });
  expect((await ownOf(5_003, guardian)).items).toEqual([]);
  await booking.call(patientFiles.erase, ada.caller, { id: patientId });
  expect((await ownOf(5_004, to)).items).toEqual([]);
  const { rowCount } = await booking.asOwner.query('SELECT FROM booking.patient_contacts WHERE patient_id = $1', [patientId]);
  expect(rowCount).toBe(0);
});

test('only managers set the page, and a slug belongs to one cabinet', async () => {
  const { cabinet, ada, slug } = await openPage();
  const other = await openPage();
  const settings = { id: cabinet.id, slug, isOpen: true };
  const plain = await hire(booking, cabinet.id);
  const former = await hire(booking, cabinet.id, MANAGER);
  await booking.call(practitioners.dismiss, former.caller, { cabinetId: cabinet.id, id: former.id });
  expect(await codeOf(booking.call(publicPages.update, former.caller, settings))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(publicPages.update, plain.caller, settings))).toBe('FORBIDDEN');
  expect(await codeOf(booking.call(publicPages.update, other.ada.caller, settings))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(publicPages.update, user(999), settings))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(publicPages.update, ada.caller, { ...settings, slug: other.slug }))).toBe('CONFLICT');
});

test('a member with the role of a patient reads no table of patients, appointments or visits', async () => {
  const { cabinet, ada, slug } = await openPage();
  await bookAs(slug, await visit(slug, email()), ada, `${nextDay()}T09:00:00`);
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 4444, 'patient')`, [cabinet.id]);
  const client = await booking.asService.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('booking.user_id', '4444', true), set_config('booking.cabinet_id', $1, true)`, [
      cabinet.id,
    ]);
    for (const table of [
      'patients',
      'appointments',
      'appointment_changes',
      'patient_audit',
      'visits',
      'visit_codes',
      'patient_contacts',
      'patient_mails',
    ])
      expect([table, (await client.query(`SELECT 1 FROM ${table}`)).rowCount]).toEqual([table, 0]);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
});
