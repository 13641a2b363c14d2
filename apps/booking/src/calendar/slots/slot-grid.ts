import { dayAt, dayOf, offsetAt, periodsOf, type Span } from '../../practice/time/cabinet-time.js';
import { OpeningHours, type Schedule } from '../../practice/time/schedule.js';
import { TimeRule } from '../../practice/time/time-rule.js';
import { LocalClock } from './local-clock.js';
import { untilOneIsFree } from './facility-use.js';
import type { FacilitySpans } from '../busy/facility-times.repository.js';

const DAY = 86_400_000;

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
  const grid = firstSlots(schedule, range, most, () => undefined);
  // Where a clock is set back across midnight, the end of a date comes after the beginning of the next one.
  return grid.sort((a, b) => a.start - b.start);
}

/**
 * The first `most` free slots of a range, at which one of `facilities` is free too, if any are given. Costs the number of days
 * and of busy spans, not that of the taken slots.
 */
export function freeSlots(
  schedule: Schedule,
  range: SlotRange,
  busy: readonly Span[],
  most: number,
  facilities?: FacilitySpans,
): GridSlot[] {
  const used = untilOneIsFree(facilities);
  let next = 0;
  return firstSlots(schedule, range, most, ({ start, end }) => {
    while ((busy[next]?.end ?? Infinity) <= start) next += 1;
    const span = busy[next];
    return span && span.start < end ? span.end : used({ start, end });
  });
}

/** Adds to each slot whether no span of `busy` overlaps it, and one of `facilities` is free. All are in order of their starts. */
export function withAvailability<Slot extends Span>(
  slots: readonly Slot[],
  busy: readonly Span[],
  facilities?: FacilitySpans,
): (Slot & { available: boolean })[] {
  const used = untilOneIsFree(facilities);
  let next = 0;
  return slots.map((slot) => {
    for (let span = busy[next]; span && span.end <= slot.start; span = busy[next]) next += 1;
    const span = busy[next];
    return { ...slot, available: (!span || span.start >= slot.end) && used(slot) === undefined };
  });
}

/** The first `most` slots of a range, in order of the local dates, without those that `takenUntil` skips. */
function firstSlots(
  schedule: Schedule,
  { dateFrom, dateTo, duration, now, after = 0 }: SlotRange,
  most: number,
  takenUntil: (slot: Span) => number | undefined,
): GridSlot[] {
  const slots: GridSlot[] = [];
  const { timezone } = schedule;
  const rule = new TimeRule(schedule, { duration, now, by: 'patient' });
  const [from, to] = [dayOf(dateFrom), dayOf(dateTo)];
  const first = Math.max(from, dayAt(rule.earliest, offsetAt(rule.earliest, timezone)));
  const last = Math.min(to, dayAt(rule.latest, offsetAt(rule.latest, timezone)));
  if (first > last) return slots;
  // A local date begins up to 14 hours before the same date in UTC, and a night shift ends on the next one.
  const periods = periodsOf(timezone, { start: (first - 2) * DAY, end: (last + 3) * DAY });
  const hours = new OpeningHours(schedule, periods);
  const clock = new LocalClock(periods);
  for (let day = first - 1; day <= last; day += 1) {
    for (const open of hours.on(day)) {
      for (let start = open.start; start + rule.length <= open.end;) {
        const end = start + rule.step;
        const refused = start < after || rule.refusal(start, open, false) !== undefined;
        const taken = refused ? undefined : takenUntil({ start, end });
        if (!refused && taken === undefined) {
          const shown = clock.at(start);
          if (from <= shown.day && shown.day <= to) {
            if (slots.length === most) return slots;
            slots.push({ start, end, date: shown.date, time: shown.time, startTime: shown.startTime });
          }
        }
        start = taken === undefined ? end : open.start + Math.ceil((taken - open.start) / rule.step) * rule.step;
      }
    }
  }
  return slots;
}
