import { Injectable } from '@nestjs/common';
import { MOST_TREATMENTS } from '@veza/contracts';
import { insertReturning, type Transaction, updateReturning } from '@veza/database';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { Practitioner } from '../practitioners/practitioner.entity.js';
import { Treatment } from './treatment.entity.js';

export type TreatmentFacts = Omit<Treatment, 'id' | 'cabinetId' | 'createdAt'>;

@Injectable()
export class TreatmentsRepository {
  /** By name, archived ones last. */
  list(tx: Transaction, cabinetId: string): Promise<Treatment[]> {
    return tx.find(Treatment, {
      where: { cabinetId },
      order: { isArchived: 'ASC', name: 'ASC', id: 'ASC' },
      take: MOST_TREATMENTS,
    });
  }

  /** What patients book: no longer than the public page allows. */
  listPublic(tx: Transaction, cabinetId: string, longest: number): Promise<Treatment[]> {
    return tx.find(Treatment, {
      where: { cabinetId, isArchived: false, isPublic: true, duration: LessThanOrEqual(longest) },
      order: { name: 'ASC', id: 'ASC' },
      take: MOST_TREATMENTS,
    });
  }

  find(tx: Transaction, cabinetId: string, id: string): Promise<Treatment | null> {
    return tx.findOneBy(Treatment, { id, cabinetId });
  }

  findAll(tx: Transaction, cabinetId: string, ids: readonly string[]): Promise<Treatment[]> {
    return tx.findBy(Treatment, { cabinetId, id: In([...ids]) });
  }

  count(tx: Transaction, cabinetId: string): Promise<number> {
    return tx.countBy(Treatment, { cabinetId });
  }

  insert(tx: Transaction, row: TreatmentFacts & { cabinetId: string }): Promise<Treatment> {
    return insertReturning(tx, Treatment, row);
  }

  /** Null when the cabinet has none of this id. */
  async update(tx: Transaction, cabinetId: string, id: string, changes: Partial<TreatmentFacts>): Promise<Treatment | null> {
    if (Object.keys(changes).length === 0) return this.find(tx, cabinetId, id);
    return (await updateReturning(tx, Treatment, { id, cabinetId }, changes))[0] ?? null;
  }

  /** How many of the ids are practitioners who work in the cabinet. */
  countWorking(tx: Transaction, cabinetId: string, ids: readonly string[]): Promise<number> {
    return tx.countBy(Practitioner, { cabinetId, id: In([...ids]), dismissedAt: IsNull() });
  }
}
