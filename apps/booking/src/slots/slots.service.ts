import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type ListSlots, type SlotView } from '@veza/contracts';
import { isExclusionViolation, type Transaction } from '@veza/database';
import { BusyRepository, NO_OVERLAP } from '../busy/busy.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { dateAt, instantOf } from '../time/cabinet-time.js';
import { slotGrid, withAvailability } from './slot-grid.js';

const MOST_SLOTS = 500;
const MOST_ALTERNATIVES = 5;
const END_OF_TIME = '2199-12-31';

/** A requested time; `duration` is minutes. */
interface RequestedTime {
  practitionerId: string;
  startTime: string;
  duration: number;
}

@Injectable()
export class SlotsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly busy: BusyRepository,
  ) {}

  list(caller: Caller, wanted: ListSlots): Promise<{ items: SlotView[] }> {
    return this.database.inCabinet(caller, async (tx, member) => ({ items: await this.read(tx, member, wanted) }));
  }

  /** Runs work that takes a time. When that time is taken, it throws SLOT_TAKEN with the next free slots of that length. */
  async withAlternatives<Result>(caller: Caller, wanted: RequestedTime, take: () => Promise<Result>): Promise<Result> {
    try {
      return await take();
    } catch (error) {
      if (!isExclusionViolation(error, NO_OVERLAP)) throw error;
      const free = await this.nextFree(caller, wanted);
      throw new DeclaredError('SLOT_TAKEN', {
        details: free.map(({ startTime }) => ({ field: 'startTime', message: startTime })),
      });
    }
  }

  private nextFree(caller: Caller, { practitionerId, startTime, duration }: RequestedTime): Promise<SlotView[]> {
    return this.database.inCabinet(caller, async (tx, member) => {
      const { timezone } = await this.practitioners.calendar(tx, member, practitionerId);
      const start = instantOf(startTime, timezone);
      const dateFrom = dateAt(start.getTime(), timezone);
      const slots = await this.read(tx, member, { practitionerId, duration, dateFrom, dateTo: END_OF_TIME });
      return slots.filter((slot) => slot.available && new Date(slot.startTime) >= start).slice(0, MOST_ALTERNATIVES);
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
