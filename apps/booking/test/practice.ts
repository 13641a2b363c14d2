import { cabinets, type HirePractitioner, practitioners } from '@veza/contracts';
import { type BookingUnderTest, user } from './booking-under-test.js';

export { nextDay } from './days.js';

export const ADMIN = user(1, 'admin');

let people = 100;

/** A new practitioner who works in the cabinet from 09:00 to 12:00 every day. */
export async function hire(booking: BookingUnderTest, cabinetId: string, facts: Partial<HirePractitioner> = {}) {
  const userId = (people += 1);
  const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' }));
  const names = { firstName: 'Ada', lastName: 'Martin' };
  const { id } = await booking.call(practitioners.hire, ADMIN, { cabinetId, userId, workingHours, ...names, ...facts });
  return { id, userId, caller: { ...user(userId), tenantId: cabinetId } };
}
export type Hired = Awaited<ReturnType<typeof hire>>;

/** A cabinet in Tokyo (always UTC+9) with Ada. */
export async function openPractice(booking: BookingUnderTest, facts: Partial<HirePractitioner> = {}) {
  const cabinet = await booking.call(cabinets.create, ADMIN, { name: 'Ici', timezone: 'Asia/Tokyo' });
  return { cabinet, ada: await hire(booking, cabinet.id, facts) };
}

/** A signed token with another signature. Of the last character some bits are not used, so four are exchanged. */
export const forged = (token: string): string => token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA');
