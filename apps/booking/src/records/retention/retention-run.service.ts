import { Injectable } from '@nestjs/common';
import { AppLogger } from '@veza/platform';
import { ErasuresService } from '../patient-files/erasures.service.js';
import { QUEUES } from '../../queues.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import { RetentionRepository } from './retention.repository.js';

const { patientsAtOnce, auditLinesAtOnce } = QUEUES.retention;

/**
 * Erases what cabinets keep longer than their policies allow. What is left is read from the tables, so a run that was interrupted
 * is continued by the next one, and two runs at once erase nothing twice.
 */
@Injectable()
export class RetentionRunService {
  constructor(
    private readonly database: CabinetDatabase,
    private readonly retention: RetentionRepository,
    private readonly erasures: ErasuresService,
    private readonly logger: AppLogger,
  ) {}

  /** Ends early, between two transactions, when `isStopping`. */
  async run(isStopping: () => boolean = () => false): Promise<void> {
    for (let cabinets = await this.retention.cabinets(); cabinets.length > 0;) {
      for (const cabinetId of cabinets) {
        if (isStopping()) return;
        await this.runIn(cabinetId, isStopping);
      }
      cabinets = await this.retention.cabinets(cabinets.at(-1));
    }
  }

  async runIn(cabinetId: string, isStopping: () => boolean): Promise<void> {
    for (let after: string | undefined; ;) {
      const ids = await this.database.asPlatform(cabinetId, (tx, member) =>
        this.retention.due(tx, member, patientsAtOnce, after),
      );
      for (const id of ids) {
        if (isStopping()) return;
        await this.erase(cabinetId, id).catch((cause: unknown) =>
          this.logger.warn('A patient could not be erased by retention', { cabinetId, cause }),
        );
      }
      if (ids.length < patientsAtOnce) break;
      after = ids.at(-1);
    }
    for (let count: number = auditLinesAtOnce; count === auditLinesAtOnce && !isStopping();)
      count = await this.database.asPlatform(cabinetId, (tx) => this.retention.trimAudit(tx, auditLinesAtOnce));
  }

  /** The policy, the hold and the last contact are read again behind the lock on the patient, for which all their changes wait. */
  private erase(cabinetId: string, id: string): Promise<void> {
    return this.database.asPlatform(cabinetId, async (tx, member) => {
      if (!(await this.erasures.lock(tx, member, id)) || !(await this.retention.isDue(tx, member, id))) return;
      await this.erasures.erase(tx, member, id);
    });
  }
}
