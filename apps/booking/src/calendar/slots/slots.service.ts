import { Injectable } from '@nestjs/common';
import { type Caller, invalid, type ListSlots, type SlotView } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { BusyRepository, type TakenTime } from '../busy/busy.repository.js';
import { FacilityTimesRepository } from '../busy/facility-times.repository.js';
import { PractitionersService } from '../../practice/practitioners/practitioners.service.js';
import type { Member } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { dateOf, dayOf } from '../../practice/time/cabinet-time.js';
import { type AllowedTime, offeredDuration, refusalFor, refused, requireOffered, timeOf } from './allowed-time.js';
import { AlternativesService } from './alternatives.service.js';
import { NotFree, type RequestedTime } from './requested-time.js';
import { firstFree } from './facility-use.js';
import { slotGrid, withAvailability } from './slot-grid.js';

// Wall clock: dates of a calendar, compared with dates of requests.

const MOST_SLOTS = 500;

/** Whether the rule of time is checked, or overlaps only. */
export type RuleChecked = 'always' | 'until it begins' | 'never';

@Injectable()
export class SlotsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
    private readonly facilities: FacilityTimesRepository,
    private readonly alternatives: AlternativesService,
  ) {}

  /** A range with more slots than a list may have is rejected: a shortened list would look like a full calendar. */
  list(caller: Caller, wanted: ListSlots): Promise<{ items: SlotView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => {
      const { practitionerId, type, treatmentId, ...dates } = wanted;
      const calendar = await this.practitioners.calendar(tx, member, practitionerId, { type, treatmentId });
      requireOffered(calendar);
      const duration = offeredDuration(calendar, wanted);
      const grid = slotGrid(calendar, { ...dates, duration, now: Date.now() }, MOST_SLOTS + 1);
      const [first, last, surplus] = [grid[0], grid.at(-1), grid[MOST_SLOTS]];
      if (surplus) throw tooMany(surplus.date);
      if (!first || !last) return { items: [] };
      const [start, end] = [new Date(first.start), new Date(last.end)];
      const busy = await this.busy.spans(tx, member, practitionerId, start, end);
      const facilities = await this.facilities.spans(tx, member, calendar.facilityIds, { start, end });
      const items = withAvailability(grid, busy, facilities).map(({ date, time, startTime, available }) => {
        return { date, time, startTime, duration, practitionerId, available };
      });
      return { items };
    });
  }

  /** Runs work that takes a time; when that time cannot be taken, it throws SLOT_TAKEN with the next free slots. */
  withAlternatives<Result>(caller: Caller, wanted: RequestedTime, take: () => Promise<Result>): Promise<Result> {
    return this.alternatives.whenTaken(caller, wanted, take);
  }

  /**
   * The time of a request, buffer included, if the rule of time allows it; for work inside `withAlternatives`. An
   * appointment that keeps its start and has begun is not checked: it takes longer than planned.
   */
  async allowedTime(
    tx: Transaction,
    member: Member,
    wanted: RequestedTime,
    checked: RuleChecked = 'always',
  ): Promise<AllowedTime> {
    const { practitionerId, type, treatmentId, keepsTreatment = false } = wanted;
    const calendar = await this.practitioners.workingCalendar(tx, member, practitionerId, { type, treatmentId });
    if (!keepsTreatment) requireOffered(calendar);
    const time = timeOf(calendar, member, wanted);
    const hasBegun = checked === 'until it begins' && time.startTime.getTime() < Date.now();
    const refusal =
      hasBegun || checked === 'never' ? undefined : refusalFor(calendar, member, { ...time, urgency: wanted.urgency });
    if (refusal) throw refused(refusal, calendar);
    return time;
  }

  /** Before the calendar is locked: most refusals need no lock. `moved` is the appointment that takes the time. */
  async requireFree(tx: Transaction, member: Member, time: TakenTime, moved?: string): Promise<void> {
    const { practitionerId, startTime, endTime, facilityIds } = time;
    const taken = await this.busy.spans(tx, member, practitionerId, startTime, endTime, moved);
    if (taken.length > 0) throw new NotFree('taken');
    const facilities = await this.facilities.spans(tx, member, facilityIds, { start: startTime, end: endTime, moved });
    const span = { start: startTime.getTime(), end: endTime.getTime() };
    if (facilities && firstFree(facilities, span) === undefined) throw new NotFree('no facility');
  }
}

const tooMany = (date: string) =>
  invalid('dateTo', `must be at most ${dateOf(dayOf(date) - 1)}: a list has at most ${MOST_SLOTS} slots`);
