import type { OtherHours } from '@veza/contracts';
import { dateOf, dayOf } from '../time/cabinet-time.js';
import { publicHolidays } from './public-holidays.js';

// Wall clock: the years around the present one.

const YEARS_BEFORE = 3;
const YEARS_AFTER = 3;

/** Which public holidays close a cabinet. */
export interface HolidayChoice {
  holidayRegion: string | null;
  openHolidays: readonly string[];
}

/** The dates on which a cabinet is closed: three years before and after the present one, more than any list covers. */
export async function closedDates({ holidayRegion, openHolidays }: HolidayChoice): Promise<OtherHours[]> {
  if (holidayRegion === null) return [];
  const present = new Date().getUTCFullYear();
  const closed: OtherHours[] = [];
  for (let year = present - YEARS_BEFORE; year <= present + YEARS_AFTER; year += 1)
    for (const { date, days, key } of await publicHolidays(holidayRegion, year)) {
      if (openHolidays.includes(key)) continue;
      for (let day = dayOf(date); day < dayOf(date) + days; day += 1) closed.push({ date: dateOf(day), hours: [] });
    }
  return closed;
}
