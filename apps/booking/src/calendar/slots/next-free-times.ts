import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import { BusyRepository } from '../busy/busy.repository.js';
import { FacilityTimesRepository } from '../busy/facility-times.repository.js';
import type { Calendar } from '../../practice/practitioners/practitioners.repository.js';
import type { Member } from '../../practice/tenancy/access.js';
import { dateOf, dayAt, offsetAt } from '../../practice/time/cabinet-time.js';
import { freeSlots, type GridSlot } from './slot-grid.js';

// Wall clock: dates of a calendar, compared with dates of requests.

const DAY_MS = 86_400_000;
/** Days that are read first; each further read covers twice as many, until the horizon. */
const FIRST_DAYS = 14;

export interface FreeTime extends GridSlot {
  calendar: Calendar;
}

interface NextTimes {
  /** Minutes, by calendar. */
  durationOf: (calendar: Calendar) => number;
  /** Earlier times are left out; milliseconds since 1970. */
  after: number;
  /** Of different starts. */
  most: number;
}

/** The next times that the rule of time allows to patients and that are free. */
@Injectable()
export class NextFreeTimes {
  constructor(
    private readonly busy: BusyRepository,
    private readonly facilities: FacilityTimesRepository,
  ) {}

  /**
   * Times in calendars of one cabinet, read for one kind of appointment, in order. Two calendars may have the same one. The search ends with the longest
   * horizon only: behind a long absence there may be free times.
   */
  async find(
    tx: Transaction,
    member: Member,
    calendars: readonly Calendar[],
    { durationOf, after: wanted, most }: NextTimes,
  ): Promise<FreeTime[]> {
    const [first] = calendars;
    if (!first) return [];
    const now = Date.now();
    const after = Math.max(now, wanted);
    const day = (instant: number) => dayAt(instant, offsetAt(instant, first.timezone));
    const last = day(now + Math.max(...calendars.map(({ horizon }) => horizon)) * DAY_MS) + 1;
    const ids = calendars.map(({ id }) => id);
    const free: FreeTime[] = [];
    const starts = new Set<number>();
    let from = day(after);
    for (let days = FIRST_DAYS; from <= last && starts.size < most; days *= 2) {
      const until = Math.min(from + days - 1, last);
      const busy = await this.busy.spansOfDays(tx, member, ids, { first: from, last: until });
      const facilities = await this.facilities.spansOfDays(tx, member, first.facilityIds, { first: from, last: until });
      const dates = { dateFrom: dateOf(from), dateTo: dateOf(until), now, after };
      for (const calendar of calendars) {
        const range = { ...dates, duration: durationOf(calendar) };
        for (const slot of freeSlots(calendar, range, busy.get(calendar.id) ?? [], most, facilities)) {
          free.push({ ...slot, calendar });
          starts.add(slot.start);
        }
      }
      from = until + 1;
    }
    return free.sort((a, b) => a.start - b.start);
  }
}
