import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OPERATIONS_SQL, type FoldedMigration } from '../src/index.js';

export class CreateThings1760000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE things (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL CONSTRAINT things_name_key UNIQUE, stock integer NOT NULL DEFAULT 0)',
    );
    await runner.query('CREATE INDEX things_name_trgm ON things USING gin (name gin_trgm_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things');
  }
}

export class AddColour1760000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things ADD COLUMN colour text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things DROP COLUMN colour');
  }
}

/** What programs of the step before do not read any more. */
export class DropStock1760000000003 implements MigrationInterface {
  readonly compatibleSince = 1760000000002;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things DROP COLUMN stock');
  }

  async down(): Promise<void> {}
}

export class FailingDrop1760000000004 implements MigrationInterface {
  readonly compatibleSince = 1760000000002;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE things DROP COLUMN nothing');
  }

  async down(): Promise<void> {}
}

export class CreateOperations1760000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OPERATIONS_SQL);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE operations');
  }
}

export class Broken1760000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE half_way (id integer)');
    await runner.query('SELECT 1 / 0');
  }

  async down(): Promise<void> {}
}

/** The first two of these migrations in one step. */
export class CreateShop1760000000002 implements FoldedMigration {
  readonly replaces = ['CreateThings1760000000001', 'AddColour1760000000002'];
  readonly completedBy = 'version 1.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (name text NOT NULL, colour text)');
  }
}
