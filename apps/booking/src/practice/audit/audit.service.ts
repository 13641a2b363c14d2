import { Injectable } from '@nestjs/common';
import { type AuditedAction, type Caller, DeclaredError, type ListPatientAudit, type PatientAuditLine } from '@veza/contracts';
import type { Page, Transaction } from '@veza/database';
import { Every, LOOK_MS } from '@veza/platform';
import { accountOf, type Member, requireStaff } from '../tenancy/access.js';
import { CabinetDatabase } from '../tenancy/cabinet-database.js';
import { AuditRepository, type ListedLine } from './audit.repository.js';

@Injectable()
export class AuditService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly audit: AuditRepository,
  ) {}

  /** Adds a row in the transaction of the read or change; none without patients. It waits for no other transaction. */
  async record(
    tx: Transaction,
    member: Member,
    action: AuditedAction,
    patientIds: readonly string[],
    appointmentIds: readonly string[] = [],
  ): Promise<void> {
    if (patientIds.length > 0) await this.audit.add(tx, member, { action, patientIds, appointmentIds });
  }

  /** Makes lines of all rows, those of other replicas included. */
  @Every(LOOK_MS, 'chains of the audit')
  settle(): Promise<void> {
    return this.audit.chain();
  }

  /** The lines outlive the patient. NOT_FOUND when there are none. */
  async list(
    caller: Caller,
    { id, ...page }: ListPatientAudit,
  ): Promise<Omit<Page<never>, 'rows'> & { items: PatientAuditLine[] }> {
    await this.settle();
    return this.database.inCabinet(caller, async (tx, member) => {
      requireStaff(member);
      const { rows, ...rest } = await this.audit.list(tx, member, id, page);
      if (rest.total === 0) throw new DeclaredError('NOT_FOUND', { message: 'The patient does not exist in this cabinet' });
      return { items: rows.map(lineView), ...rest };
    });
  }
}

const lineView = ({ userId, action, at }: ListedLine): PatientAuditLine => ({
  userId: accountOf(userId),
  action,
  at: at.toISOString(),
});
