import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  ['cabinets', 'id'],
  ['memberships', 'cabinet_id'],
  ['practitioners', 'cabinet_id'],
  ['appointment_types', 'cabinet_id'],
  ['cabinet_pages', 'cabinet_id'],
] as const;

/**
 * A transaction of the platform in one cabinet (public pages, visits, links, mails, jobs) sees the staff and the page of that
 * cabinet only. A platform administrator, whose transaction is in no cabinet, still sees all of them.
 */
export class NarrowDesk1763940000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, cabinet] of TABLES)
      await runner.query(`
        ALTER POLICY platform_admin ON ${table}
        USING (asking_platform_admin() AND ${cabinet} = coalesce((SELECT asking_desk()), ${cabinet}))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table] of TABLES) await runner.query(`ALTER POLICY platform_admin ON ${table} USING (asking_platform_admin())`);
  }
}
