import type { Practitioner } from '@veza/sdk';
import { addDays, noonOf } from '../../calendar/dates.js';

/** Minutes of a day. */
export interface Minutes {
  from: number;
  to: number;
}

export const DAY_MINUTES = 24 * 60;

type Hours = Pick<Practitioner, 'workingHours' | 'exceptions'>;

/** The minutes of a date in which a practitioner receives no patient. A night shift goes on into the next date. */
export function closedMinutes(practitioner: Hours, date: string, isHoliday: (date: string) => boolean): Minutes[] {
  const closed: Minutes[] = [];
  let from = 0;
  for (const open of openMinutes(practitioner, date, isHoliday)) {
    if (open.from > from) closed.push({ from, to: open.from });
    from = Math.max(from, open.to);
  }
  if (from < DAY_MINUTES) closed.push({ from, to: DAY_MINUTES });
  return closed;
}

function openMinutes(practitioner: Hours, date: string, isHoliday: (date: string) => boolean): Minutes[] {
  const before = addDays(date, -1);
  const night = hoursOf(practitioner, before, isHoliday(before))
    .filter(({ from, to }) => to <= from && to > 0)
    .map(({ to }) => ({ from: 0, to }));
  const own = hoursOf(practitioner, date, isHoliday(date)).map(({ from, to }) => ({ from, to: to <= from ? DAY_MINUTES : to }));
  return [...night, ...own].sort((one, other) => one.from - other.from);
}

/** The hours that begin on a date; an end that is not after the start is on the next one. */
function hoursOf({ workingHours, exceptions }: Hours, date: string, isHoliday: boolean): Minutes[] {
  const weekday = ((noonOf(date).getUTCDay() + 6) % 7) + 1;
  const other = exceptions.find((each) => each.date === date)?.hours;
  const hours = other ?? (isHoliday ? [] : workingHours.filter(({ day }) => day === weekday));
  return hours.map(({ start, end }) => ({ from: minuteOf(start), to: minuteOf(end) }));
}

/** `09:30` is 570. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** 570 is `09:30`. */
export const timeOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
