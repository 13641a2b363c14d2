import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateFacility,
  DeclaredError,
  type FacilityNeed,
  type FacilityView,
  invalid,
  MOST_FACILITIES,
  type UpdateFacility,
} from '@veza/contracts';
import { once, type Transaction } from '@veza/database';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import type { Member } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { withUniqueName } from '../tenancy/unique-name.js';
import type { Facility } from './facility.entity.js';
import { FacilitiesRepository } from './facilities.repository.js';

const NAME_TAKEN = 'Another room or device of the cabinet has this name; choose another one';

@Injectable()
export class FacilitiesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly cabinets: CabinetsService,
    private readonly facilities: FacilitiesRepository,
  ) {}

  /** NOT_FOUND if the caller may not read the cabinet. */
  async list(caller: Caller, cabinetId: string): Promise<{ items: FacilityView[] }> {
    await this.cabinets.get(caller, cabinetId);
    return this.database.administering(caller, cabinetId, async (tx) => ({
      items: (await this.facilities.list(tx, cabinetId)).map(viewOf),
    }));
  }

  create(caller: Caller, facts: CreateFacility): Promise<FacilityView> {
    const { cabinetId } = facts;
    return this.managing(caller, cabinetId, (tx) =>
      once(tx, async () => {
        await this.cabinets.lock(tx, cabinetId);
        if ((await this.facilities.count(tx, cabinetId)) >= MOST_FACILITIES)
          throw new DeclaredError('CONFLICT', { message: `A cabinet has at most ${MOST_FACILITIES} rooms and devices` });
        return viewOf(await this.facilities.insert(tx, facts));
      }),
    );
  }

  update(caller: Caller, { cabinetId, id, ...changes }: UpdateFacility): Promise<FacilityView> {
    return this.managing(caller, cabinetId, async (tx) => {
      await this.cabinets.requireIn(tx, cabinetId);
      const stored = await this.facilities.update(tx, cabinetId, id, changes);
      if (!stored) throw new DeclaredError('NOT_FOUND');
      return viewOf(stored);
    });
  }

  /** By their ids, archived ones included, for the lists of other features. */
  findAll(tx: Transaction, { cabinetId }: Member, ids: readonly string[]): Promise<Facility[]> {
    return ids.length === 0 ? Promise.resolve([]) : this.facilities.findAll(tx, cabinetId, ids);
  }

  /** For the features that need one: VALIDATION_FAILED unless the cabinet uses the one that is named. */
  async requireNeed(tx: Transaction, cabinetId: string, need: FacilityNeed | null | undefined): Promise<void> {
    if (need?.facilityId !== undefined && !(await this.facilities.isInUse(tx, cabinetId, need.facilityId)))
      throw invalid('needs.facilityId', 'must be a room or device that the cabinet uses');
  }

  private managing<Result>(caller: Caller, cabinetId: string, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return withUniqueName(NAME_TAKEN, () => this.database.managing(caller, cabinetId, work));
  }
}

const viewOf = (row: Facility): FacilityView => ({ ...row, createdAt: row.createdAt.toISOString() });
