import { Injectable } from '@nestjs/common';
import { type Caller, invalid, type ListSlots, type SlotView } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { BusyRepository, type TakenTime } from '../busy/busy.repository.js';
import type { Calendar } from '../practitioners/practitioners.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { dateOf, dayOf, instantOf } from '../time/cabinet-time.js';
import { refusalOf } from '../time/time-rule.js';
import { AlternativesService } from './alternatives.service.js';
import { NotFree, type RequestedTime } from './requested-time.js';
import { slotGrid, withAvailability } from './slot-grid.js';

const MINUTE = 60_000;
const MOST_SLOTS = 500;

@Injectable()
export class SlotsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
    private readonly alternatives: AlternativesService,
  ) {}

  /** A range with more slots than a list may have is rejected: a shortened list would look like a full calendar. */
  list(caller: Caller, wanted: ListSlots): Promise<{ items: SlotView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => {
      const { practitionerId, ...range } = wanted;
      const calendar = await this.practitioners.calendar(tx, member, practitionerId);
      const grid = slotGrid(calendar, { ...range, now: Date.now() }, MOST_SLOTS + 1);
      const [first, last, surplus] = [grid[0], grid.at(-1), grid[MOST_SLOTS]];
      if (surplus) throw tooMany(surplus.date);
      if (!first || !last) return { items: [] };
      const busy = await this.busy.spans(tx, member, practitionerId, new Date(first.start), new Date(last.end));
      const { duration } = range;
      const items = withAvailability(grid, busy).map(({ date, time, startTime, available }) => {
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
  async allowedTime(tx: Transaction, member: Member, wanted: RequestedTime, keepsStart = false): Promise<TakenTime> {
    const { practitionerId, duration } = wanted;
    const calendar = await this.practitioners.workingCalendar(tx, member, practitionerId);
    const startTime = instantOf(wanted.startTime, calendar.timezone);
    const hasBegun = keepsStart && startTime.getTime() < Date.now();
    if (!hasBegun) requireAllowed(calendar, member, { ...wanted, startTime });
    return { practitionerId, startTime, endTime: new Date(startTime.getTime() + (duration + calendar.buffer) * MINUTE) };
  }

  /** Before the calendar is locked: most refusals need no lock. `moved` is the appointment that takes the time. */
  async requireFree(tx: Transaction, member: Member, time: TakenTime, moved?: string): Promise<void> {
    const { practitionerId, startTime, endTime } = time;
    const taken = await this.busy.spans(tx, member, practitionerId, startTime, endTime, moved);
    if (taken.length > 0) throw new NotFree('taken');
  }
}

function requireAllowed(
  calendar: Calendar,
  { role }: Member,
  { duration, startTime, urgency }: Omit<RequestedTime, 'startTime'> & { startTime: Date },
): void {
  const by = role === 'patient' ? 'patient' : 'staff';
  const request = { duration, now: Date.now(), by, atAnyHour: urgency === 'emergency' } as const;
  const refusal = refusalOf(calendar, request, startTime.getTime(), false);
  if (refusal === 'past') throw invalid('startTime', 'must not be in the past');
  if (refusal === 'horizon') throw invalid('startTime', `must be within ${calendar.horizon} days from now`);
  if (refusal) throw new NotFree(refusal);
}

const tooMany = (date: string) =>
  invalid('dateTo', `must be at most ${dateOf(dayOf(date) - 1)}: a list has at most ${MOST_SLOTS} slots`);
