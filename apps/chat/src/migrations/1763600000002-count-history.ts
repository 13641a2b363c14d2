import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many messages stand in each stretch of a room's log, so that a deep page need not read what lies above it. */
export class CountHistory1763600000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE room_blocks (
      room_id text NOT NULL,
      block bigint NOT NULL,
      messages integer NOT NULL,
      PRIMARY KEY (room_id, block)
    )`);
    await runner.query(
      "COMMENT ON COLUMN room_blocks.block IS 'Seqs 1024 * block + 1 to 1024 * (block + 1); only complete ones'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE room_blocks');
  }
}
