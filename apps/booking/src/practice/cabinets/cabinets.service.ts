import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CabinetView,
  type CreateCabinet,
  DeclaredError,
  type Membership,
  type UpdateCabinet,
} from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { requireUser } from '@veza/platform';
import { requireManager, requirePlatformAdmin } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { Cabinet } from './cabinet.entity.js';
import { CabinetsRepository } from './cabinets.repository.js';

@Injectable()
export class CabinetsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly cabinets: CabinetsRepository,
  ) {}

  async create(caller: Caller, fields: CreateCabinet): Promise<CabinetView> {
    requirePlatformAdmin(caller);
    return this.get(caller, await this.cabinets.insert(caller, fields));
  }

  async get(caller: Caller, id: string): Promise<CabinetView> {
    requireUser(caller);
    const cabinet = await this.cabinets.find(caller, id);
    if (!cabinet) throw new DeclaredError('NOT_FOUND');
    return cabinetView(cabinet);
  }

  async update(caller: Caller, { id, ...changes }: UpdateCabinet): Promise<CabinetView> {
    return this.database.administering(caller, id, async (tx, member) => {
      if (member) requireManager(member);
      const cabinet = await this.cabinets.update(tx, id, changes);
      if (!cabinet) throw new DeclaredError('NOT_FOUND');
      return cabinetView(cabinet);
    });
  }

  /** For the other features of this service: NOT_FOUND if the transaction sees no such cabinet. */
  async requireIn(tx: Transaction, id: string): Promise<Cabinet> {
    const cabinet = await tx.findOneBy(Cabinet, { id });
    if (!cabinet) throw new DeclaredError('NOT_FOUND');
    return cabinet;
  }

  /** The same; what a cabinet may have a bounded number of is counted after it. Bookings, which refer to the row, do not wait. */
  async lock(tx: Transaction, id: string): Promise<void> {
    if (!(await this.cabinets.lock(tx, id))) throw new DeclaredError('NOT_FOUND');
  }

  /** For the other features of this service. NOT_FOUND for a row that the caller may not change. */
  async choose(tx: Transaction, id: string, changes: Partial<Cabinet>): Promise<void> {
    if (!(await this.cabinets.update(tx, id, changes))) throw new DeclaredError('NOT_FOUND');
  }

  async list(caller: Caller): Promise<{ items: CabinetView[] }> {
    requireUser(caller);
    return { items: (await this.cabinets.list(caller)).map(cabinetView) };
  }

  async memberships(caller: Caller): Promise<{ items: Membership[] }> {
    const { userId } = requireUser(caller);
    const found = await this.cabinets.memberships(caller, userId);
    return { items: found.map(({ cabinetId, role, createdAt }) => ({ cabinetId, role, createdAt: createdAt.toISOString() })) };
  }
}

export const cabinetView = ({ id, name, timezone, createdAt }: Cabinet): CabinetView => ({
  id,
  name,
  timezone,
  createdAt: createdAt.toISOString(),
});
