import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { Hourly } from '@veza/platform';

@Injectable()
export class OperationsRepository {
  constructor(private readonly database: Database) {}

  /** Deletes the expired ones of all cabinets. Raw SQL: only a function of the schema's owner may see all of them. */
  @Hourly('sweep of operations')
  async sweep(): Promise<void> {
    await this.database.query('SELECT sweep_operations()');
  }
}
