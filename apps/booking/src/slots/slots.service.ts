import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type ListSlots, type SlotView } from '@veza/contracts';
import { isExclusionViolation, type Transaction } from '@veza/database';
import { Sequences } from '@veza/platform';
import { BusyRepository, type NewBusy, NO_OVERLAP } from '../busy/busy.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { dateAt, instantOf } from '../time/cabinet-time.js';
import { slotGrid, withAvailability } from './slot-grid.js';

const MOST_SLOTS = 500;
const DAY_MS = 86_400_000;
const MOST_ALTERNATIVES = 5;
/** Of one calendar; less than half of the connections of a replica. */
const LANES = 4;
/** Days in which alternatives are mostly found; the rest of the horizon costs much more to compute. */
const NEAR_DAYS = 7;
const END_OF_TIME = '2199-12-31';

/** A committed row overlaps the requested time. */
class Taken extends Error {}

/** A requested time; `duration` is minutes. */
interface RequestedTime {
  practitionerId: string;
  startTime: string;
  duration: number;
}

@Injectable()
export class SlotsService {
  /**
   * Changes of one calendar: many callers of one time wait here, and not on a connection each. In several lanes, because
   * most of them are refused after a few reads; the lock of the calendar and the exclusion constraint order the others.
   */
  private readonly changes = new Sequences();
  private lane = 0;
  /**
   * Alternatives that are being read, by practitioner and time: many callers of one time share them. Each of them is a
   * member, because an attempt of that member has failed. A slot that the first of them holds is among them.
   */
  private readonly alternatives = new Map<string, Promise<SlotView[]>>();

  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
  ) {}

  list(caller: Caller, wanted: ListSlots): Promise<{ items: SlotView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => ({ items: await this.read(tx, member, wanted) }));
  }

  /**
   * Runs work that takes a time, a few at a time for each calendar. When that time is taken, it throws SLOT_TAKEN with the
   * next free slots of that length.
   */
  async withAlternatives<Result>(caller: Caller, wanted: RequestedTime, take: () => Promise<Result>): Promise<Result> {
    try {
      this.lane = (this.lane + 1) % LANES;
      return await this.changes.run(`${wanted.practitionerId} ${this.lane}`, take);
    } catch (error) {
      if (!(error instanceof Taken) && !isExclusionViolation(error, NO_OVERLAP)) throw error;
      const free = await this.sharedAlternatives(caller, wanted);
      throw new DeclaredError('SLOT_TAKEN', {
        details: free.map(({ startTime }) => ({ field: 'startTime', message: startTime })),
      });
    }
  }

  /** For `withAlternatives`, before the calendar is locked: most refusals need no lock. */
  async requireFree(
    tx: Transaction,
    member: Member,
    row: Pick<NewBusy, 'practitionerId' | 'startTime' | 'endTime'>,
  ): Promise<void> {
    const taken = await this.busy.spans(tx, member, row.practitionerId, row.startTime, row.endTime);
    if (taken.length > 0) throw new Taken();
  }

  private async sharedAlternatives(caller: Caller, wanted: RequestedTime): Promise<SlotView[]> {
    const key = [wanted.practitionerId, wanted.startTime, wanted.duration].join(' ');
    const shared = this.alternatives.get(key);
    if (shared) return shared;
    const reading = this.nextFree(caller, wanted);
    this.alternatives.set(key, reading);
    try {
      return await reading;
    } finally {
      this.alternatives.delete(key);
    }
  }

  private nextFree(caller: Caller, { practitionerId, startTime, duration }: RequestedTime): Promise<SlotView[]> {
    return this.database.inCabinet(caller, async (tx, member) => {
      const { timezone } = await this.practitioners.calendar(tx, member, practitionerId);
      const start = instantOf(startTime, timezone);
      const dateFrom = dateAt(start.getTime(), timezone);
      const near = dateAt(start.getTime() + NEAR_DAYS * DAY_MS, timezone);
      for (const dateTo of [near, END_OF_TIME]) {
        const slots = await this.read(tx, member, { practitionerId, duration, dateFrom, dateTo });
        const free = slots.filter((slot) => slot.available && new Date(slot.startTime) >= start);
        if (free.length >= MOST_ALTERNATIVES || dateTo === END_OF_TIME) return free.slice(0, MOST_ALTERNATIVES);
      }
      return [];
    });
  }

  private async read(tx: Transaction, member: Member, { practitionerId, ...range }: ListSlots): Promise<SlotView[]> {
    const { duration } = range;
    const calendar = await this.practitioners.calendar(tx, member, practitionerId);
    const grid = slotGrid(calendar, { ...range, now: Date.now() }, MOST_SLOTS);
    const [first, last] = [grid[0], grid.at(-1)];
    if (!first || !last) return [];
    const busy = await this.busy.spans(tx, member, practitionerId, new Date(first.start), new Date(last.end));
    return withAvailability(grid, busy).map(({ date, time, startTime, available }) => {
      return { date, time, startTime, duration, practitionerId, available };
    });
  }
}
