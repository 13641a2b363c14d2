import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * New words wait in a list. The insert that fills it sorts it into the index, and each search reads through it. At the
 * default of 4 MB the sorting takes forty milliseconds of a processor now and then, and concurrent sends wait for it.
 */
export class EvenOutWords1763700000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER INDEX message_words_by_word SET (gin_pending_list_limit = 256)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER INDEX message_words_by_word RESET (gin_pending_list_limit)');
  }
}
