import type { BookingUnderTest } from './booking-under-test.js';

/** As if no replica had ended the run of the retention of the present hour. */
export async function openHour({ asService }: BookingUnderTest): Promise<void> {
  await asService.query(`DELETE FROM operations WHERE id LIKE 'retention %'`);
}

export async function endedHours({ asService }: BookingUnderTest): Promise<number> {
  return (await asService.query(`SELECT FROM operations WHERE id LIKE 'retention %'`)).rowCount ?? 0;
}
