import { EVENT_TABLES_SQL } from '@veza/transport';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Booking consumes the events of identity about erased accounts. */
export class AddEventTables1763640000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT_TABLES_SQL);
    await runner.query('CREATE INDEX practitioners_user ON practitioners (user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX practitioners_user');
    await runner.query('DROP TABLE events, event_relay, event_positions');
  }
}
