import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type ListSlots, type SlotView } from '@veza/contracts';
import { isExclusionViolation, type Transaction } from '@veza/database';
import { BusyRepository, NO_OVERLAP } from '../busy/busy.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { dateAt, instantOf } from '../time/cabinet-time.js';
import { slotGrid, withAvailability } from './slot-grid.js';

const MOST = 500;
const OFFERED_INSTEAD = 5;
const END_OF_TIME = '2199-12-31';

/** A time as a client asks for it; `duration` is minutes. */
interface Time {
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

  /** Runs what takes a time. When it is taken, the caller is told the next free slots of that length instead. */
  async orInstead<Result>(caller: Caller, wanted: Time, take: () => Promise<Result>): Promise<Result> {
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

  private nextFree(caller: Caller, { practitionerId, startTime, duration }: Time): Promise<SlotView[]> {
    return this.database.inCabinet(caller, async (tx, member) => {
      const { timezone } = await this.practitioners.calendar(tx, member, practitionerId);
      const start = instantOf(startTime, timezone);
      const dateFrom = dateAt(start.getTime(), timezone);
      const slots = await this.read(tx, member, { practitionerId, duration, dateFrom, dateTo: END_OF_TIME });
      return slots.filter((slot) => slot.available && new Date(slot.startTime) >= start).slice(0, OFFERED_INSTEAD);
    });
  }

  private async read(tx: Transaction, member: Member, { practitionerId, ...range }: ListSlots): Promise<SlotView[]> {
    const { duration } = range;
    const calendar = await this.practitioners.calendar(tx, member, practitionerId);
    const grid = slotGrid(calendar, { ...range, now: Date.now() }, MOST);
    const [first, last] = [grid[0], grid.at(-1)];
    if (!first || !last) return [];
    const busy = await this.busy.spans(tx, member, practitionerId, new Date(first.start), new Date(last.end));
    return withAvailability(grid, busy).map(({ date, time, startTime, available }) => {
      return { date, time, startTime, duration, practitionerId, available };
    });
  }
}
