import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Kept replies are copies of a cabinet's data, so the table of operations gets the row-level security of the others: a
 * reply is visible to its caller in its cabinet only. The defaults fill the columns, also for replicas of the version
 * before. The owner alone sees expired rows and deletes them; the service calls that function.
 */
export class SeparateOperations1763740000131 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE operations ADD COLUMN cabinet_id uuid, ADD COLUMN user_id integer');
    await runner.query(`UPDATE operations SET cabinet_id = (reply->>'cabinetId')::uuid WHERE jsonb_typeof(reply) = 'object'`);
    // Replies of holds and absences do not name their cabinet. A repetition runs again and is SLOT_TAKEN at worst.
    await runner.query(`DELETE FROM operations WHERE jsonb_typeof(reply) = 'object' AND cabinet_id IS NULL`);
    await runner.query(`
      ALTER TABLE operations ALTER cabinet_id SET DEFAULT asking_cabinet(), ALTER user_id SET DEFAULT asking_user()`);
    await runner.query('ALTER TABLE operations ENABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE operations FORCE ROW LEVEL SECURITY');
    await runner.query(`
      CREATE POLICY caller ON operations
      USING (cabinet_id IS NOT DISTINCT FROM (SELECT asking_cabinet()) AND (user_id IS NULL OR user_id = asking_user()))`);
    await runner.query(`
      CREATE POLICY expired ON operations TO CURRENT_ROLE USING (created_at < now() - interval '25 hours')`);
    await runner.query(`
      CREATE FUNCTION sweep_operations() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM operations WHERE created_at < now() - interval '25 hours' $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION sweep_operations');
    await runner.query('DROP POLICY expired ON operations');
    await runner.query('DROP POLICY caller ON operations');
    await runner.query('ALTER TABLE operations NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY');
    await runner.query('ALTER TABLE operations DROP COLUMN cabinet_id, DROP COLUMN user_id');
  }
}
