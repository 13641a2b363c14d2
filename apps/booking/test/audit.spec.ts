import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appointments, patientAudit, patients } from '@veza/contracts';
import { AuditService } from '../src/practice/audit/audit.service.js';
import { chainProblems } from '../src/practice/audit/audit-chains.repository.js';
import { type BookingUnderTest, codeOf, sharedBooking } from './booking-under-test.js';
import { hire, type Hired, nextDay, openPractice } from './practice.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await sharedBooking();
});
afterAll(() => booking?.stop());

const ROSE = { firstName: 'Rose', lastName: 'Lovelace', email: 'rose@example.test' };
const book = ({ caller, id }: Hired, startTime: string, patient: object = { patientData: ROSE }) =>
  booking.call(appointments.create, caller, {
    practitionerId: id,
    startTime,
    duration: 30,
    type: 'soin',
    urgency: 'normal',
    ...patient,
  });
const trail = async ({ caller }: Hired, id: string) =>
  (await booking.call(patientAudit.list, caller, { id })).items.map(({ userId, action }) => `${userId} ${action}`).reverse();

test('each read and change of an appointment is a line about its patient, a page of a list is one line', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const bea = await hire(booking, cabinet.id);
  const date = nextDay();
  const { id, patientId } = await book(ada, `${date}T09:00`);
  const paul = await book(ada, `${date}T10:00`, { patientData: { ...ROSE, firstName: 'Paul', email: 'paul@example.test' } });
  for (const read of [appointments.get, appointments.history, appointments.ics]) await booking.call(read, bea.caller, { id });
  await booking.call(appointments.list, bea.caller, { sortBy: 'startTime', sortOrder: 'asc' });
  await booking.call(appointments.listOfPatient, bea.caller, { patientId });
  await booking.call(appointments.confirm, ada.caller, { id });
  await booking.call(appointments.reschedule, ada.caller, { id, startTime: `${date}T11:00` });
  expect(await codeOf(booking.call(appointments.confirm, ada.caller, { id }))).toBe('INVALID_TRANSITION'); // no line
  expect(await trail(ada, patientId)).toEqual([
    `${ada.userId} created`,
    `${ada.userId} appointment_booked`,
    ...Array.from({ length: 3 }, () => `${bea.userId} appointment_read`),
    `${bea.userId} appointments_listed`,
    `${bea.userId} appointments_listed`,
    `${ada.userId} appointment_changed`,
    `${ada.userId} appointment_changed`,
  ]);
  const { rows } = await booking.asOwner.query(
    `SELECT patient_ids AS patients, appointment_ids AS ids FROM booking.patient_audit
     WHERE cabinet_id = $1 AND action = 'appointments_listed' ORDER BY seq`,
    [cabinet.id],
  );
  expect(rows).toEqual([
    { patients: [patientId, paul.patientId], ids: [id, paul.id] },
    { patients: [patientId], ids: [id] },
  ]);
  expect((await chainProblems(booking.asOwner)).problems).toEqual([]);
});

test('a transaction with an audited change keeps no booking of its cabinet waiting, and leaves no line when it fails', async () => {
  const { cabinet, ada } = await openPractice(booking);
  const date = nextDay();
  const { patientId } = await book(ada, `${date}T09:00`);
  const failed = booking.inCabinet(ada.caller, AuditService, async (audit, tx, member) => {
    await audit.record(tx, member, 'exported', [patientId]);
    // Ends only if it does not wait for this transaction.
    await book(ada, `${date}T10:00`, { patientId });
    await booking.call(patients.get, ada.caller, { id: patientId });
    await audit.settle();
    throw new Error('rolled back');
  });
  await expect(failed).rejects.toThrow('rolled back');
  const lines = ['created', 'appointment_booked', 'appointment_booked', 'read'];
  expect(await trail(ada, patientId)).toEqual(lines.map((action) => `${ada.userId} ${action}`));
  const { rows } = await booking.asOwner.query('SELECT seq FROM booking.patient_audit_heads WHERE cabinet_id = $1', [cabinet.id]);
  expect(rows).toEqual([{ seq: 4 }]);
});

test('the service inserts rows of its caller only, and sees, changes and deletes none', async () => {
  const [{ cabinet, ada }, { ada: stranger }] = [await openPractice(booking), await openPractice(booking)];
  const insert = (cabinetId: string, userId: number) =>
    booking.inCabinet(ada.caller, AuditService, (_audit, tx) =>
      tx.query(
        `INSERT INTO audit_intake (cabinet_id, user_id, action, patient_ids, appointment_ids) VALUES ($1, $2, 'read', '{}', '{}')`,
        [cabinetId, userId],
      ),
    );
  await expect(insert(cabinet.id, stranger.userId)).rejects.toThrow(/row-level security/);
  await expect(insert(stranger.caller.tenantId, ada.userId)).rejects.toThrow(/row-level security/);
  const touched = await booking.inCabinet(ada.caller, AuditService, async (audit, tx, member) => {
    await audit.record(tx, member, 'read', [ada.id]);
    const [seen, deleted, changed] = [
      await tx.query('SELECT FROM audit_intake'),
      await tx.query('DELETE FROM audit_intake RETURNING id'),
      await tx.query(`UPDATE audit_intake SET action = 'listed' RETURNING id`),
    ];
    return [seen, deleted, changed];
  });
  expect(touched).toEqual([[], [], []]);
  expect(await trail(ada, ada.id)).toEqual([`${ada.userId} read`]);
});
