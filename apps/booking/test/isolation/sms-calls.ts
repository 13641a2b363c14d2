import { patientSms, SYSTEM } from '@veza/contracts';
import type { Reminder } from '../../src/appointments/reminders/reminders.repository.js';
import type { BookingUnderTest } from '../booking-under-test.js';

const NUMBER = '+33601020304';

/** A reminder to a patient who agrees to texts, and the text as the gateway reads it. */
export async function remindBySms(
  booking: BookingUnderTest,
  call: BookingUnderTest['call'],
  of: Pick<Reminder, 'cabinetId' | 'appointmentId'>,
): Promise<void> {
  await booking.asOwner.query(
    `UPDATE booking.patients SET phone = $2, sms_consent_at = now()
     WHERE id = (SELECT patient_id FROM booking.appointments WHERE id = $1)`,
    [of.appointmentId, NUMBER],
  );
  await booking.sendReminder({ ...of, timeVersion: 1, hours: 48 });
  const { rows } = await booking.asOwner.query<{ id: string }>(
    `SELECT id FROM booking.patient_mails WHERE recipient = $1 AND channel = 'sms'`,
    [NUMBER],
  );
  await call(patientSms.read, SYSTEM, { id: rows[0]?.id ?? '' });
}
