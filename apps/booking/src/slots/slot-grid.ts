import type { OtherHours, WorkingHours } from '@veza/contracts';
import { dateAt, dayAfter, openSpans, type Period, periodsOf, type Span, weekdayOf } from '../time/cabinet-time.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** When somebody takes appointments. `buffer` and `notice` are minutes, `horizon` is days. */
export interface Schedule {
  timezone: string;
  workingHours: readonly WorkingHours[];
  exceptions: readonly OtherHours[];
  buffer: number;
  notice: number;
  horizon: number;
}

/** Which slots are asked for: dates on the cabinet's clock, both included, and minutes. `now` is in milliseconds since 1970. */
export interface Wanted {
  dateFrom: string;
  dateTo: string;
  duration: number;
  now: number;
}

/** A slot before anybody looked whether it is taken. `end` includes the buffer: all of it has to be free. */
export interface GridSlot extends Span {
  date: string;
  time: string;
  startTime: string;
}

/**
 * The first `most` slots that a schedule has in a range, in order of time, whether they are taken or not. Each begins and ends within
 * working hours, none begins before the notice or after the horizon, and no two overlap; but where a break is shorter than the buffer, the
 * buffer of the slot before it reaches into the one after it, so that taking one takes both.
 */
export function slotGrid(schedule: Schedule, wanted: Wanted, most: number): GridSlot[] {
  const { timezone, buffer } = schedule;
  const earliest = wanted.now + schedule.notice * MINUTE;
  const latest = wanted.now + schedule.horizon * DAY;
  const firstDate = later(wanted.dateFrom, dateAt(earliest, timezone));
  const lastDate = earlier(wanted.dateTo, dateAt(latest, timezone));
  const length = wanted.duration * MINUTE;
  if (firstDate > lastDate) return [];
  // A date begins up to 14 hours before it does in UTC, and ends up to 12 hours later.
  const periods = periodsOf(timezone, { start: Date.parse(firstDate) - DAY, end: Date.parse(lastDate) + 2 * DAY });

  const grid: GridSlot[] = [];
  for (let date = firstDate; date <= lastDate; date = dayAfter(date)) {
    for (const open of openSpans(date, hoursOf(schedule, date), periods)) {
      for (let start = open.start; start + length <= open.end; start += length + buffer * MINUTE) {
        if (start < earliest || start > latest) continue;
        if (grid.length === most) return grid;
        grid.push({ start, end: start + length + buffer * MINUTE, ...shown(start, periods) });
      }
    }
  }
  return grid;
}

/** For each slot whether nothing of `busy` overlaps it. Both are in order of time, and no two of `busy` overlap. */
export function withAvailability<Slot extends Span>(
  slots: readonly Slot[],
  busy: readonly Span[],
): (Slot & { available: boolean })[] {
  let next = 0;
  return slots.map((slot) => {
    for (let span = busy[next]; span && span.end <= slot.start; span = busy[next]) next += 1;
    const span = busy[next];
    return { ...slot, available: !span || span.start >= slot.end };
  });
}

const hoursOf = ({ exceptions, workingHours }: Schedule, date: string) =>
  exceptions.find((each) => each.date === date)?.hours ?? workingHours.filter(({ day }) => day === weekdayOf(date));

function shown(instant: number, periods: readonly Period[]): Pick<GridSlot, 'date' | 'time' | 'startTime'> {
  const offset = periods.find(({ end }) => instant < end)?.offset ?? 0;
  const wall = new Date(instant + offset).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16), startTime: `${wall.slice(0, 19)}${offsetText(offset)}` };
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);
