import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { legalHolds, patientAudit, patientFiles, patients, retention, SYSTEM } from '@veza/contracts';
import { eventually } from '@veza/testing';
import { requestContext } from '@veza/transport';
import { chainProblems } from '../src/practice/audit/audit-chains.repository.js';
import { AuditService } from '../src/practice/audit/audit.service.js';
import { RetentionHours } from '../src/records/retention/retention-hours.js';
import { RetentionRunService } from '../src/records/retention/retention-run.service.js';
import { RetentionRepository } from '../src/records/retention/retention.repository.js';
import { CabinetDatabase } from '../src/practice/tenancy/cabinet-database.js';
import { aged } from './aged.js';
import { type BookingUnderTest, codeOf, startBooking } from './booking-under-test.js';
import { hire, type Hired, openPractice } from './practice.js';
import { endedHours, openHour } from './retention-hour.js';

let booking: BookingUnderTest;
let old: ReturnType<typeof aged>;
beforeAll(async () => {
  booking = await startBooking();
  old = aged(booking);
});
afterAll(() => booking?.stop());

const MANAGER = { role: 'manager' } as const;
const admit = ({ caller }: Hired) => {
  const facts = { firstName: 'Rose', lastName: 'Lovelace', email: `${randomUUID()}@example.test`, force: true };
  return booking.call(patients.create, caller, facts);
};
const isErased = async ({ caller }: Hired, id: string) =>
  (await codeOf(booking.call(patients.get, caller, { id }))) === 'NOT_FOUND';
const run = () => booking.provider(RetentionRunService).run();
const erasuresOf = async ({ caller }: Hired, id: string) => {
  const { items } = await booking.call(patientAudit.list, caller, { id });
  return items.filter(({ action }) => action === 'erased').map(({ userId }) => userId);
};

test('patients are erased when the policy of their cabinet has passed since the last contact, by the counts of the preview', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const [cabinetId, { caller }] = [cabinet.id, ada];
  const defaults = { recordsYears: 20, patientsMonths: 36, auditMonths: 36, visitsDays: 1, mailsDays: 3 };
  expect(await booking.call(retention.get, caller, { cabinetId })).toEqual(defaults);
  const made = [await admit(ada), await admit(ada), await admit(ada), await admit(ada)];
  const [treated, longAgo, guest, recent] = made.map(({ id }) => id) as [string, string, string, string];
  for (const id of [treated, longAgo]) await old.treat(cabinetId, ada.id, id);
  for (const [id, age] of [
    [treated, '19 years'],
    [longAgo, '21 years'],
    [guest, '37 months'],
    [recent, '35 months'],
  ] as const)
    await old.patient(id, age);
  const none = { records: 0, patients: 0, requested: 0, audit: 0, visits: 0, mails: 0, held: 0 };
  expect(await booking.call(retention.preview, caller, { cabinetId })).toEqual({ ...none, records: 1, patients: 1 });
  await run();
  expect(await Promise.all(made.map(({ id }) => isErased(ada, id)))).toEqual([false, true, true, false]);
  expect(await booking.call(retention.preview, caller, { cabinetId })).toEqual(none);
  const { rows } = await booking.asOwner.query(
    'SELECT notes, (SELECT count(*)::integer FROM booking.locked_patients WHERE patient_id = $1) AS locked FROM booking.appointments WHERE patient_id = $1',
    [longAgo],
  );
  expect(rows).toEqual([{ notes: null, locked: 0 }]);
  expect(await erasuresOf(ada, guest)).toEqual([0]);

  expect(await booking.call(retention.update, caller, { cabinetId, patientsMonths: 34 })).toEqual({
    ...defaults,
    patientsMonths: 34,
  });
  await run();
  expect(await Promise.all(made.map(({ id }) => isErased(ada, id)))).toEqual([false, true, true, true]);
});

test('a policy has bounds, and only managers of the cabinet read it, change it, or place holds', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking, MANAGER), await openPractice(booking, MANAGER)];
  const [cabinetId, bea] = [cabinet.id, await hire(booking, cabinet.id)];
  const { id } = await admit(ada);
  for (const change of [{ recordsYears: 9 }, { patientsMonths: 0 }, { auditMonths: 5 }, { visitsDays: 400 }, { mailsDays: 1.5 }])
    expect(await codeOf(booking.call(retention.update, ada.caller, { cabinetId, ...change }))).toBe('VALIDATION_FAILED');
  const past = { id, reason: 'Court', until: '2020-01-01T00:00:00Z' };
  expect(await codeOf(booking.call(legalHolds.place, ada.caller, past))).toBe('VALIDATION_FAILED');
  for (const { caller } of [bea, stranger]) {
    expect(await codeOf(booking.call(retention.get, caller, { cabinetId }))).toBe('FORBIDDEN');
    expect(await codeOf(booking.call(retention.update, caller, { cabinetId, mailsDays: 1 }))).toBe('FORBIDDEN');
    expect(await codeOf(booking.call(retention.preview, caller, { cabinetId }))).toBe('FORBIDDEN');
  }
  for (const call of [legalHolds.get, legalHolds.lift] as const) {
    expect(await codeOf(booking.call(call, bea.caller, { id }))).toBe('FORBIDDEN');
    expect(await codeOf(booking.call(call, stranger.caller, { id }))).toBe('NOT_FOUND');
  }
  expect(await codeOf(booking.call(legalHolds.place, stranger.caller, { id, reason: 'Mine' }))).toBe('NOT_FOUND');
  expect(await codeOf(booking.call(legalHolds.lift, ada.caller, { id }))).toBe('NOT_FOUND');
});

test('a legal hold keeps a patient from retention and from a request, which is carried out when the hold has ended', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const { caller } = ada;
  const [held, expiring] = [await admit(ada), await admit(ada)];
  await old.patient(held.id, '10 years');
  // Planned before the hold, erased after it.
  const due = () =>
    booking
      .provider(CabinetDatabase)
      .asPlatform(cabinet.id, (tx, member) => booking.provider(RetentionRepository).due(tx, member, 10));
  expect(await due()).toEqual([held.id]);
  const hold = await booking.call(legalHolds.place, caller, { id: held.id, reason: 'Court file 12/345' });
  expect(hold).toMatchObject({ isHeld: true, reason: 'Court file 12/345', userId: ada.userId, until: null });
  await booking.provider(RetentionRunService)['erase'](cabinet.id, held.id);
  await run();
  expect(await codeOf(booking.call(patientFiles.erase, caller, { id: held.id }))).toBe('LEGAL_HOLD');
  expect(await codeOf(booking.call(patientFiles.erase, caller, { id: held.id }))).toBe('LEGAL_HOLD');
  expect((await booking.call(legalHolds.get, caller, { id: held.id })).erasureRequestedAt).toEqual(expect.any(String));
  expect(await isErased(ada, held.id)).toBe(false);
  expect(await booking.call(retention.preview, caller, { cabinetId: cabinet.id })).toMatchObject({ held: 1, requested: 0 });

  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect(await booking.call(legalHolds.place, caller, { id: expiring.id, reason: 'Insurer', until })).toMatchObject({ until });
  expect(await codeOf(booking.call(patientFiles.erase, caller, { id: expiring.id }))).toBe('LEGAL_HOLD');
  await booking.call(legalHolds.lift, caller, { id: held.id });
  await booking.asOwner.query(`UPDATE booking.legal_holds SET until = now() - interval '1 s' WHERE patient_id = $1`, [
    expiring.id,
  ]);
  expect(await booking.call(retention.preview, caller, { cabinetId: cabinet.id })).toMatchObject({ held: 0, requested: 2 });
  await run();
  for (const { id } of [held, expiring]) {
    expect(await isErased(ada, id)).toBe(true);
    expect(await erasuresOf(ada, id)).toEqual([0]);
    expect((await booking.call(legalHolds.get, caller, { id })).erasureRequestedAt).toBeNull();
  }
  const { items } = await booking.call(patientAudit.list, caller, { id: held.id });
  const actions = ['erased', 'hold_lifted', 'erasure_requested', 'erasure_requested', 'hold_placed', 'created'];
  expect(items.map(({ action }) => action).filter((action) => action !== 'read')).toEqual(actions);
});

test('a hold keeps the locked copy of an erased patient', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const { id } = await admit(ada);
  await old.treat(cabinet.id, ada.id, id);
  await booking.call(patientFiles.erase, ada.caller, { id });
  await booking.call(legalHolds.place, ada.caller, { id, reason: 'Court' });
  const copies = async () => {
    await booking.asOwner.query(`UPDATE booking.locked_patients SET until = now() - interval '1 s' WHERE patient_id = $1`, [id]);
    await booking.asService.query('SELECT booking.sweep_locked_patients()');
    return (await booking.asOwner.query('SELECT FROM booking.locked_patients WHERE patient_id = $1', [id])).rowCount;
  };
  expect(await copies()).toBe(1);
  await booking.call(legalHolds.lift, ada.caller, { id });
  expect(await copies()).toBe(0);
});

test('a booking or a change that comes first keeps the patient', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const { id } = await admit(ada);
  await old.patient(id, '5 years');
  await booking.call(patients.update, ada.caller, { id, phone: '0601020304' });
  await booking.provider(RetentionRunService)['erase'](cabinet.id, id);
  expect(await isErased(ada, id)).toBe(false);
});

test('two runs and another replica erase each patient once, in more than one batch', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `INSERT INTO booking.patients (cabinet_id, first_name, last_name, updated_at)
     SELECT $1, 'Rose', 'Old ' || n, now() - interval '4 years' FROM generate_series(1, 110) AS n RETURNING id`,
    [cabinet.id],
  );
  await openHour(booking);
  // The replica begins a run at its start, because that of the hour has not ended.
  await Promise.all([booking.startReplica(), run(), run()]);
  await eventually('the run of the replica has ended', async () => ((await endedHours(booking)) > 0 ? true : undefined));
  await eventually('all of them are erased', async () => {
    const left = await booking.asOwner.query('SELECT FROM booking.patients WHERE cabinet_id = $1 AND erased_at IS NULL', [
      cabinet.id,
    ]);
    return left.rowCount === 0 ? true : undefined;
  });
  await booking.provider(AuditService).settle();
  const { rows: lines } = await booking.asOwner.query<{ count: number }>(
    `SELECT count(*)::integer FROM booking.patient_audit WHERE cabinet_id = $1 AND action = 'erased'`,
    [cabinet.id],
  );
  expect(lines).toEqual([{ count: rows.length }]);
  expect(await erasuresOf(ada, rows[0]?.id ?? '')).toEqual([0]);
});

test('the run of an hour is begun again by the next look after a failure, and by none after its end', async () => {
  const hours = booking.provider(RetentionHours);
  await openHour(booking);
  const callers: unknown[] = [];
  const runs = jest.spyOn(booking.provider(RetentionRunService), 'run').mockImplementation(async () => {
    callers.push(requestContext.get()?.caller);
    if (callers.length === 1) throw new Error('the database is away');
  });
  await expect(hours.look()).rejects.toThrow('the database is away');
  expect(await endedHours(booking)).toBe(0);
  await hours.look();
  await hours.look();
  runs.mockRestore();
  expect([callers, await endedHours(booking)]).toEqual([[SYSTEM, SYSTEM], 1]);
});

test('the audit is shortened from its beginning up to what is kept, and its chain is verified from there', async () => {
  const { cabinet, ada } = await openPractice(booking, MANAGER);
  const [cabinetId, { caller }] = [cabinet.id, ada];
  const [first, second] = [await admit(ada), await admit(ada)];
  await booking.call(patients.get, caller, { id: first.id });
  await booking.provider(AuditService).settle();
  await old.audit(cabinetId, '4 years');
  const { heads } = await chainProblems(booking.asOwner);
  const seqs = async () => {
    await booking.provider(AuditService).settle();
    const { rows } = await booking.asOwner.query<{ seq: number }>(
      'SELECT seq FROM booking.patient_audit WHERE cabinet_id = $1 ORDER BY seq',
      [cabinetId],
    );
    return rows.map(({ seq }) => seq);
  };
  const problems = async () => (await chainProblems(booking.asOwner, heads.join('\n'))).problems;
  await booking.call(legalHolds.place, caller, { id: second.id, reason: 'Court' });
  await booking.provider(AuditService).settle();
  expect(await booking.call(retention.preview, caller, { cabinetId })).toMatchObject({ audit: 1 });
  await run();
  expect(await seqs()).toEqual([2, 3, 4]);
  expect(await problems()).toEqual([]);
  await booking.call(legalHolds.lift, caller, { id: second.id });
  await run();
  expect(await seqs()).toEqual([4, 5]);
  expect(await problems()).toEqual([]);
  // Neither the service nor a forged setting deletes a line.
  await expect(booking.asService.query('DELETE FROM booking.patient_audit')).rejects.toThrow(/append-only|permission denied/);
  const client = await booking.asService.connect();
  try {
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('booking.trims_audit', 'on', true), set_config('booking.cabinet_id', $1, true), set_config('booking.platform_admin', 'true', true)`,
      [cabinetId],
    );
    const gone = await client.query('DELETE FROM booking.patient_audit').catch(() => ({ rowCount: 0 }));
    expect(gone.rowCount).toBe(0);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  expect(await seqs()).toEqual([4, 5]);
});
