import { Injectable } from '@nestjs/common';
import { type Caller, type FreeTimes, invalid, type ListFreeTimes } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { BusyRepository } from '../busy/busy.repository.js';
import { FacilityTimesRepository } from '../busy/facility-times.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { dateOf, dayAfter, dayAt, dayOf, offsetAt, startOfDay } from '../../practice/time/cabinet-time.js';
import { type AllowedTime, offeredDuration, refusalFor, refused, timeOf } from './allowed-time.js';
import { firstFree } from './facility-use.js';
import { NotFree, type RequestedTime } from './requested-time.js';
import { freeSlots } from './slot-grid.js';

// Weak primitive: a draw between practitioners with equal loads.
// Wall clock: dates of a calendar, compared with dates of requests.

const MOST_TIMES = 20_000;

/** All practitioners of a cabinet at once: their free times, and the choice of one for a booking. */
@Injectable()
export class AnybodyService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
    private readonly facilities: FacilityTimesRepository,
  ) {}

  /** Three statements at most, whatever the number of practitioners. */
  freeTimes(caller: Caller, wanted: ListFreeTimes): Promise<FreeTimes> {
    return this.database.inCabinet(caller, (tx, member) => this.freeTimesIn(tx, member, wanted));
  }

  private async freeTimesIn(tx: Transaction, member: Member, wanted: ListFreeTimes): Promise<FreeTimes> {
    const { dateFrom, dateTo, type, treatmentId } = wanted;
    const calendars = await this.practitioners.workingCalendars(tx, member, { type, treatmentId });
    const ids = calendars.map(({ id }) => id);
    const days = { first: dayOf(dateFrom), last: dayOf(dateTo) };
    const busy = await this.busy.spansOfDays(tx, member, ids, days);
    const facilities = await this.facilities.spansOfDays(tx, member, calendars[0]?.facilityIds, days);
    const now = Date.now();
    const merged = new Map<number, string>();
    let left = MOST_TIMES;
    const practitioners = calendars.map((calendar) => {
      const range = { dateFrom, dateTo, duration: offeredDuration(calendar, wanted), now };
      const free = freeSlots(calendar, range, busy.get(calendar.id) ?? [], left + 1, facilities);
      left -= free.length;
      if (left < 0) throw invalid('dateTo', `must be earlier: a list has at most ${MOST_TIMES.toLocaleString('en')} times`);
      for (const slot of free) merged.set(slot.start, slot.startTime);
      return { practitionerId: calendar.id, startTimes: free.map(({ startTime }) => startTime) };
    });
    const startTimes = [...merged].sort(([a], [b]) => a - b).map(([, text]) => text);
    return { startTimes, practitioners };
  }

  /**
   * The time with the practitioner who has the fewest appointments of that date among those who are free then; by lot among
   * equals. The choices of a cabinet for one date follow one another until their transactions end, so two of them do not count the same
   * appointments. The calendar is locked afterwards: `requireFree` of the caller finds what has changed until then.
   */
  async choose(tx: Transaction, member: Member, wanted: RequestedTime): Promise<AllowedTime> {
    const { type, treatmentId } = wanted;
    const working = await this.practitioners.workingCalendars(tx, member, { type, treatmentId });
    const times = working.map((calendar) => ({ calendar, time: timeOf(calendar, member, wanted) }));
    const allowed = times.map((each) => {
      const refusal = refusalFor(each.calendar, member, { ...each.time, urgency: wanted.urgency });
      return { ...each, refusal };
    });
    const open = allowed.filter(({ refusal }) => refusal === undefined).map(({ time }) => time);
    const [first] = open;
    if (!first) throw allowed[0]?.refusal ? refused(allowed[0].refusal, allowed[0].calendar) : new NotFree('closed');
    const { timezone } = working[0] ?? { timezone: 'UTC' };
    const date = dateOf(dayAt(first.startTime.getTime(), offsetAt(first.startTime.getTime(), timezone)));
    await this.busy.lockChoice(tx, member, date);
    const ids = open.map(({ practitionerId }) => practitionerId);
    const until = new Date(Math.max(...open.map(({ endTime }) => endTime.getTime())));
    const busy = await this.busy.spansOfAll(tx, member, ids, first.startTime, until);
    const idle = open.filter(({ practitionerId, endTime }) =>
      (busy.get(practitionerId) ?? []).every(({ start }) => start >= endTime.getTime()),
    );
    if (idle.length === 0) throw new NotFree('taken');
    const facilities = await this.facilities.spans(tx, member, first.facilityIds, { start: first.startTime, end: until });
    const free = idle.filter(({ startTime, endTime }) => {
      const span = { start: startTime.getTime(), end: endTime.getTime() };
      return !facilities || firstFree(facilities, span) !== undefined;
    });
    if (free.length === 0) throw new NotFree('no facility');
    const [start, end] = [startOfDay(date, timezone), startOfDay(dayAfter(date), timezone)];
    const load = await this.busy.load(tx, member, ids, start, end);
    const ranked = free.map((time) => ({ time, load: load.get(time.practitionerId) ?? 0, lot: Math.random() }));
    ranked.sort((a, b) => a.load - b.load || a.lot - b.lot);
    return ranked[0]?.time ?? first;
  }
}
