import { Injectable } from '@nestjs/common';
import { type FacilityChanges, MOST_FACILITIES, type NewFacility } from '@veza/contracts';
import { insertReturning, type Transaction, updateReturning } from '@veza/database';
import { In } from 'typeorm';
import { Facility } from './facility.entity.js';

@Injectable()
export class FacilitiesRepository {
  /** By name, archived ones last. */
  list(tx: Transaction, cabinetId: string): Promise<Facility[]> {
    return tx.find(Facility, {
      where: { cabinetId },
      order: { isArchived: 'ASC', name: 'ASC', id: 'ASC' },
      take: MOST_FACILITIES,
    });
  }

  findAll(tx: Transaction, cabinetId: string, ids: readonly string[]): Promise<Facility[]> {
    return tx.findBy(Facility, { cabinetId, id: In([...ids]) });
  }

  count(tx: Transaction, cabinetId: string): Promise<number> {
    return tx.countBy(Facility, { cabinetId });
  }

  isInUse(tx: Transaction, cabinetId: string, id: string): Promise<boolean> {
    return tx.existsBy(Facility, { cabinetId, id, isArchived: false });
  }

  insert(tx: Transaction, row: NewFacility & { cabinetId: string }): Promise<Facility> {
    return insertReturning(tx, Facility, row);
  }

  /** Null when the cabinet has none of this id. */
  async update(tx: Transaction, cabinetId: string, id: string, changes: FacilityChanges): Promise<Facility | null> {
    if (Object.keys(changes).length === 0) return tx.findOneBy(Facility, { id, cabinetId });
    return (await updateReturning(tx, Facility, { id, cabinetId }, changes))[0] ?? null;
  }
}
