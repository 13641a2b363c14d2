import { dayAt, dayOf, offsetAt, type Period, periodsOf, type Span, weekdayOf } from '../../practice/time/cabinet-time.js';
import { OpeningHours, type Schedule } from '../../practice/time/schedule.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Minutes of working hours for each day from `first` to `last` (days since 1970, both included), without absences. A night
 * shift counts for the day on which it begins. Days without an exception or a change of the clocks have the minutes of their
 * weekday, so a year costs little more than a week.
 */
export function offeredMinutes(
  schedule: Pick<Schedule, 'timezone' | 'workingHours' | 'exceptions'>,
  [first, last]: readonly [number, number],
  absences: readonly Span[],
): number[] {
  const periods = periodsOf(schedule.timezone, { start: (first - 2) * DAY, end: (last + 3) * DAY });
  const hours = new OpeningHours(schedule, periods);
  const special = new Set([
    ...schedule.exceptions.flatMap(({ date }) => [dayOf(date), dayOf(date) + 1]),
    ...periods.flatMap(({ end, offset }) => around(dayAt(end, offset))),
  ]);
  const byWeekday = new Map<number, number>();
  const minutes: number[] = [];
  for (let day = first; day <= last; day += 1) {
    const weekday = weekdayOf(day);
    const known = special.has(day) ? undefined : byWeekday.get(weekday);
    const total = known ?? lengthOf(hours.on(day));
    if (!special.has(day)) byWeekday.set(weekday, total);
    minutes.push(total);
  }
  for (const absence of absences) withoutAbsence(minutes, first, absence, hours, schedule.timezone);
  return minutes;
}

function withoutAbsence(minutes: number[], first: number, absence: Span, hours: OpeningHours, timezone: string): void {
  const from = Math.max(first, dayAt(absence.start, offsetAt(absence.start, timezone)) - 1);
  const to = Math.min(first + minutes.length - 1, dayAt(absence.end, offsetAt(absence.end, timezone)));
  for (let day = from; day <= to; day += 1) {
    const lost = hours.on(day).map(({ start, end }) => {
      return { start: Math.max(start, absence.start), end: Math.max(start, absence.start, Math.min(end, absence.end)) };
    });
    minutes[day - first] = (minutes[day - first] ?? 0) - lengthOf(lost);
  }
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, { start, end }) => sum + (end - start) / MINUTE, 0);

const around = (day: Period['start']) => [day - 1, day, day + 1];
