import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports of products, which are also the queue of the replicas that run them. */
export class CreateProductImports1763940000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_imports (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner_id integer NOT NULL,
        object_id uuid NOT NULL UNIQUE,
        filename text NOT NULL,
        dry_run boolean NOT NULL,
        status text NOT NULL DEFAULT 'pending',
        error text,
        rows_total integer,
        rows_done integer NOT NULL DEFAULT 0,
        created integer NOT NULL DEFAULT 0,
        updated integer NOT NULL DEFAULT 0,
        unchanged integer NOT NULL DEFAULT 0,
        failed integer NOT NULL DEFAULT 0,
        faults jsonb NOT NULL DEFAULT '[]',
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz(3),
        runner text,
        lease_until timestamptz(3),
        takes integer NOT NULL DEFAULT 0
      )`);
    await runner.query(`CREATE INDEX product_imports_owner ON product_imports (owner_id, created_at, id)`);
    await runner.query(`CREATE INDEX product_imports_finished ON product_imports (finished_at)`);
    // One unfinished import of an owner at a time; also the queue.
    await runner.query(
      `CREATE UNIQUE INDEX product_imports_unfinished ON product_imports (owner_id) WHERE status IN ('pending', 'running')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE product_imports');
  }
}
