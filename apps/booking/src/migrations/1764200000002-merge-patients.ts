import type { MigrationInterface, QueryRunner } from 'typeorm';

const keptFrom = (ids: string) => `
  CREATE OR REPLACE FUNCTION audit_kept_from(cabinet uuid) RETURNS integer LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT coalesce(least(
      (SELECT min(a.seq) FROM patient_audit a WHERE a.cabinet_id = cabinet
        AND a.at >= now() - make_interval(months => (retention_of(cabinet)).audit_months)),
      (SELECT min(a.seq) FROM legal_holds h
        JOIN patient_audit a ON a.cabinet_id = cabinet AND a.patient_ids && ${ids}
        WHERE h.cabinet_id = cabinet AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > now()))), 2147483647) $$`;

/**
 * The row of a merged duplicate names the patient that it became part of, always one that is not merged itself. It is hidden like
 * that of an erased patient, and keeps its values until that patient is erased. A legal hold keeps the lines of the audit about the
 * duplicates too.
 */
export class MergePatients1764200000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE patients ADD COLUMN merged_into uuid,
        ADD CHECK (merged_into IS NULL OR merged_into <> id AND erased_at IS NOT NULL),
        ADD FOREIGN KEY (cabinet_id, merged_into) REFERENCES patients (cabinet_id, id)`);
    await runner.query('CREATE INDEX patients_merged ON patients (merged_into) WHERE merged_into IS NOT NULL');
    await runner.query(keptFrom('ARRAY(SELECT p.id FROM patients p WHERE p.id = h.patient_id OR p.merged_into = h.patient_id)'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(keptFrom('ARRAY[h.patient_id]'));
    await runner.query('ALTER TABLE patients DROP COLUMN merged_into');
  }
}
