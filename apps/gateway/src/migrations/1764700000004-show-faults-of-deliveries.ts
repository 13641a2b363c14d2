import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ShowFaultsOfDeliveries1764700000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_deliveries ADD COLUMN fault text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE webhook_deliveries DROP COLUMN fault');
  }
}
