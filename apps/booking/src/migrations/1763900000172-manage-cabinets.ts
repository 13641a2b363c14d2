import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Managers change their cabinet and its practitioners, practitioners themselves. Memberships stay read-only for members. */
export class ManageCabinets1763900000172 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION asking_manager() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT EXISTS (SELECT FROM memberships
          WHERE user_id = asking_user() AND cabinet_id = asking_cabinet() AND role IN ('manager', 'admin')) $$`);
    await runner.query(`
      CREATE POLICY manager ON cabinets FOR UPDATE USING (id = (SELECT asking_cabinet()) AND (SELECT asking_manager()))`);
    await runner.query(`
      CREATE POLICY manager ON practitioners FOR UPDATE
      USING (cabinet_id = (SELECT asking_cabinet()) AND ((SELECT asking_manager()) OR user_id = asking_user()))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY manager ON practitioners');
    await runner.query('DROP POLICY manager ON cabinets');
    await runner.query('DROP FUNCTION asking_manager');
  }
}
