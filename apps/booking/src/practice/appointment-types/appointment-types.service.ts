import { Injectable } from '@nestjs/common';
import { AppointmentType, type AppointmentTypeView, type Caller, type UpdateAppointmentType } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { CabinetsService } from '../cabinets/cabinets.service.js';
import { FacilitiesService } from '../facilities/facilities.service.js';
import { columnsOfNeed, needOf } from '../facilities/facility-need.js';
import { requireManager } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { AppointmentTypeLength } from './appointment-type.entity.js';

@Injectable()
export class AppointmentTypesService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly cabinets: CabinetsService,
    private readonly facilities: FacilitiesService,
  ) {}

  /** NOT_FOUND if the caller may not read the cabinet. */
  async list(caller: Caller, cabinetId: string): Promise<{ items: AppointmentTypeView[] }> {
    await this.cabinets.get(caller, cabinetId);
    return this.database.administering(caller, cabinetId, async (tx) => {
      const stored = await tx.findBy(AppointmentTypeLength, { cabinetId });
      return { items: AppointmentType.options.map((type) => viewOf(type, stored)) };
    });
  }

  update(caller: Caller, { cabinetId, type, needs, ...changes }: UpdateAppointmentType): Promise<AppointmentTypeView> {
    return this.database.administering(caller, cabinetId, async (tx, member) => {
      if (member) requireManager(member);
      await this.cabinets.requireIn(tx, cabinetId);
      await this.facilities.requireNeed(tx, cabinetId, needs);
      await this.store(tx, { cabinetId, type, ...changes, ...columnsOfNeed(needs) });
      return viewOf(type, await tx.findBy(AppointmentTypeLength, { cabinetId }));
    });
  }

  /** Fields that are left out keep their value. */
  private async store(tx: Transaction, row: Pick<AppointmentTypeLength, 'cabinetId' | 'type'> & Partial<AppointmentTypeLength>) {
    await tx.upsert(AppointmentTypeLength, row, ['cabinetId', 'type']);
  }
}

function viewOf(type: AppointmentType, stored: readonly AppointmentTypeLength[]): AppointmentTypeView {
  const row = stored.find((each) => each.type === type);
  return { type, duration: row?.duration ?? null, buffer: row?.buffer ?? null, needs: row ? needOf(row) : null };
}
