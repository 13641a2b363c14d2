import { Injectable } from '@nestjs/common';
import type { Caller, HirePractitioner, PractitionerView } from '@veza/contracts';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { requirePlatformAdmin } from '../tenancy/access.js';
import { PractitionersRepository } from './practitioners.repository.js';

@Injectable()
export class PractitionersService {
  constructor(
    private readonly cabinets: CabinetsService,
    private readonly practitioners: PractitionersRepository,
  ) {}

  async hire(caller: Caller, facts: HirePractitioner): Promise<PractitionerView> {
    requirePlatformAdmin(caller);
    await this.cabinets.get(caller, facts.cabinetId);
    return this.practitioners.hire(caller, facts);
  }

  /** Who may not see the cabinet is told that there is none. */
  async list(caller: Caller, cabinetId: string): Promise<{ items: PractitionerView[] }> {
    await this.cabinets.get(caller, cabinetId);
    return { items: await this.practitioners.list(caller, cabinetId) };
  }
}
