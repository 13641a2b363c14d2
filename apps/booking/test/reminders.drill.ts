// covers: apps/booking/src/appointments/reminders, libs/platform/src/jobs
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BookingUnderTest, startBooking } from './booking-under-test.js';
import { openPractice } from './practice.js';
import { reminded } from './reminded.js';

let booking: BookingUnderTest;
beforeAll(async () => {
  booking = await startBooking();
});
afterAll(() => booking?.stop());

test('reminders are sent once by two replicas of which one is killed, after Redis lost everything', async () => {
  const { ada } = await openPractice(booking);
  const { book, settled } = reminded(booking);
  const replica = await booking.startReplica();
  const booked = [];
  for (let at = 0; at < 12; at += 1) booked.push(await book(ada, { seconds: 1 + at / 12 }));
  await booking.beginReminders();
  await booking.wipeRedis();
  await booking.beginReminders();
  await settled(booked[0]?.id ?? '', 48);
  await replica.kill();
  for (const { id } of booked) await settled(id, 48);
  const { rows } = await booking.asOwner.query(
    `SELECT count(*)::integer AS count FROM booking.patient_mails WHERE kind = 'reminder' AND recipient = ANY ($1) GROUP BY recipient`,
    [booked.map(({ email }) => email)],
  );
  expect(rows).toEqual(booked.map(() => ({ count: 1 })));
});
