import { Injectable } from '@nestjs/common';
import { type Caller, type CabinetRole, type CabinetView, type CreateCabinet, DeclaredError, type Membership, type UserCaller } from '@veza/contracts';
import { isPlatformAdmin } from '../tenancy/cabinet-database.js';
import type { Cabinet } from './cabinet.entity.js';
import { CabinetsRepository } from './cabinets.repository.js';

@Injectable()
export class CabinetsService {
  constructor(private readonly cabinets: CabinetsRepository) {}

  async create(caller: Caller, fields: CreateCabinet): Promise<CabinetView> {
    requirePlatformAdmin(caller);
    return view(await this.cabinets.insert(caller, fields));
  }

  async get(caller: Caller, id: string): Promise<CabinetView> {
    requireSignedIn(caller);
    const cabinet = await this.cabinets.find(caller, id);
    if (!cabinet) throw new DeclaredError('NOT_FOUND');
    return view(cabinet);
  }

  async list(caller: Caller): Promise<{ items: CabinetView[] }> {
    requireSignedIn(caller);
    return { items: (await this.cabinets.list(caller)).map(view) };
  }

  async join(caller: Caller, id: string, userId: number, role: CabinetRole): Promise<null> {
    requirePlatformAdmin(caller);
    await this.get(caller, id);
    await this.cabinets.join(caller, id, userId, role);
    return null;
  }

  async memberships(caller: Caller): Promise<{ items: Membership[] }> {
    const { userId } = requireSignedIn(caller);
    const found = await this.cabinets.memberships(caller, userId);
    return { items: found.map(({ cabinetId, role, createdAt }) => ({ cabinetId, role, createdAt: createdAt.toISOString() })) };
  }
}

function requireSignedIn(caller: Caller): UserCaller {
  if (caller.kind !== 'user') throw new DeclaredError('UNAUTHENTICATED');
  return caller;
}

function requirePlatformAdmin(caller: Caller): void {
  if (!isPlatformAdmin(caller)) throw new DeclaredError(caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

const view = ({ id, name, timezone, createdAt }: Cabinet): CabinetView => ({ id, name, timezone, createdAt: createdAt.toISOString() });
