import type { MigrationInterface } from 'typeorm';

/** A step of a schema. It has no way back: a program refuses a newer schema, so the way back is a backup. */
export type Migration = Pick<MigrationInterface, 'name' | 'transaction' | 'up'>;

/**
 * A step in place of earlier ones (decision 231), with the timestamp of the last of them. A schema that has them all
 * gets the row of this step instead of theirs. A schema that has only some of them is refused.
 */
export interface FoldedMigration extends Migration {
  /** Their names in the table of migrations. */
  readonly replaces: readonly string[];
  /** What migrates a schema with only some of them: `version 0.2.0`. */
  readonly completedBy: string;
}

/** Its name ends in a 13-digit timestamp, by which they are ordered: `CreateProducts1760000000001`. */
export type MigrationClass = new () => Migration & Partial<FoldedMigration>;

/** As TypeORM writes it into the table of migrations. */
export const migrationName = (migration: MigrationClass): string => new migration().name ?? migration.name;
