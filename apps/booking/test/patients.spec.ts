import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ANONYMOUS, appointments, type CreatePatient, patientAudit, patientFiles, patients } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { chainProblems } from '../src/practice/audit/audit-chains.repository.js';
import { CabinetDatabase } from '../src/practice/tenancy/cabinet-database.js';
import { type BookingUnderTest, codeOf, sharedBooking, user } from './booking-under-test.js';
import { exportOf } from './exported.js';
import { ADMIN, hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const admit = ({ caller }: Hired, facts: Partial<CreatePatient> = {}) =>
  booking.call(patients.create, caller, { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test', ...facts });
const found = async ({ caller }: Hired, search: string) =>
  (await booking.call(patients.list, caller, { search })).items.map(({ lastName }) => lastName);

test('a patient is stored as sent, and updated field by field', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const made = await admit(ada, { phone: '+33 6 01 02 03 04' });
  expect(made).toEqual({
    id: made.id,
    cabinetId: cabinet.id,
    firstName: 'Rose',
    lastName: 'Lovelace',
    email: 'rose@example.test',
    phone: '+33 6 01 02 03 04',
    createdAt: made.createdAt,
    updatedAt: made.createdAt,
  });
  const changed = await booking.call(patients.update, ada.caller, { id: made.id, lastName: 'Byron' });
  expect(changed).toEqual({ ...made, lastName: 'Byron', updatedAt: changed.updatedAt });
  expect(await booking.call(patients.get, ada.caller, { id: made.id })).toEqual(changed);
  const stale = { id: made.id, phone: '+33700000000', ifUpdatedAt: made.updatedAt };
  expect(await codeOf(booking.call(patients.update, ada.caller, stale))).toBe('PRECONDITION_FAILED');
  await booking.call(patients.update, ada.caller, { ...stale, ifUpdatedAt: changed.updatedAt });
});

test('null removes the e-mail address, phone number and date of birth of a patient', async () => {
  const { ada } = await openPractice(booking);
  const { id, ...made } = await admit(ada, { phone: '0601020304', dateOfBirth: '1990-02-28' });
  const update = (change: object) => booking.call(patients.update, ada.caller, { id, ...change });
  expect(await update({ email: null, phone: null })).toMatchObject({ firstName: 'Rose', dateOfBirth: '1990-02-28' });
  const emptied = await update({ dateOfBirth: null });
  const { firstName, lastName, cabinetId, createdAt } = made;
  expect(emptied).toEqual({ id, cabinetId, firstName, lastName, createdAt, updatedAt: emptied.updatedAt });
  expect(await found(ada, 'rose@example.test')).toEqual([]);
});

test('a search ignores accents and case, and requires every word', async () => {
  const { ada } = await openPractice(booking);
  await admit(ada, { firstName: 'Zoé', lastName: 'Lefèvre', email: 'zoe@example.test', phone: '0601020304' });
  await admit(ada, { firstName: 'Zoé', lastName: 'Martin', email: 'martin@example.test' });
  for (const search of ['lefevre', 'LEFÈVRE zoe', 'zoe@exa', '06010', '  fèv  '])
    expect([search, await found(ada, search)]).toEqual([search, ['Lefèvre']]);
  expect(await found(ada, 'zoe')).toEqual(['Lefèvre', 'Martin']);
  expect(await found(ada, '')).toEqual(['Lefèvre', 'Martin']);
  for (const search of ['%', '_', "' OR 1=1 --", 'lefevre martin'])
    expect([search, await found(ada, search)]).toEqual([search, []]);
});

test('pages by number and by cursor are in the order of names', async () => {
  const { ada } = await openPractice(booking);
  for (const lastName of ['C', 'A', 'É', 'A', 'B']) await admit(ada, { lastName, force: true });
  const page = (query: { page?: number; cursor?: string }) => booking.call(patients.list, ada.caller, { limit: 2, ...query });
  const first = await page({});
  expect(first).toMatchObject({ total: 5, totalIsEstimate: false, page: 1, limit: 2 });
  const second = await page({ cursor: first.nextCursor ?? '' });
  expect((await page({ page: 2 })).items).toEqual(second.items);
  // The sort key is not part of the reply.
  for (const each of first.items) expect(each).toEqual(await booking.call(patients.get, ada.caller, { id: each.id }));
  const third = await page({ cursor: second.nextCursor ?? '' });
  expect([...first.items, ...second.items, ...third.items].map(({ lastName }) => lastName)).toEqual(['A', 'A', 'B', 'C', 'É']);
  expect(third.nextCursor).toBeNull();
  expect(await codeOf(page({ cursor: 'AAAA' }))).toBe('VALIDATION_FAILED');
});

test.each([{ lastName: '' }, { email: 'not-an-address' }, { phone: 'call me' }])('%j is rejected', async (wrong) => {
  const { ada } = await openPractice(booking);
  expect(await codeOf(admit(ada, wrong))).toBe('VALIDATION_FAILED');
});

test('patients are visible to the staff of their cabinet only', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const { id } = await admit(ada);
  await booking.asOwner.query(`INSERT INTO booking.memberships VALUES ($1, 99, 'patient')`, [cabinet.id]);
  const [patient, forged] = [
    { ...user(99), tenantId: cabinet.id },
    { ...stranger.caller, tenantId: cabinet.id },
  ];
  for (const [caller, code] of [
    [stranger.caller, 'NOT_FOUND'],
    [forged, 'FORBIDDEN'],
    [patient, 'FORBIDDEN'],
    [ADMIN, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const) {
    expect(await codeOf(booking.call(patients.get, caller, { id }))).toBe(code);
    expect(await codeOf(booking.call(patients.update, caller, { id, lastName: 'X' }))).toBe(code);
    const listed = await codeOf(booking.call(patients.list, caller, {}));
    expect(listed).toBe(caller === stranger.caller ? 'no error' : code);
  }
  expect(await found(stranger, '')).toEqual([]);
  expect((await booking.asService.query('SELECT 1 FROM patients')).rows).toEqual([]);
});

test('a phone number is found in every spelling, and a name without its apostrophe, hyphen or one letter', async () => {
  const { ada } = await openPractice(booking);
  await admit(ada, { firstName: 'Élodie', lastName: "D'Été", phone: '+33 6 12 34 56 78' });
  await admit(ada, { firstName: 'Jean-Pierre', lastName: 'Lenoir', phone: '01.98.76.54.32' });
  for (const search of [
    '0612345678',
    '06 12',
    '06.12.34.56.78',
    '+33612345678',
    '0033 6 12 34 56 78',
    '+33 (0)6 12',
    'dete',
    'D’ETE',
  ])
    expect([search, await found(ada, search)]).toEqual([search, ["D'Été"]]);
  for (const search of ['elodei', 'elodi', 'eloddie', 'elodei dete', '345678 élodie'])
    expect([search, await found(ada, search)]).toEqual([search, ["D'Été"]]);
  for (const search of ['+33198765432', '0198', 'jean pierre', 'jeanpierre lenoir', 'lenior'])
    expect([search, await found(ada, search)]).toEqual([search, ['Lenoir']]);
  for (const search of ['+44612345679', 'el__ie', 'zzzzzz', "'", '-', 'elodei lenoir'])
    expect([search, await found(ada, search)]).toEqual([search, []]);
});

test('a search reads the index and no other cabinet', async () => {
  const [{ ada, cabinet }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  await admit(ada, { lastName: 'Zylberstein' });
  expect(await found(stranger, 'zylber')).toEqual([]);
  expect(await found(stranger, 'zylbersten')).toEqual([]);
  await booking.asOwner.query(
    `INSERT INTO booking.patients (cabinet_id, first_name, last_name, phone)
     SELECT $1, 'P' || n, 'Nom' || md5(n::text), '0' || (600000000 + n) FROM generate_series(1, 5000) AS n`,
    [cabinet.id],
  );
  await booking.asOwner.query('ANALYZE booking.patients');
  const plan = await booking.asOwner.query(
    `EXPLAIN SELECT id FROM booking.patients WHERE cabinet_id = $1 AND search_key LIKE '%zylber%'`,
    [cabinet.id],
  );
  expect(JSON.stringify(plan.rows)).toContain('patients_search');
  expect(await found(ada, 'zylber')).toEqual(['Zylberstein']);
  expect(await found(ada, 'zylbersten')).toEqual(['Zylberstein']);
});

test('a likely duplicate is refused with its id, unless the caller insists; relatives with one number are no duplicates', async () => {
  const { ada } = await openPractice(booking);
  const born = '1990-02-28';
  const rose = await admit(ada, { phone: '0601020304', dateOfBirth: born });
  expect(rose.dateOfBirth).toBe(born);
  const refusal = (facts: Partial<CreatePatient>) =>
    admit(ada, facts).then(
      ({ id }) => booking.asOwner.query('DELETE FROM booking.patients WHERE id = $1', [id]).then(() => 'no error'),
      (error: unknown) => error,
    );
  const duplicate = { code: 'DUPLICATE', details: [{ field: 'candidate', message: rose.id }] };
  for (const facts of [
    {},
    { email: 'ROSE@example.test' },
    { email: 'other@example.test', dateOfBirth: born },
    { firstName: 'Lovelace', lastName: 'Rose' },
    { lastName: 'Lovelase' },
    { firstName: 'RÔSE', email: undefined, phone: '+33 6 01 02 03 04' },
  ])
    expect([facts, await refusal(facts)]).toMatchObject([facts, duplicate]);
  for (const facts of [
    { firstName: 'Paul' },
    { dateOfBirth: '1991-02-28' },
    { email: 'other@example.test', phone: '0601020304' },
    { lastName: 'Byron' },
  ])
    expect([facts, await refusal(facts)]).toEqual([facts, 'no error']);
  const { ada: elsewhere } = await openPractice(booking);
  await admit(elsewhere);
  expect((await admit(ada, { force: true })).id).not.toBe(rose.id);
});

test('a patient needs no e-mail address; a date of birth is a date', async () => {
  const { ada } = await openPractice(booking);
  const { caller } = ada;
  const made = await booking.call(patients.create, caller, { firstName: 'Rose', lastName: 'Sans', dateOfBirth: '1931-12-31' });
  expect(made).not.toHaveProperty('email');
  expect(await booking.call(patients.get, caller, { id: made.id })).toEqual(made);
  for (const dateOfBirth of ['1990-02-30', '28/02/1990', '1700-01-01'])
    expect(await codeOf(admit(ada, { dateOfBirth }))).toBe('VALIDATION_FAILED');
});

const trail = async ({ caller }: Hired, id: string) =>
  (await booking.call(patientAudit.list, caller, { id })).items.map(({ userId, action }) => `${userId} ${action}`);

test('each read and change of a patient is a line of the audit, visible to the staff of the cabinet only', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const bea = await hire(booking, cabinet.id);
  const { id } = await admit(ada);
  await booking.call(patients.get, bea.caller, { id });
  await found(bea, 'lovelace');
  await booking.call(patients.update, ada.caller, { id, phone: '0601020304' });
  expect(
    await codeOf(booking.call(patients.update, ada.caller, { id, ifUpdatedAt: '2020-01-01T00:00:00.000Z', phone: '0' })),
  ).toBe('VALIDATION_FAILED');
  const lines = [`${ada.userId} updated`, `${bea.userId} listed`, `${bea.userId} read`, `${ada.userId} created`];
  expect(await trail(ada, id)).toEqual(lines);
  expect(await codeOf(booking.call(patientAudit.list, stranger.caller, { id }))).toBe('NOT_FOUND');
  const forged = { ...stranger.caller, tenantId: cabinet.id };
  expect(await codeOf(booking.call(patientAudit.list, forged, { id }))).toBe('FORBIDDEN');
  expect(await codeOf(booking.call(patientAudit.list, ANONYMOUS, { id }))).toBe('UNAUTHENTICATED');
});

test('lines of concurrent callers form one chain, and neither the service nor the owner changes or deletes a line', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const { id } = await admit(ada);
  await Promise.all(Array.from({ length: 8 }, () => booking.call(patients.get, ada.caller, { id })));
  const broken = async () =>
    (await booking.asOwner.query(`SELECT at_seq, problem FROM booking.broken_patient_audits() WHERE cabinet = $1`, [cabinet.id]))
      .rows;
  expect(await broken()).toEqual([]);
  const { heads, problems } = await chainProblems(booking.asOwner);
  expect(problems).toEqual([]);
  const head = heads.find((each) => each.startsWith(`${cabinet.id} 9 `)) ?? '';
  await booking.call(patients.get, ada.caller, { id });
  expect((await chainProblems(booking.asOwner, heads.join('\n'))).problems).toEqual([]);
  const replaced = head.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect((await chainProblems(booking.asOwner, replaced)).problems).toEqual([
    `${replaced}: this earlier head is not in the chain`,
  ]);
  for (const pool of [booking.asOwner, booking.asService])
    for (const statement of [
      'UPDATE booking.patient_audit SET user_id = 1',
      'DELETE FROM booking.patient_audit',
      'TRUNCATE booking.patient_audit',
    ])
      await expect(pool.query(statement)).rejects.toThrow(/append-only|permission denied/);
  const client = await booking.asOwner.connect();
  try {
    // What only the owner of the database can do is noticed by the verification.
    const tampered = async (...statements: string[]) => {
      await client.query('BEGIN; ALTER TABLE booking.patient_audit DISABLE TRIGGER append_only');
      for (const statement of statements) await client.query(statement, [cabinet.id]);
      const { rows } = await client.query('SELECT at_seq, problem FROM booking.broken_patient_audits() WHERE cabinet = $1', [
        cabinet.id,
      ]);
      await client.query('ROLLBACK');
      return rows;
    };
    expect(await tampered('UPDATE booking.patient_audit SET user_id = 7 WHERE cabinet_id = $1 AND seq = 3')).toEqual([
      { at_seq: 3, problem: 'the line was changed' },
    ]);
    expect(await tampered('DELETE FROM booking.patient_audit WHERE cabinet_id = $1 AND seq = 4')).toEqual([
      { at_seq: 5, problem: 'lines before it are missing' },
    ]);
    expect(await tampered('DELETE FROM booking.patient_audit WHERE cabinet_id = $1 AND seq = 10')).toEqual([
      { at_seq: 10, problem: 'the last lines are missing' },
    ]);
  } finally {
    client.release();
  }
});

test('an erasure deletes what identifies a patient, locks what must be kept, and leaves the audit; an export has all of it before', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const [treated, visitor] = [await admit(ada, { phone: '0601020304' }), await admit(ada, { firstName: 'Paul' })];
  const appointment = async (patientId: string, status: string, start: string) => {
    const { rows } = await booking.asOwner.query(
      `INSERT INTO booking.appointments
         (cabinet_id, patient_id, practitioner_id, type, status, start_time, duration, urgency, notes, created_by)
       VALUES ($1, $2, $3, 'soin', $4, now() + $5::interval, 30, 'normal', 'pénicilline', 1) RETURNING id`,
      [cabinet.id, patientId, ada.id, status, start],
    );
    await booking.asOwner.query(
      `INSERT INTO booking.busy (id, cabinet_id, practitioner_id, kind, span, created_by)
       SELECT id, cabinet_id, practitioner_id, 'appointment', tstzrange(start_time, start_time + interval '30 min'), 1
       FROM booking.appointments WHERE id = $1`,
      [rows[0].id],
    );
    return String(rows[0].id);
  };
  const past = await appointment(treated.id, 'completed', '-10 days');
  const future = await appointment(treated.id, 'confirmed', '10 days');
  await appointment(visitor.id, 'cancelled', '-20 days');
  const file = await exportOf(booking.call, ada.caller, treated.id);
  expect(file.rows.patient).toMatchObject([{ id: treated.id, phone: '0601020304' }]);
  expect(file.rows.appointments.map(({ id }) => id).sort()).toEqual([past, future].sort());
  expect(JSON.stringify(file)).toContain('pénicilline');
  expect(file.rows.audit[0]).toMatchObject({ user_id: ada.userId, action: 'created' });

  const forged = { ...stranger.caller, tenantId: cabinet.id };
  for (const [caller, code] of [
    [stranger.caller, 'NOT_FOUND'],
    [forged, 'FORBIDDEN'],
    [ANONYMOUS, 'UNAUTHENTICATED'],
  ] as const) {
    expect(await codeOf(booking.call(patientFiles.export, caller, { id: treated.id }))).toBe(code);
    expect(await codeOf(booking.call(patientFiles.erase, caller, { id: treated.id }))).toBe(code);
  }
  const before = { id: treated.id };
  for (const { id } of [treated, visitor]) await booking.call(patientFiles.erase, ada.caller, { id });
  for (const call of [patients.get, patientFiles.export, patientFiles.erase] as const)
    expect(await codeOf(booking.call(call, ada.caller, before))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(patients.update, ada.caller, { ...before, lastName: 'X' }))).toBe('NOT_FOUND');
  for (const search of ['', 'lovelace', '0601020304']) expect(await found(ada, search)).toEqual([]);
  expect(await trail(ada, treated.id)).toEqual(
    ['erased', 'appointment_changed', 'exported', 'created'].map((action) => `${ada.userId} ${action}`),
  );
  const { rows } = await booking.asOwner.query(
    'SELECT id, status, notes FROM booking.appointments WHERE patient_id = $1 ORDER BY start_time',
    [treated.id],
  );
  expect(rows).toEqual([
    { id: past, status: 'completed', notes: null },
    { id: future, status: 'cancelled', notes: null },
  ]);
  const announced = await booking.asOwner.query(
    `SELECT c.reason, m.kind, m.recipient, n.payload->'appointment'->>'change' AS sent
     FROM booking.appointment_changes c JOIN booking.patient_mails m ON m.appointment_id = c.appointment_id
       JOIN booking.events n ON n.payload->'appointment'->>'id' = c.appointment_id::text
     WHERE c.appointment_id = $1`,
    [future],
  );
  const reason = 'The data of the patient were erased';
  expect(announced.rows).toEqual([{ reason, kind: 'cancelled', recipient: 'rose@example.test', sent: 'cancelled' }]);
  const taken = await booking.asOwner.query('SELECT FROM booking.busy WHERE id = $1', [future]);
  expect(taken.rowCount).toBe(0);
  const locked = await booking.asOwner.query(
    `SELECT patient_id, record->'patient'->>'phone' AS phone, until > now() + interval '19 years' AS long
     FROM booking.locked_patients WHERE cabinet_id = $1`,
    [cabinet.id],
  );
  expect(locked.rows).toEqual([{ patient_id: treated.id, phone: '0601020304', long: true }]);
  const seen = await booking.inCabinet(ada.caller, CabinetDatabase, (_database, tx) => tx.query('SELECT FROM locked_patients'));
  expect(seen).toEqual([]);
});

test('a booking that waits for an erasure finds no patient', async () => {
  const { ada } = await openPractice(booking);
  const { id } = await admit(ada);
  const erasing = await booking.asOwner.connect();
  try {
    await erasing.query('BEGIN');
    await erasing.query('SELECT FROM booking.patients WHERE id = $1 FOR UPDATE', [id]);
    await erasing.query('UPDATE booking.patients SET erased_at = now() WHERE id = $1', [id]);
    const wanted = {
      practitionerId: ada.id,
      patientId: id,
      startTime: `${nextDay()}T09:00`,
      duration: 30,
      type: 'soin',
    } as const;
    const booked = codeOf(booking.call(appointments.create, ada.caller, wanted));
    await eventually('the booking waits for the patient', async () => {
      const { rows } = await erasing.query(`SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'`);
      return rows.length > 0 ? true : undefined;
    });
    await erasing.query('COMMIT');
    expect(await booked).toBe('NOT_FOUND');
  } finally {
    erasing.release();
  }
});
