import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type HirePractitioner, type PractitionerView } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { type Member, requirePlatformAdmin } from '../tenancy/access.js';
import type { Practitioner } from './practitioner.entity.js';
import { type Calendar, PractitionersRepository } from './practitioners.repository.js';

@Injectable()
export class PractitionersService {
  constructor(
    private readonly cabinets: CabinetsService,
    private readonly practitioners: PractitionersRepository,
  ) {}

  async hire(caller: Caller, facts: HirePractitioner): Promise<PractitionerView> {
    requirePlatformAdmin(caller);
    await this.cabinets.get(caller, facts.cabinetId);
    return practitionerView(await this.practitioners.hire(caller, facts));
  }

  /** Each transaction checks the membership, so the access ends with this one. The event closes the sockets of the cabinet. */
  async dismiss(caller: Caller, practitioner: { cabinetId: string; id: string }): Promise<null> {
    requirePlatformAdmin(caller);
    if (!(await this.practitioners.dismiss(caller, practitioner))) throw new DeclaredError('NOT_FOUND');
    return null;
  }

  /** NOT_FOUND if the caller may not read the cabinet. */
  async list(caller: Caller, cabinetId: string): Promise<{ items: PractitionerView[] }> {
    await this.cabinets.get(caller, cabinetId);
    return { items: (await this.practitioners.list(caller, cabinetId)).map(practitionerView) };
  }

  /** The calendar of a practitioner in the member's cabinet, for the other features of this service. */
  async calendar(tx: Transaction, member: Member, id: string): Promise<Calendar> {
    const calendar = await this.practitioners.calendar(tx, member, id);
    if (!calendar) throw new DeclaredError('NOT_FOUND', { message: 'The practitioner does not exist in this cabinet' });
    return calendar;
  }
}

const practitionerView = ({ createdAt: _, dismissedAt: _at, ...practitioner }: Practitioner): PractitionerView => practitioner;
