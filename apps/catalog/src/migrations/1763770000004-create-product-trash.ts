import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trash of products, and the history of their changes. */
export class CreateProductTrash1763770000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_trash (
        id integer PRIMARY KEY,
        owner_id integer NOT NULL,
        deleted_by integer,
        deleted_at timestamptz(3) NOT NULL DEFAULT now(),
        product jsonb NOT NULL,
        files jsonb NOT NULL
      )`);
    await runner.query(`CREATE INDEX product_trash_owner ON product_trash (owner_id, deleted_at, id)`);
    await runner.query(`CREATE INDEX product_trash_deleted ON product_trash (deleted_at)`);
    await runner.query(`CREATE INDEX product_trash_deleted_by ON product_trash (deleted_by)`);
    // Without a reference: the history of a product outlasts its stay in the trash.
    await runner.query(`
      CREATE TABLE product_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id integer NOT NULL,
        user_id integer,
        at timestamptz(3) NOT NULL DEFAULT now(),
        action text NOT NULL,
        changes jsonb NOT NULL DEFAULT '[]'
      )`);
    await runner.query(`CREATE INDEX product_changes_product ON product_changes (product_id, id)`);
    await runner.query(`CREATE INDEX product_changes_user ON product_changes (user_id, id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE product_trash, product_changes`);
  }
}
