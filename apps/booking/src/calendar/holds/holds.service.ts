import { Injectable } from '@nestjs/common';
import { type Caller, type CreateHold, DeclaredError, type HoldView } from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { BusyRepository } from '../busy/busy.repository.js';
import { SlotsService } from '../slots/slots.service.js';
import { type Member, requireStaff } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';

const MINUTE = 60_000; // ms
const HOLD_LIFE_MS = 5 * MINUTE;

@Injectable()
export class HoldsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly slots: SlotsService,
    private readonly busy: BusyRepository,
  ) {}

  create(caller: Caller, wanted: CreateHold): Promise<HoldView> {
    return this.slots.withAlternatives(caller, wanted, () =>
      this.database.inCabinet(caller, async (tx, member) => {
        requireStaff(member);
        return once(tx, () => this.take(tx, member, wanted));
      }),
    );
  }

  /** For work inside `withAlternatives`. */
  async take(tx: Transaction, member: Member, wanted: CreateHold): Promise<HoldView> {
    const time = await this.slots.allowedTime(tx, member, wanted);
    await this.slots.requireFree(tx, member, time);
    const { practitionerId, duration } = time;
    await this.busy.open(tx, member, [practitionerId], time);
    await this.busy.removeOwnHolds(tx, member);
    const { id, startTime, expiresAt } = await this.busy.insert(tx, member, { ...time, kind: 'hold', lifeMs: HOLD_LIFE_MS });
    if (!expiresAt) throw new Error('A hold was stored without an end');
    return { id, practitionerId, startTime: startTime.toISOString(), duration, expiresAt: expiresAt.toISOString() };
  }

  remove(caller: Caller, id: string): Promise<null> {
    return this.database.inCabinet(caller, async (tx, member) => {
      if (!(await this.busy.removeHold(tx, member, id))) throw new DeclaredError('NOT_FOUND');
      return null;
    });
  }
}
