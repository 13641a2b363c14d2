import type { MigrationInterface } from 'typeorm';

/**
 * A step of a schema. It has no way back, but programs of before go on: a step expands the schema, and what it replaces
 * is removed by a step of a later version, after the last program that reads it (decision 235).
 */
export interface Migration extends Pick<MigrationInterface, 'name' | 'transaction' | 'up'> {
  /**
   * Of a step that removes, renames or narrows something: the timestamp of the oldest step whose programs still run on
   * the schema. Older programs refuse it. Absent: all of them run.
   */
  readonly compatibleSince?: number;
}

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

/** The number by which migrations are ordered. */
export const timestampOf = (migration: MigrationClass): number => Number(migrationName(migration).slice(-13));

/** As TypeORM writes it into the table of migrations. */
export const migrationName = (migration: MigrationClass): string => new migration().name ?? migration.name;
