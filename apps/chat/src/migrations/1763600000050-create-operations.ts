import { OPERATIONS_SQL } from '@veza/database';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOperations1763600000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OPERATIONS_SQL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE operations');
  }
}
