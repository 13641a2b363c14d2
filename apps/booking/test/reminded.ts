import { randomUUID } from 'node:crypto';
import { appointments } from '@veza/contracts';
import { eventually } from '@veza/testing';
import type { BookingUnderTest } from './booking-under-test.js';
import { type Hired, nextDay } from './practice.js';

export type Reminded = ReturnType<typeof reminded>;

/** Appointments whose reminders are due, and what was sent. */
export function reminded(booking: BookingUnderTest) {
  /** Books an appointment, and moves it in time as the owner of the tables: it begins in these seconds plus hours, and was booked long ago. */
  async function book(ada: Hired, { hours = 48, seconds = 0, at = '09:00' } = {}) {
    const email = `rose.${randomUUID()}@example.test`;
    const { id } = await booking.call(appointments.create, ada.caller, {
      practitionerId: ada.id,
      patientData: { firstName: 'Rose', lastName: 'Lovelace', email },
      type: 'consultation',
      startTime: `${nextDay()}T${at}:00`,
      duration: 30,
      urgency: 'normal',
    });
    await due(id, hours, seconds);
    return { id, email };
  }
  async function due(id: string, hours: number, seconds: number, bookedDaysAgo = 40) {
    await booking.asOwner.query(
      'UPDATE booking.appointment_changes SET created_at = now() - make_interval(days => $2) WHERE appointment_id = $1',
      [id, bookedDaysAgo],
    );
    await booking.asOwner.query(
      'UPDATE booking.appointments SET start_time = now() + make_interval(hours => $2, secs => $3) WHERE id = $1',
      [id, hours, seconds],
    );
  }
  const sent = async (id: string) =>
    (await booking.asOwner.query('SELECT hours FROM booking.sent_reminders WHERE appointment_id = $1', [id])).rows.map(
      ({ hours }) => hours,
    );
  const settled = (id: string, hours: number) =>
    eventually('the reminder to be sent', async () => (await sent(id)).includes(hours), { ms: 30_000 });
  return { book, due, sent, settled };
}
