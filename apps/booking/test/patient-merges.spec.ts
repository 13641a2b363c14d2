import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  ANONYMOUS,
  appointments,
  appointmentSeries,
  type CreatePatient,
  DeclaredError,
  legalHolds,
  ownAppointments,
  patientAudit,
  patientContacts,
  patientFiles,
  patientLinks,
  patientMails,
  patientMerges,
  patients,
  SYSTEM,
  waitingList,
} from '@veza/contracts';
import { eventually } from '@veza/testing';
import { AuditService } from '../src/practice/audit/audit.service.js';
import { RetentionRunService } from '../src/records/retention/retention-run.service.js';
import { aged } from './aged.js';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { exportOf } from './exported.js';
import { type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const mailbox = () => `${randomUUID()}@example.test`;
const admit = ({ caller }: Hired, facts: Partial<CreatePatient> = {}) =>
  booking.call(patients.create, caller, { firstName: 'Rose', lastName: 'Lovelace', force: true, ...facts });
const merge = ({ caller }: Pick<Hired, 'caller'>, id: string, duplicateId: string, more: object = {}) =>
  booking.call(patientMerges.merge, caller, { id, duplicateId, ...more });
const wanted = (ada: Hired, patientId: string, at = '09:00', date = nextDay()) =>
  ({ practitionerId: ada.id, patientId, type: 'soin', startTime: `${date}T${at}:00`, duration: 30 }) as const;
const bookAs = (ada: Hired, ...rest: [string, string?, string?]) =>
  booking.call(appointments.create, ada.caller, wanted(ada, ...rest));
const rows = async <Row extends object>(sql: string, ...values: unknown[]) =>
  (await booking.asOwner.query<Row>(sql, values)).rows;
const ownerOf = async (appointment: string) =>
  (await rows<{ id: string }>('SELECT patient_id AS id FROM booking.appointments WHERE id = $1', appointment))[0]?.id;
/** What calls with the id of a duplicate lead to. */
const leadOf = (call: Promise<unknown>) =>
  call.then(
    () => 'no error',
    (error: unknown) =>
      error instanceof DeclaredError && error.code === 'NOT_FOUND'
        ? error.details?.find(({ field }) => field === 'mergedInto')?.message
        : error,
  );
const lastMailOf = async (appointment: string) => {
  const [mail] = await rows<{ id: string }>(
    `SELECT id FROM booking.patient_mails WHERE appointment_id = $1 AND kind = 'booked' LIMIT 1`,
    appointment,
  );
  const { mail: letter } = await booking.call(patientMails.read, SYSTEM, { id: mail?.id ?? randomUUID() });
  if (letter?.kind !== 'booked') throw new Error('There is no mail');
  return letter;
};

test('everything of a duplicate moves, gaps are filled, and its id and its links lead on', async () => {
  const { ada } = await openPractice(booking);
  const [keptMail, otherMail] = [mailbox(), mailbox()];
  const kept = await admit(ada, { email: keptMail });
  const facts = { firstName: 'Rosa', email: otherMail, phone: '0601020304', dateOfBirth: '1990-02-28' };
  const duplicate = await admit(ada, facts);
  const date = nextDay();
  const made = await bookAs(ada, duplicate.id, '09:00', date);
  const { moveToken, cancelToken } = await lastMailOf(made.id);
  const series = await booking.call(appointmentSeries.create, ada.caller, {
    ...wanted(ada, duplicate.id, '10:00'),
    rule: 'FREQ=DAILY;COUNT=2',
  });
  const wish = { practitionerId: ada.id, type: 'soin', duration: 60, dateFrom: '2020-01-01', dateTo: '2020-01-01' } as const;
  const [entry] = await rows<{ id: string }>(
    `INSERT INTO booking.waiting_entries (cabinet_id, patient_id, practitioner_id, type, duration, date_from, date_to)
     VALUES ($1, $2, $3, $4, $5, now()::date + 200, now()::date + 201) RETURNING id`,
    ...[ada.caller.tenantId, duplicate.id, ada.id, wish.type, wish.duration],
  );
  const [kin, sole] = [mailbox(), mailbox()];
  for (const [id, email] of [
    [kept.id, kin],
    [duplicate.id, kin],
    [duplicate.id, sole],
  ] as const)
    await booking.call(patientContacts.add, ada.caller, { id, email, relation: 'guardian' });
  const account = { ...user(7_001) };
  await booking.call(ownAppointments.patients, account, { email: sole });

  const merged = await merge(ada, kept.id, duplicate.id, { take: ['firstName', 'email'] });
  const { createdAt } = kept;
  expect(merged).toEqual({ ...kept, ...facts, createdAt, updatedAt: merged.updatedAt });
  expect(merged.updatedAt > kept.updatedAt).toBe(true);
  for (const { id } of [made, ...series.items.flatMap(({ appointment }) => appointment ?? [])])
    expect(await ownerOf(id)).toBe(kept.id);
  expect((await booking.call(appointments.get, ada.caller, { id: made.id })).version).toBe(made.version + 1);
  const { items: waiting } = await booking.call(waitingList.list, ada.caller, {});
  expect(waiting).toMatchObject([{ id: entry?.id, patientId: kept.id }]);
  const { items: contacts } = await booking.call(patientContacts.list, ada.caller, { id: kept.id });
  expect(contacts.map(({ email, hasAccount }) => [email, hasAccount])).toEqual(
    [
      [kin, false],
      [sole, true],
    ].sort(),
  );
  const own = await booking.call(ownAppointments.list, account, { email: null });
  expect(own.items.map(({ id }) => id)).toContain(made.id);

  const old = { id: duplicate.id };
  for (const call of [
    booking.call(patients.get, ada.caller, old),
    booking.call(patients.update, ada.caller, { ...old, lastName: 'X' }),
    booking.call(patientFiles.export, ada.caller, old),
    booking.call(patientFiles.erase, ada.caller, old),
    booking.call(patientContacts.list, ada.caller, old),
    booking.call(appointments.listOfPatient, ada.caller, { patientId: duplicate.id }),
  ])
    expect(await leadOf(call)).toBe(kept.id);
  expect((await booking.call(patients.list, ada.caller, { search: 'lovelace' })).items.map(({ id }) => id)).toEqual([kept.id]);
  const late = await bookAs(ada, duplicate.id, '11:00', date);
  expect(late.patientId).toBe(kept.id);
  expect((await bookAs(ada, duplicate.id, '11:00', date)).id).toBe(late.id);
  const onList = { ...wish, dateFrom: nextDay(), dateTo: nextDay(), patientId: duplicate.id };
  const joined = await booking.call(waitingList.add, ada.caller, onList);
  expect(await rows('SELECT patient_id FROM booking.waiting_entries WHERE id = $1', joined.id)).toEqual([
    { patient_id: kept.id },
  ]);

  expect((await booking.call(patientLinks.show, ANONYMOUS, { token: moveToken ?? '' })).id).toBe(made.id);
  const cancelled = await booking.call(patientLinks.cancel, ANONYMOUS, { token: cancelToken ?? '' });
  expect([cancelled.id, cancelled.status]).toEqual([made.id, 'cancelled']);

  await booking.provider(AuditService).settle();
  const trail = async (id: string) =>
    (await booking.call(patientAudit.list, ada.caller, { id })).items.map(({ action }) => action);
  expect((await trail(kept.id)).filter((action) => action === 'merged')).toHaveLength(1);
  expect((await trail(kept.id)).filter((action) => action === 'created')).toHaveLength(2);
  expect((await trail(duplicate.id)).filter((action) => action === 'merged')).toHaveLength(1);
  const file = await exportOf(booking.call, ada.caller, kept.id);
  expect(file.rows.merges).toMatchObject([{ id: duplicate.id, first_name: 'Rosa', email: otherMail, phone: '0601020304' }]);
  expect(file.rows.appointments.map(({ id }) => id)).toEqual(expect.arrayContaining([made.id, late.id]));
  expect(file.rows.audit.filter(({ action }) => action === 'created')).toHaveLength(2);
});

test('a merge is for the staff of one cabinet, and not for erased patients or two accounts', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const [one, two, erased, foreign] = [await admit(ada), await admit(ada), await admit(ada), await admit(stranger)];
  await booking.call(patientFiles.erase, ada.caller, { id: erased.id });
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 96, 'patient')`, [cabinet.id]);
  for (const [caller, code] of [
    [stranger.caller, 'NOT_FOUND'],
    [{ ...stranger.caller, tenantId: cabinet.id }, 'FORBIDDEN'],
    [{ ...user(96), tenantId: cabinet.id }, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const)
    expect(await codeOf(booking.call(patientMerges.merge, caller, { id: one.id, duplicateId: two.id }))).toBe(code);
  for (const other of [erased.id, foreign.id, randomUUID()])
    for (const pair of [
      [one.id, other],
      [other, one.id],
    ] as const)
      expect(await codeOf(merge(ada, ...pair))).toBe('NOT_FOUND');
  expect(await codeOf(merge(ada, one.id, one.id))).toBe('VALIDATION_FAILED');

  const account = async (id: string, userId: number) => {
    const email = mailbox();
    await booking.call(patientContacts.add, ada.caller, { id, email, relation: 'self' });
    await booking.call(ownAppointments.patients, user(userId), { email });
    return email;
  };
  await account(one.id, 8_001);
  const others = await account(two.id, 8_002);
  expect(await codeOf(merge(ada, one.id, two.id))).toBe('DIFFERENT_ACCOUNTS');
  expect((await booking.call(patients.get, ada.caller, { id: two.id })).id).toBe(two.id);
  await booking.call(patientContacts.remove, ada.caller, { id: two.id, email: others });
  expect((await merge(ada, one.id, two.id)).id).toBe(one.id);
});

test('a merge that is repeated changes nothing; merges of merged patients lead to the last one', async () => {
  const { ada } = await openPractice(booking);
  const [a, b, c] = [await admit(ada, { phone: '0601020304' }), await admit(ada), await admit(ada)];
  const first = await merge(ada, b.id, a.id);
  expect(await merge(ada, b.id, a.id, { take: ['lastName'] })).toEqual(first);
  expect([await leadOf(merge(ada, a.id, b.id)), await leadOf(merge(ada, c.id, a.id))]).toEqual([b.id, b.id]);
  expect((await merge(ada, c.id, b.id)).phone).toBe('0601020304');
  for (const id of [a.id, b.id]) expect(await leadOf(booking.call(patients.get, ada.caller, { id }))).toBe(c.id);
  const merges = (await booking.call(patientAudit.list, ada.caller, { id: c.id })).items.filter(
    ({ action }) => action === 'merged',
  );
  expect(merges).toHaveLength(2);
  const operation = randomUUID();
  const [d, again] = [
    await admit(ada),
    () => booking.call(patientMerges.merge, ada.caller, { id: c.id, duplicateId: d.id }, operation),
  ];
  expect(await again()).toEqual(await again());
});

test('of concurrent merges in both directions one wins; several duplicates end in one patient', async () => {
  const { ada } = await openPractice(booking);
  const [a, b, c, d] = [await admit(ada), await admit(ada), await admit(ada), await admit(ada)];
  for (const { id } of [a, b, c, d]) await bookAs(ada, id);
  const both = await Promise.allSettled([merge(ada, a.id, b.id), merge(ada, b.id, a.id)]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [winner, loser] = both[0].status === 'fulfilled' ? [a, b] : [b, a];
  expect(await leadOf(booking.call(patients.get, ada.caller, { id: loser.id }))).toBe(winner.id);
  expect(await Promise.all([c, d].map(({ id }) => codeOf(merge(ada, winner.id, id))))).toEqual(['no error', 'no error']);
  const owners = await rows(
    'SELECT patient_id AS id, count(*)::integer FROM booking.appointments WHERE cabinet_id = $1 GROUP BY 1',
    ada.caller.tenantId,
  );
  expect(owners).toEqual([{ id: winner.id, count: 4 }]);
  // A chain that is merged at both ends at once leads to its end, or the second merge is refused with the id to go on with.
  const [x, y, z] = [await admit(ada), await admit(ada), await admit(ada)];
  const [lower] = await Promise.allSettled([merge(ada, y.id, x.id), merge(ada, z.id, y.id)]);
  if (lower.status === 'rejected') await merge(ada, z.id, x.id);
  for (const { id } of [x, y]) expect(await leadOf(booking.call(patients.get, ada.caller, { id }))).toBe(z.id);
});

const waitsForLock = () =>
  eventually('a transaction waits', async () => {
    const waiting = await rows(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`);
    return waiting.length > 0 ? true : undefined;
  });

test('a booking for the duplicate is not lost, whether it is before, within or behind the merge', async () => {
  const { ada } = await openPractice(booking);
  const [kept, duplicate] = [await admit(ada), await admit(ada)];
  const date = nextDay();
  const times = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'];
  const [merged, ...booked] = await Promise.all([
    merge(ada, kept.id, duplicate.id),
    ...times.map((time) => bookAs(ada, duplicate.id, time, date)),
  ]);
  expect(merged.id).toBe(kept.id);
  expect(await Promise.all(booked.map(({ id }) => ownerOf(id)))).toEqual(times.map(() => kept.id));

  // The booking holds its lock on the patient, and the merge waits for it.
  const late = await admit(ada);
  const client = await booking.asService.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.cabinet_id', $2, true)`, [
      ...[String(ada.userId), ada.caller.tenantId],
    ]);
    await client.query('SELECT FROM patients WHERE id = $1 FOR KEY SHARE', [late.id]);
    const merging = merge(ada, kept.id, late.id);
    await waitsForLock();
    const { rows: inserted } = await client.query<{ id: string }>(
      `INSERT INTO appointments (cabinet_id, patient_id, practitioner_id, type, start_time, duration, urgency, created_by)
       VALUES ($1, $2, $3, 'soin', now() + interval '300 days', 30, 'normal', $4) RETURNING id`,
      [ada.caller.tenantId, late.id, ada.id, ada.userId],
    );
    await client.query('COMMIT');
    await merging;
    expect(await ownerOf(inserted[0]?.id ?? '')).toBe(kept.id);

    // The merge holds its locks, and the booking, the entry and the change of the patient wait for it.
    const last = await admit(ada);
    await client.query('BEGIN');
    await client.query(`SELECT set_config('booking.user_id', $1, true), set_config('booking.cabinet_id', $2, true)`, [
      ...[String(ada.userId), ada.caller.tenantId],
    ]);
    await client.query('SELECT FROM patients WHERE id = $1 FOR UPDATE', [last.id]);
    const behind = bookAs(ada, last.id);
    const renamed = leadOf(booking.call(patients.update, ada.caller, { id: last.id, lastName: 'Byron' }));
    await waitsForLock();
    await client.query('UPDATE patients SET merged_into = $2, erased_at = now() WHERE id = $1', [last.id, kept.id]);
    await client.query('COMMIT');
    expect((await behind).patientId).toBe(kept.id);
    expect(await renamed).toBe(kept.id);
  } finally {
    client.release();
  }
});

test('holds and requested erasures move; erasure, retention and the locked copy cover what came from the duplicate', async () => {
  const { cabinet, ada } = await openPractice(booking, { role: 'manager' });
  const old = aged(booking);
  const [kept, duplicate] = [await admit(ada), await admit(ada, { firstName: 'Rosa', email: 'rosa@example.test' })];
  await old.treat(cabinet.id, ada.id, duplicate.id);
  const { caller } = ada;
  await booking.call(legalHolds.place, caller, {
    id: kept.id,
    reason: 'short',
    until: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await booking.call(legalHolds.place, caller, { id: duplicate.id, reason: 'long' });
  expect(await codeOf(booking.call(patientFiles.erase, caller, { id: duplicate.id }))).toBe('LEGAL_HOLD');
  await merge(ada, kept.id, duplicate.id);
  const hold = await booking.call(legalHolds.get, caller, { id: kept.id });
  expect(hold).toMatchObject({ isHeld: true, reason: 'long', until: null, erasureRequestedAt: expect.any(String) });
  expect(await leadOf(booking.call(legalHolds.place, caller, { id: duplicate.id, reason: 'x' }))).toBe(kept.id);
  const holds = await rows(
    'SELECT reason, lifted_at IS NULL AS open FROM booking.legal_holds WHERE patient_id = $1 ORDER BY 1',
    kept.id,
  );
  expect(holds).toEqual([
    { reason: 'long', open: true },
    { reason: 'short', open: false },
  ]);

  // The hold keeps the audit of the duplicate, and the patient from the erasure that waits.
  await booking.provider(AuditService).settle();
  await old.audit(cabinet.id, '4 years');
  await old.patient(kept.id, '2 years');
  const run = () => booking.provider(RetentionRunService).run();
  await run();
  const actions = async (id: string) => (await booking.call(patientAudit.list, caller, { id })).items.map(({ action }) => action);
  expect(await actions(duplicate.id)).toContain('created');
  expect((await booking.call(patients.get, caller, { id: kept.id })).id).toBe(kept.id);

  await booking.call(legalHolds.lift, caller, { id: kept.id });
  await run();
  expect(await codeOf(booking.call(patients.get, caller, { id: kept.id }))).toBe('NOT_FOUND');
  expect(await leadOf(booking.call(patients.get, caller, { id: duplicate.id }))).toBeUndefined();
  const left = await rows('SELECT first_name, email FROM booking.patients WHERE id = ANY ($1::uuid[])', [kept.id, duplicate.id]);
  expect(left).toEqual([1, 2].map(() => ({ first_name: '', email: null })));
  const notes = await rows('SELECT notes FROM booking.appointments WHERE patient_id = $1', kept.id);
  expect(notes).toEqual([{ notes: null }]);
  const locked = await rows(
    `SELECT patient_id AS id, record->'merged'->0->>'email' AS email, record->'appointments'->0->>'notes' AS notes
     FROM booking.locked_patients WHERE cabinet_id = $1`,
    cabinet.id,
  );
  expect(locked).toEqual([{ id: kept.id, email: 'rosa@example.test', notes: 'pénicilline' }]);
});

test('the treatment of a duplicate keeps the patient for the years of records', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const old = aged(booking);
  const [kept, duplicate] = [await admit(ada), await admit(ada)];
  await old.treat(cabinet.id, ada.id, duplicate.id);
  await merge(ada, kept.id, duplicate.id);
  const isErased = async (age: string) => {
    await old.patient(kept.id, age);
    await booking.provider(RetentionRunService).run();
    return (await codeOf(booking.call(patients.get, ada.caller, { id: kept.id }))) === 'NOT_FOUND';
  };
  expect([await isErased('4 years'), await isErased('17 years')]).toEqual([false, true]);
});
