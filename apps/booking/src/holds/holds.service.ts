import { Injectable } from '@nestjs/common';
import { type Caller, type CreateHold, DeclaredError, type HoldView, invalid } from '@veza/contracts';
import { once } from '@veza/database';
import { BusyRepository } from '../busy/busy.repository.js';
import { PractitionersService } from '../practitioners/practitioners.service.js';
import { instantOf } from '../time/cabinet-time.js';
import { SlotsService } from '../slots/slots.service.js';
import { requireStaff } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';

const MINUTE = 60_000; // ms
const HOLD_LIFE_MS = 5 * MINUTE;

@Injectable()
export class HoldsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly practitioners: PractitionersService,
    private readonly slots: SlotsService,
    private readonly busy: BusyRepository,
  ) {}

  create(caller: Caller, wanted: CreateHold): Promise<HoldView> {
    const { practitionerId, duration } = wanted;
    return this.slots.withAlternatives(caller, wanted, () =>
      this.database.inCabinet(caller, async (tx, member) => {
        requireStaff(member);
        const { timezone, buffer } = await this.practitioners.calendar(tx, member, practitionerId);
        const startTime = instantOf(wanted.startTime, timezone);
        const endTime = new Date(startTime.getTime() + (duration + buffer) * MINUTE);
        return once(tx, async () => {
          if (startTime.getTime() < Date.now()) throw invalid('startTime', 'must not be in the past');
          const row = { kind: 'hold', practitionerId, startTime, endTime, lifeMs: HOLD_LIFE_MS } as const;
          await this.slots.requireFree(tx, member, row);
          await this.busy.open(tx, member, practitionerId);
          const { id, expiresAt } = await this.busy.insert(tx, member, row);
          if (!expiresAt) throw new Error('A hold was stored without an end');
          return { id, practitionerId, startTime: startTime.toISOString(), duration, expiresAt: expiresAt.toISOString() };
        });
      }),
    );
  }

  remove(caller: Caller, id: string): Promise<null> {
    return this.database.inCabinet(caller, async (tx, member) => {
      if (!(await this.busy.removeHold(tx, member, id))) throw new DeclaredError('NOT_FOUND');
      return null;
    });
  }
}
