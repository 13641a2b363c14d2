import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  absences,
  ANONYMOUS,
  appointments,
  appointmentTypes,
  facilities,
  patientFiles,
  patientMails,
  patients,
  practitioners,
  publicPages,
  slots,
  SYSTEM,
  treatments,
  visits,
  waitingList,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import { WaitingEntriesRepository } from '../src/self-service/waiting-list/waiting-entries.repository.js';
import { WaitingMatchesService } from '../src/self-service/waiting-list/waiting-matches.service.js';
import { type BookingUnderTest, codeOf, startBooking, user } from './booking-under-test.js';
import { deskStatements } from './desk-statements.js';
import { exportOf } from './exported.js';
import { forged, hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
  leaveWorkToSpecs(booking.provider(WaitingEntriesRepository));
});
afterAll(() => booking?.stop());

const guest = ANONYMOUS;
const ROSE = { firstName: 'Rose', lastName: 'Lovelace' };

/** A day of Ada that is fully booked, in a new cabinet. */
async function fullDay(facts: object = {}) {
  const { cabinet, ada } = await openPractice(booking, { role: 'manager', ...facts });
  const date = nextDay();
  const booked = await Promise.all(['09:00', '10:00', '11:00'].map((time) => book(ada, `${date}T${time}:00`)));
  const cancel = (hour: number) => booking.call(appointments.cancel, ada.caller, { id: booked[hour]?.id ?? '' });
  return { cabinet, ada, date, cancel };
}
const book = (of: Hired, startTime: string) =>
  booking.call(appointments.create, of.caller, {
    ...{ patientData: { ...ROSE, email: `${randomUUID()}@example.test` }, practitionerId: of.id, duration: 60 },
    ...{ type: 'consultation', startTime },
  });

/** A patient who waits for that day, and the address of the mails. */
async function waits(of: Hired, date: string, more: object = {}) {
  const email = `${randomUUID()}@example.test`;
  const { id: patientId } = await booking.call(patients.create, of.caller, { ...ROSE, email, force: true });
  const wish = { patientId, type: 'consultation', duration: 60, dateFrom: date, dateTo: date, ...more } as const;
  const { id } = await booking.call(waitingList.add, of.caller, { ...wish, practitionerId: of.id });
  return { id, patientId, email };
}
type Waiting = Awaited<ReturnType<typeof waits>>;

test('entries that need a room are offered times at which one is free, one entry for each', async () => {
  const { cabinet, ada, date } = await fullDay();
  const bea = await hire(booking, cabinet.id, { lastName: 'Zola' });
  const cabinetId = cabinet.id;
  await booking.call(facilities.create, ada.caller, { cabinetId, name: 'Room', kind: 'room' });
  await booking.call(appointmentTypes.update, ada.caller, { cabinetId, type: 'soin', needs: { kind: 'room' } });
  const third = await hire(booking, cabinet.id, { lastName: 'Curie' });
  const taken = { practitionerId: third.id, type: 'soin', duration: 120, startTime: `${date}T09:00:00` } as const;
  const patientData = { ...ROSE, email: `${randomUUID()}@example.test` };
  await booking.call(appointments.create, ada.caller, { ...taken, patientData });
  const waiting = [await waits(bea, date, { type: 'soin' }), await waits(third, date, { type: 'soin' })];
  // Bea is free at 09:00, 10:00 and 11:00, and the room at 11:00 only.
  const [first, second] = [await offered(bea, waiting[0] ?? { id: '' }), await offerOf(third, waiting[1] ?? { id: '' })];
  expect(first?.startTime).toBe(new Date(`${date}T11:00:00+09:00`).toISOString());
  expect(second).toBeUndefined();
});

const entriesOf = async (of: Hired) => (await booking.call(waitingList.list, of.caller, {})).items;
const offerOf = async (of: Hired, { id }: Pick<Waiting, 'id'>) =>
  (await entriesOf(of)).find((entry) => entry.id === id)?.offered ?? undefined;

const inSpec = new AsyncLocalStorage<boolean>();
/** The job of the service finds no work: statements are counted, and a run beside that of a spec doubles some of them. */
function leaveWorkToSpecs(entries: WaitingEntriesRepository): void {
  const work = entries.work.bind(entries);
  entries.work = () => (inSpec.getStore() ? work() : Promise.resolve([]));
}
/** Compares the list with the calendars now, as the job does every few seconds. */
const compare = () => inSpec.run(true, () => booking.provider(WaitingMatchesService).match());
const offered = (of: Hired, who: Pick<Waiting, 'id'>) =>
  eventually(
    'an offer',
    async () => {
      await compare();
      return offerOf(of, who);
    },
    { ms: 15_000 },
  );
const settled = () =>
  eventually(
    'the job has no work',
    async () => {
      await compare();
      return (await booking.asOwner.query('SELECT FROM booking.freed_times')).rows.length === 0;
    },
    { ms: 15_000 },
  );

async function tokenOf(email: string): Promise<string> {
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `SELECT id FROM booking.patient_mails WHERE recipient = $1 AND kind = 'offer' ORDER BY created_at DESC LIMIT 1`,
    [email],
  );
  const { mail } = await booking.call(patientMails.read, SYSTEM, { id: rows[0]?.id ?? randomUUID() });
  if (mail?.kind !== 'offer') throw new Error('There is no mail about an offer');
  return mail.token;
}
/** Addresses that are kept for mails about offers. */
const keptOf = async (...list: readonly Pick<Waiting, 'email'>[]) => {
  const emails = list.map(({ email }) => email);
  return (
    await booking.asOwner.query(`SELECT FROM booking.patient_mails WHERE kind = 'offer' AND recipient = ANY ($1)`, [emails])
  ).rowCount;
};
const accept = (token: string) => booking.call(waitingList.accept, guest, { token });
const expire = (id: string) =>
  booking.asOwner.query(
    `WITH ended AS (UPDATE booking.waiting_entries SET offered_until = now() - interval '1 s' WHERE id = $1 RETURNING offer_id)
     UPDATE booking.busy SET expires_at = now() - interval '1 s' FROM ended WHERE busy.id = ended.offer_id`,
    [id],
  );

test('a cancelled time is held for the first of the list, who books it by the link of the mail, once', async () => {
  const { ada, date, cancel } = await fullDay();
  const [first, second] = [await waits(ada, date), await waits(ada, date)];
  await settled();
  expect(await offerOf(ada, first)).toBeUndefined();
  await cancel(1);
  expect(await offered(ada, first)).toMatchObject({ startTime: `${date}T01:00:00.000Z`, practitionerId: ada.id });
  await settled();
  expect(await offerOf(ada, second)).toBeUndefined();
  expect(await codeOf(book(ada, `${date}T10:00:00`))).toBe('SLOT_TAKEN');

  const token = await tokenOf(first.email);
  expect(await keptOf(first)).toBe(1);
  expect(await booking.call(waitingList.show, guest, { token })).toMatchObject({ practitioner: 'Ada Martin', duration: 60 });
  expect(await codeOf(accept(forged(token)))).toBe('INVALID_TOKEN');
  const [made, repeated] = await Promise.all([accept(token), accept(token)]);
  expect([made.startTime, repeated.id, (await accept(token)).id]).toEqual([`${date}T01:00:00.000Z`, made.id, made.id]);
  expect((await entriesOf(ada)).map(({ id, patient }) => [id, patient])).toEqual([[second.id, 'Rose Lovelace']]);
  const { rows } = await booking.asOwner.query('SELECT origin, patient_id FROM booking.appointments WHERE id = $1', [made.id]);
  expect(rows).toEqual([{ origin: 'waiting_list', patient_id: first.patientId }]);
  expect(await codeOf(booking.call(waitingList.decline, guest, { token }))).toBe('INVALID_TOKEN');
  expect(await keptOf(first)).toBe(0);
});

test('a declined and an expired offer go to the next, and are not made to the same entry again', async () => {
  const { ada, date, cancel } = await fullDay();
  const [first, second, third] = [await waits(ada, date), await waits(ada, date), await waits(ada, date)];
  await cancel(0);
  await offered(ada, first);
  const token = await tokenOf(first.email);
  await booking.call(waitingList.decline, guest, { token });
  await offered(ada, second);
  expect(await codeOf(accept(token))).toBe('INVALID_TOKEN');
  const late = await tokenOf(second.email);
  await expire(second.id);
  await offered(ada, third);
  expect(await codeOf(accept(late))).toBe('INVALID_TOKEN');
  await booking.call(waitingList.decline, guest, { token: await tokenOf(third.email), leave: true });
  await settled();
  expect((await entriesOf(ada)).map(({ id, offered: time }) => [id, time])).toEqual([
    [first.id, null],
    [second.id, null],
  ]);
  expect(await keptOf(first, second, third)).toBe(0);
  await cancel(2);
  expect((await offered(ada, first)).startTime).toBe(`${date}T02:00:00.000Z`);
});

test('the end of an absence and longer hours free times as well', async () => {
  const { cabinet, ada, date } = await fullDay();
  const other = nextDay();
  const away = { practitionerId: ada.id, startTime: `${other}T00:00:00`, endTime: `${other}T23:00:00` };
  const absence = await booking.call(absences.create, ada.caller, away);
  const [late, early] = [await waits(ada, other), await waits(ada, date)];
  await settled();
  expect((await entriesOf(ada)).map((entry) => entry.offered)).toEqual([null, null]);
  await booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: absence.id });
  expect((await offered(ada, late)).startTime).toBe(`${other}T00:00:00.000Z`);
  const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '14:00' }));
  await booking.call(practitioners.update, ada.caller, { cabinetId: cabinet.id, id: ada.id, workingHours });
  expect((await offered(ada, early)).startTime).toBe(`${date}T03:00:00.000Z`);
});

/** The statements of the job in one cabinet, until the end of what `does` causes. */
const statementsOfJob = (cabinetId: string, does: () => Promise<unknown>) =>
  deskStatements(cabinetId, async () => {
    await does();
    await settled();
  });

test('the statements for freed times do not grow with the waiting list, and three offers read it once', async () => {
  const runs = [];
  for (const more of [1, 200]) {
    const { cabinet, ada, date, cancel } = await fullDay();
    const first = await waits(ada, date);
    await booking.asOwner.query(
      `INSERT INTO booking.waiting_entries (cabinet_id, patient_id, practitioner_id, type, duration, date_from, date_to)
       SELECT cabinet_id, patient_id, practitioner_id, type, duration, date_from, date_to
       FROM booking.waiting_entries, generate_series(1, $2) WHERE id = $1`,
      [first.id, more],
    );
    await settled();
    const sent = await statementsOfJob(cabinet.id, async () => {
      await cancel(0);
      await offered(ada, first);
    });
    runs.push(sent);
  }
  const [few = [], many = []] = runs;
  expect(few.length).toBeGreaterThan(5);
  expect(many.length).toBe(few.length);

  const { cabinet, ada } = await openPractice(booking, { role: 'manager' });
  const date = nextDay();
  const away = { practitionerId: ada.id, startTime: `${date}T00:00:00`, endTime: `${date}T23:00:00` };
  const absence = await booking.call(absences.create, ada.caller, away);
  const list = [await waits(ada, date), await waits(ada, date), await waits(ada, date)];
  await settled();
  const sent = await statementsOfJob(cabinet.id, async () => {
    await booking.call(absences.remove, ada.caller, { practitionerId: ada.id, id: absence.id });
    for (const each of list) await offered(ada, each);
  });
  expect(sent.filter((sql) => /FROM "?(booking"?\."?)?practitioners/.test(sql))).toHaveLength(1);
});

test('two replicas make one offer of one time, in the order of the list', async () => {
  const replica = await booking.startReplica();
  try {
    const { ada, date, cancel } = await fullDay();
    const list = [];
    for (let i = 0; i < 4; i += 1) list.push(await waits(ada, date));
    await Promise.all([cancel(0), cancel(1)]);
    await Promise.all(list.slice(0, 2).map((each) => offered(ada, each)));
    await settled();
    const entries = await entriesOf(ada);
    expect(entries.map((entry) => entry.offered !== null)).toEqual([true, true, false, false]);
    expect(new Set(entries.slice(0, 2).map((entry) => entry.offered?.startTime)).size).toBe(2);
  } finally {
    await replica.stop();
  }
});

test('a removed entry and an erased patient release the offer; nothing of it is open to other cabinets and patients', async () => {
  const [{ cabinet, ada, date, cancel }, { ada: stranger }] = [await fullDay(), await openPractice(booking)];
  const [first, second] = [await waits(ada, date), await waits(ada, date)];
  await cancel(0);
  await offered(ada, first);
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 97, 'patient')`, [cabinet.id]);
  const remove = (caller: Hired['caller'], id = first.id) => codeOf(booking.call(waitingList.remove, caller, { id }));
  const patient = { ...user(97), tenantId: cabinet.id };
  expect([await remove(stranger.caller), await remove(patient), await codeOf(entriesOf({ ...ada, caller: patient }))]).toEqual([
    'NOT_FOUND',
    'FORBIDDEN',
    'FORBIDDEN',
  ]);
  expect(await entriesOf(stranger)).toEqual([]);
  expect([await remove(ada.caller), await remove(ada.caller)]).toEqual(['no error', 'NOT_FOUND']);
  await offered(ada, second);
  const token = await tokenOf(second.email);
  const about = { id: second.patientId };
  const { rows } = await exportOf(booking.call, ada.caller, second.patientId);
  expect(rows.waiting_list).toMatchObject([{ id: second.id, status: 'offered', date_from: date }]);
  await booking.call(patientFiles.erase, ada.caller, about);
  expect([await codeOf(accept(token)), await entriesOf(ada)]).toEqual(['INVALID_TOKEN', []]);
  const { rowCount } = await booking.asOwner.query('SELECT FROM booking.patient_mails WHERE recipient = $1', [second.email]);
  expect(rowCount).toBe(0);
});

test('a visit joins within the limit of its mailbox, and waits while the page is closed', async () => {
  const { cabinet, ada, date, cancel } = await fullDay();
  const settings = { id: cabinet.id, slug: `cabinet-${cabinet.id.slice(0, 8)}` };
  const page = (isOpen: boolean) => booking.call(publicPages.update, ada.caller, { ...settings, isOpen });
  await page(true);
  const email = `rose.${randomUUID()}@example.test`;
  const visit = async (to: string, userId: number) => {
    const facts = { cabinet: cabinet.id, email: to, language: 'fr', network: '10.1.0.1' } as const;
    return (await booking.call(visits.openOwn, user(userId), facts)).visit;
  };
  const join = async (secret: string, firstName: string) =>
    booking.call(waitingList.join, guest, {
      ...{ cabinet: cabinet.id, visit: secret, patient: { ...ROSE, firstName } },
      ...{ type: 'consultation', duration: 60, dateFrom: date, dateTo: date },
    });
  const secret = await visit(email, 7_001);
  const entry = await join(secret, 'Rose');
  expect(entry).not.toHaveProperty('patientId');
  expect(await join(secret, 'Rose')).toEqual(entry); // the first response was lost
  const outcomes = await Promise.all(['A', 'B', 'C', 'D'].map((name) => codeOf(join(secret, name))));
  expect(outcomes.sort()).toEqual(['CONFLICT', 'CONFLICT', 'no error', 'no error']);
  const alias = email.replace('@', '+tag@');
  expect(await codeOf(join(await visit(alias, 7_002), 'Eve'))).toBe('CONFLICT');
  expect(await codeOf(join('wrong', 'Eve'))).toBe('INVALID_TOKEN');
  await page(false);
  await cancel(0);
  await settled();
  expect((await entriesOf(ada)).map((each) => each.offered)).toEqual([null, null, null]);
  await page(true);
  await cancel(1);
  expect((await offered(ada, entry)).startTime).toBe(`${date}T00:00:00.000Z`);
});

test('any practitioner may be offered; ranges and lengths are bounded, and a patient has three entries', async () => {
  const { cabinet, ada, date } = await fullDay();
  const bea = await hire(booking, cabinet.id);
  const waiting = await waits(ada, date, { practitionerId: undefined });
  const wish = { patientId: waiting.patientId, type: 'consultation', dateFrom: date, dateTo: date } as const;
  const any = await booking.call(waitingList.add, ada.caller, { ...wish, duration: 60 });
  expect((await offered(ada, any)).practitionerId).toBe(bea.id);
  expect((await booking.call(waitingList.add, ada.caller, { ...wish, duration: 60 })).id).toBe(any.id);
  const add = (more: object = {}) => codeOf(booking.call(waitingList.add, ada.caller, { ...wish, ...more }));
  expect([await add({ dateTo: '2030-01-01' }), await add({ dateTo: '2020-01-01' })]).toEqual(Array(2).fill('VALIDATION_FAILED'));
  expect([await add({ practitionerId: randomUUID() }), await add({ patientId: randomUUID() })]).toEqual(
    Array(2).fill('NOT_FOUND'),
  );
  expect([await add({ duration: 30 }), await add({ duration: 45 })]).toEqual(['no error', 'CONFLICT']);
  const range = { practitionerId: bea.id, dateFrom: date, dateTo: date, duration: 60 };
  const { items } = await booking.call(slots.list, ada.caller, range);
  expect(items.map(({ available }) => available).includes(false)).toBe(true);
});

test('patients wait for a treatment, with its length, its practitioners and its type', async () => {
  const { cabinet, ada, date, cancel } = await fullDay();
  const bea = await hire(booking, cabinet.id, { lastName: 'Zola' });
  const cabinetId = cabinet.id;
  const question = { question: 'Why?', kind: 'text' as const, options: [], isRequired: true };
  const facts = { name: 'Whitening', description: '', type: 'soin', duration: 45, buffer: 15, isPublic: false } as const;
  const made = { cabinetId, ...facts, practitionerIds: [ada.id], questions: [question] };
  const { id: treatmentId } = await booking.call(treatments.create, ada.caller, made);
  const wish = { type: 'consultation', treatmentId, dateFrom: date, dateTo: date } as const;
  const email = `${randomUUID()}@example.test`;
  const { id: patientId } = await booking.call(patients.create, ada.caller, { ...ROSE, email, force: true });
  expect(await codeOf(booking.call(waitingList.add, ada.caller, { ...wish, patientId, practitionerId: bea.id }))).toBe(
    'VALIDATION_FAILED',
  );
  const entry = await booking.call(waitingList.add, ada.caller, { ...wish, patientId });
  expect(entry).toMatchObject({ type: 'soin', duration: 45, treatment: { id: treatmentId, name: 'Whitening' } });
  expect((await booking.call(waitingList.add, ada.caller, { ...wish, patientId })).id).toBe(entry.id);
  // Bea is free all day, and does not offer it; what is archived is offered to no entry.
  const target = { cabinetId, id: treatmentId };
  await booking.call(treatments.update, ada.caller, { ...target, isArchived: true });
  await cancel(1);
  await settled();
  expect(await offerOf(ada, entry)).toBeUndefined();
  await booking.call(treatments.update, ada.caller, { ...target, isArchived: false });
  const offer = await offered(ada, entry);
  expect(offer).toMatchObject({ practitionerId: ada.id, startTime: new Date(`${date}T10:00:00+09:00`).toISOString() });
  const booked = await booking.call(waitingList.accept, guest, { token: await tokenOf(email) });
  expect(booked).toMatchObject({ type: 'soin', treatment: 'Whitening', duration: 45 });
});
