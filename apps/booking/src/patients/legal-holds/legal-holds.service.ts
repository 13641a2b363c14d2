import { Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, invalid, type LegalHoldView, type PlaceLegalHold } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { AuditService } from '../../practice/audit/audit.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { type Member, requireManager } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { LegalHoldsRepository } from './legal-holds.repository.js';

// Wall clock: the end of a hold must be in the future when it is placed.

/** Holds that keep patients from every erasure. */
@Injectable()
export class LegalHoldsService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly holds: LegalHoldsRepository,
    private readonly patients: PatientsService,
    private readonly audit: AuditService,
  ) {}

  get(caller: Caller, id: string): Promise<LegalHoldView> {
    return this.asManager(caller, id, (tx, member) => this.view(tx, member, id));
  }

  place(caller: Caller, { id, reason, until }: PlaceLegalHold): Promise<LegalHoldView> {
    return this.asManager(caller, id, async (tx, member) => {
      if (until !== undefined && Date.parse(until) <= Date.now()) throw invalid('until', 'must be in the future');
      await this.holds.lift(tx, member, id);
      await this.holds.place(tx, member, { patientId: id, reason, until: until === undefined ? null : new Date(until) });
      await this.audit.record(tx, member, 'hold_placed', [id]);
      return this.view(tx, member, id);
    });
  }

  lift(caller: Caller, id: string): Promise<null> {
    return this.asManager(caller, id, async (tx, member) => {
      if (!(await this.holds.lift(tx, member, id))) throw new DeclaredError('NOT_FOUND', { message: 'There is no legal hold' });
      await this.audit.record(tx, member, 'hold_lifted', [id]);
      return null;
    });
  }

  /** For an erasure, which has locked the patient: true when it must wait, and is recorded. */
  async postpones(tx: Transaction, member: Member, id: string): Promise<boolean> {
    if (!(await this.holds.find(tx, member, id))) return false;
    await this.holds.request(tx, member, id);
    await this.audit.record(tx, member, 'erasure_requested', [id]);
    return true;
  }

  /** After an erasure. */
  settle(tx: Transaction, member: Member, id: string): Promise<void> {
    return this.holds.settle(tx, member, id);
  }

  private async view(tx: Transaction, member: Member, id: string): Promise<LegalHoldView> {
    const [hold, requested] = [await this.holds.find(tx, member, id), await this.holds.requested(tx, member, id)];
    return {
      isHeld: hold !== undefined,
      reason: hold?.reason ?? null,
      userId: hold?.placedBy ?? null,
      since: hold?.placedAt.toISOString() ?? null,
      until: hold?.until?.toISOString() ?? null,
      erasureRequestedAt: requested?.requestedAt.toISOString() ?? null,
    };
  }

  private asManager<Result>(
    caller: Caller,
    id: string,
    work: (tx: Transaction, member: Member) => Promise<Result>,
  ): Promise<Result> {
    return this.database.inCabinet(caller, async (tx, member) => {
      requireManager(member);
      if (!(await this.holds.lockPatient(tx, member, id))) throw await this.patients.unknown(tx, member, id);
      return work(tx, member);
    });
  }
}
