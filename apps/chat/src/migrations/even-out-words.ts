import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * New words wait in a list that whoever fills it sorts into the index, and whoever searches reads through. At its default of
 * 4 MB that is forty milliseconds of a processor every now and then, which those who send meanwhile wait for.
 */
export class EvenOutWords1763700000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER INDEX message_words_by_word SET (gin_pending_list_limit = 256)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER INDEX message_words_by_word RESET (gin_pending_list_limit)');
  }
}
