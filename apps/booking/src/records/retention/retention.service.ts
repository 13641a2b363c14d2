import { Injectable } from '@nestjs/common';
import { type Caller, type RetentionPolicy, type RetentionPreview, type UpdateRetention } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { requireUser } from '@veza/platform';
import { type Member, requireManager } from '../../practice/tenancy/access.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { RetentionRepository } from './retention.repository.js';

/** The retention policies of cabinets, for their managers. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly retention: RetentionRepository,
  ) {}

  get(caller: Caller, cabinetId: string): Promise<RetentionPolicy> {
    return this.asManager(caller, cabinetId, (tx, member) => this.retention.policy(tx, member));
  }

  update(caller: Caller, { cabinetId, ...changes }: UpdateRetention): Promise<RetentionPolicy> {
    return this.asManager(caller, cabinetId, async (tx, member) => {
      await this.retention.update(tx, member, { ...(await this.retention.policy(tx, member)), ...changes });
      return this.retention.policy(tx, member);
    });
  }

  /** Counted as the platform in this cabinet, as which the job runs: members do not see visits. */
  async preview(caller: Caller, cabinetId: string): Promise<RetentionPreview> {
    await this.asManager(caller, cabinetId, () => Promise.resolve());
    return this.database.asPlatform(cabinetId, (tx, member) => this.retention.preview(tx, member));
  }

  private asManager<Result>(
    caller: Caller,
    cabinetId: string,
    work: (tx: Transaction, member: Member) => Promise<Result>,
  ): Promise<Result> {
    return this.database.inCabinet({ ...requireUser(caller), tenantId: cabinetId }, async (tx, member) => {
      requireManager(member);
      return work(tx, member);
    });
  }
}
