import type { OtherHours, WorkingHours } from '@veza/contracts';
import { dateAt, dayAfter, openSpans, type Period, periodsOf, type Span, weekdayOf } from '../time/cabinet-time.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The times at which a practitioner receives patients. `buffer` and `notice` are minutes, `horizon` is days. */
export interface Schedule {
  timezone: string;
  workingHours: readonly WorkingHours[];
  exceptions: readonly OtherHours[];
  buffer: number;
  notice: number;
  horizon: number;
}

/** The requested slots: dates in the zone of the cabinet, both included, and minutes. `now` is in milliseconds since 1970. */
export interface SlotRange {
  dateFrom: string;
  dateTo: string;
  duration: number;
  now: number;
}

/** A slot whose availability is not yet known. `end` includes the buffer, which must be free too. */
export interface GridSlot extends Span {
  date: string;
  time: string;
  startTime: string;
}

/**
 * The first `most` slots of a schedule in a range, in order of time, taken or not. Each begins and ends within working
 * hours, none begins before the notice or after the horizon, and no two overlap. Where a break is shorter than the buffer,
 * the buffer of the slot before the break overlaps the slot after it, so that taking one takes both.
 */
export function slotGrid(schedule: Schedule, range: SlotRange, most: number): GridSlot[] {
  const { timezone, buffer } = schedule;
  const earliest = range.now + schedule.notice * MINUTE;
  const latest = range.now + schedule.horizon * DAY;
  const firstDate = later(range.dateFrom, dateAt(earliest, timezone));
  const lastDate = earlier(range.dateTo, dateAt(latest, timezone));
  const length = range.duration * MINUTE;
  if (firstDate > lastDate) return [];
  // A local date begins up to 14 hours before the same date in UTC, and ends up to 12 hours after it.
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

/** Adds to each slot whether no span of `busy` overlaps it. Both are in order of time, and no two of `busy` overlap. */
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
