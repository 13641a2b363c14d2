import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An index of the words of a sixteenth of the rows (decision 148), and creation times beside prices, so that a page of a
 * narrow range is sorted before its rows are read. Online: built concurrently, hence without a transaction, and every
 * statement may run again after a failure.
 */
export class SampleWords1763770000003 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, index] of Object.entries(INDEXES)) {
      await runner.query(`DROP INDEX IF EXISTS ${name}`); // an interrupted build leaves an invalid one
      await runner.query(`CREATE INDEX CONCURRENTLY ${name} ON ${index}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${Object.keys(INDEXES).join(', ')}`);
  }
}

const SAMPLED = 'USING gin (words) WITH (gin_pending_list_limit = 256) WHERE ((id >> 7) & 15) = 0';

const INDEXES = {
  products_words_sample: `products ${SAMPLED}`,
  resources_words_sample: `resources ${SAMPLED}`,
};
