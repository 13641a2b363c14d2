import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CabinetView,
  type CreateCabinet,
  DeclaredError,
  type Membership,
  type UpdateCabinet,
} from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { requireManager, requirePlatformAdmin } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import type { Cabinet } from './cabinet.entity.js';
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
