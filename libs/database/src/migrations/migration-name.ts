import type { MigrationInterface } from 'typeorm';

/** Its name ends in a 13-digit timestamp, by which they are ordered: `CreateProducts1760000000001`. */
export type MigrationClass = new () => MigrationInterface;

/** As TypeORM writes it into the table of migrations. */
export const migrationName = (migration: MigrationClass): string => new migration().name ?? migration.name;
