import { dayAt, dayOf, offsetAt, type Period, periodsOf, type Span } from '../time/cabinet-time.js';
import { OpeningHours, type Schedule } from '../time/schedule.js';
import { TimeRule } from '../time/time-rule.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The requested slots: dates in the zone of the cabinet, both included, and minutes. `now` is in milliseconds since 1970. */
export interface SlotRange {
  dateFrom: string;
  dateTo: string;
  duration: number;
  now: number;
  /** Slots that begin earlier are left out; milliseconds since 1970. */
  after?: number;
}

/** A slot whose availability is not yet known. `end` includes the buffer, which must be free too. */
export interface GridSlot extends Span {
  date: string;
  time: string;
  startTime: string;
}

/**
 * The first `most` slots of a schedule in a range, in order of time, taken or not: the times that the rule of time allows to
 * patients. Where a break is shorter than the buffer, the buffer of the slot before the break overlaps the slot after it, so
 * that taking one takes both.
 */
export function slotGrid(schedule: Schedule, range: SlotRange, most: number): GridSlot[] {
  const grid: GridSlot[] = [];
  for (const slot of startsOf(schedule, range, () => undefined)) {
    if (grid.length === most) break;
    grid.push(slot);
  }
  // Where a clock is set back across midnight, the end of a date comes after the beginning of the next one.
  return grid.sort((a, b) => a.start - b.start);
}

/** The first `most` free slots of a range. Costs the number of days and of busy spans, not that of the taken slots. */
export function freeSlots(schedule: Schedule, range: SlotRange, busy: readonly Span[], most: number): GridSlot[] {
  let next = 0;
  const free: GridSlot[] = [];
  const takenUntil = ({ start, end }: Span): number | undefined => {
    while ((busy[next]?.end ?? Infinity) <= start) next += 1;
    const span = busy[next];
    return span && span.start < end ? span.end : undefined;
  };
  for (const slot of startsOf(schedule, range, takenUntil)) {
    if (free.length === most) break;
    free.push(slot);
  }
  return free;
}

/** Adds to each slot whether no span of `busy` overlaps it. Both are in order of their starts. */
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

/** The slots of a range, in order of time, without those that `takenUntil` skips. */
function* startsOf(
  schedule: Schedule,
  { dateFrom, dateTo, duration, now, after = 0 }: SlotRange,
  takenUntil: (slot: Span) => number | undefined,
): Generator<GridSlot> {
  const { timezone } = schedule;
  const rule = new TimeRule(schedule, { duration, now, by: 'patient' });
  const [from, to] = [dayOf(dateFrom), dayOf(dateTo)];
  const first = Math.max(from, dayAt(rule.earliest, offsetAt(rule.earliest, timezone)));
  const last = Math.min(to, dayAt(rule.latest, offsetAt(rule.latest, timezone)));
  if (first > last) return;
  // A local date begins up to 14 hours before the same date in UTC, and a night shift ends on the next one.
  const periods = periodsOf(timezone, { start: (first - 2) * DAY, end: (last + 3) * DAY });
  const hours = new OpeningHours(schedule, periods);
  const clock = new Clock(periods);
  for (let day = first - 1; day <= last; day += 1) {
    for (const open of hours.on(day)) {
      for (let start = open.start; start + rule.length <= open.end;) {
        const slot = { start, end: start + rule.step };
        const refused = start < after || rule.refusal(start, open, false) !== undefined;
        const end = refused ? undefined : takenUntil(slot);
        const shown = refused || end !== undefined ? undefined : clock.at(start);
        if (shown && from <= shown.day && shown.day <= to) yield { ...slot, ...shown.texts() };
        start = end === undefined ? slot.end : open.start + Math.ceil((end - open.start) / rule.step) * rule.step;
      }
    }
  }
}

/** What the local clock shows. It remembers the last period, because instants mostly come in order of time. */
class Clock {
  private period: Period | undefined;

  constructor(private readonly periods: readonly Period[]) {}

  at(instant: number) {
    const isKnown = this.period && this.period.start <= instant && instant < this.period.end;
    if (!isKnown) this.period = this.periods.find(({ end }) => instant < end);
    const offset = this.period?.offset ?? 0;
    return { day: dayAt(instant, offset), texts: () => shown(instant, offset) };
  }
}

function shown(instant: number, offset: number): Pick<GridSlot, 'date' | 'time' | 'startTime'> {
  const wall = new Date(instant + offset).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16), startTime: `${wall.slice(0, 19)}${offsetText(offset)}` };
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / MINUTE));
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
