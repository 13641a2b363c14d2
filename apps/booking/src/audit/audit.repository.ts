import { Injectable } from '@nestjs/common';
import type { AuditedAction, PageQuery } from '@veza/contracts';
import { type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import type { Member } from '../tenancy/access.js';
import type { AuditLine } from './audit-line.entity.js';

export type ListedLine = Pick<AuditLine, 'userId' | 'action' | 'at'> & { id: number };

const NEWEST = { name: 'newest', key: 'at', kind: 'time', descending: true } as const;

/** Raw SQL: the trigger fills in most columns of an insert, and keyset pages. */
@Injectable()
export class AuditRepository {
  async add(tx: Transaction, { cabinetId, userId }: Member, action: AuditedAction, patientIds: readonly string[]): Promise<void> {
    await tx.query('INSERT INTO patient_audit (cabinet_id, user_id, action, patient_ids) VALUES ($1, $2, $3, $4)', [
      cabinetId,
      userId,
      action,
      patientIds,
    ]);
  }

  list(tx: Transaction, { cabinetId }: Member, patientId: string, page: PageQuery): Promise<Page<ListedLine>> {
    const parts = new QueryParts();
    parts.and(`cabinet_id = ${parts.bind(cabinetId)}`).and(`patient_ids @> ARRAY[${parts.bind(patientId)}::uuid]`);
    const list = { select: 'seq AS id, user_id AS "userId", action, at', from: 'patient_audit', parts, searching: false };
    return readPage<ListedLine>(tx, { ...list, order: () => NEWEST, page });
  }
}
