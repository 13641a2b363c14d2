import { Injectable } from '@nestjs/common';
import type { AuditedAction, PageQuery } from '@veza/contracts';
import { Database, oneRow, type Page, QueryParts, readPage, type Transaction } from '@veza/database';
import type { Member } from '../tenancy/access.js';
import type { AuditChainLine } from './audit-line.entity.js';

export type ListedLine = Pick<AuditChainLine, 'userId' | 'action' | 'at'> & { id: number };

const NEWEST = { name: 'newest', key: 'at', kind: 'time', descending: true } as const;

const MOST_CHAINED = 1_000;

export interface Audited {
  action: AuditedAction;
  patientIds: readonly string[];
  appointmentIds: readonly string[];
}

/** Raw SQL: the service may not read the row that it inserts, a function of the owner adds rows to the chains, keyset pages. */
@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  async add(tx: Transaction, { cabinetId, userId }: Member, { action, patientIds, appointmentIds }: Audited): Promise<void> {
    await tx.query(
      'INSERT INTO audit_intake (cabinet_id, user_id, action, patient_ids, appointment_ids) VALUES ($1, $2, $3, $4, $5)',
      [cabinetId, userId, action, patientIds, appointmentIds],
    );
  }

  /** Adds all rows to the chains of their cabinets. */
  async chain(): Promise<void> {
    for (let count = MOST_CHAINED; count === MOST_CHAINED;)
      count = oneRow(
        await this.database.query<{ count: number }>('SELECT chain_audit_intake($1) AS count', [MOST_CHAINED]),
      ).count;
  }

  list(tx: Transaction, { cabinetId }: Member, patientId: string, page: PageQuery): Promise<Page<ListedLine>> {
    const parts = new QueryParts();
    parts.and(`cabinet_id = ${parts.bind(cabinetId)}`);
    // Also the lines of duplicates that were merged into the patient.
    const id = parts.bind(patientId);
    parts.and(`patient_ids && ARRAY(SELECT ${id}::uuid UNION ALL SELECT p.id FROM patients p WHERE p.merged_into = ${id})`);
    const list = { select: 'seq AS id, user_id AS "userId", action, at', from: 'patient_audit', parts, searching: false };
    return readPage<ListedLine>(tx, { ...list, order: () => NEWEST, page });
  }
}
