import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Row-level security is checked before a condition that might leak rows, as LIKE might, so such a condition uses no index.
 * Functions of the schema's owner search instead: a policy shows the owner all rows, and the functions return those of the
 * asking member's cabinet only. `search_key` holds no apostrophes and hyphens, `phone_key` no zeros in front.
 */
export class FindPatients1763910000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const plain = (text: string) => `translate(fold(${text}), '''’ʼ\`´-‐‑–.', '')`;
    await runner.query(`
      ALTER TABLE patients ALTER email DROP NOT NULL, ADD COLUMN date_of_birth date,
        ADD COLUMN search_key text NOT NULL GENERATED ALWAYS AS
          (${plain(`last_name || ' ' || first_name || ' ' || coalesce(email, '')`)}) STORED,
        ADD COLUMN phone_key text GENERATED ALWAYS AS
          (ltrim(regexp_replace(replace(phone, '(0)', ''), '\\D', '', 'g'), '0')) STORED`);
    await runner.query(`CREATE INDEX patients_search ON patients USING gist (cabinet_id, search_key public.gist_trgm_ops)`);
    await runner.query(`CREATE INDEX patients_phone ON patients USING gist (cabinet_id, phone_key public.gist_trgm_ops)`);
    await runner.query(`CREATE INDEX patients_by_email ON patients (cabinet_id, lower(email))`);
    await runner.query(`CREATE POLICY finder ON patients FOR SELECT TO CURRENT_ROLE USING (true)`);
    // With the values in the plan, a condition that is left out is no part of it, and the others use their index.
    await runner.query(`
      CREATE FUNCTION find_patients(longest text, words text[], number text, numbers text[]) RETURNS SETOF uuid
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        RETURN QUERY SELECT id FROM patients p WHERE cabinet_id = cabinet
          AND (longest IS NULL OR (search_key LIKE longest AND search_key LIKE ALL (words)))
          AND (number IS NULL OR search_key LIKE number OR phone_key LIKE number OR phone_key = ANY (numbers));
      END $$`);
    await runner.query(`
      CREATE FUNCTION similar_patients(word text, most integer) RETURNS TABLE (patient uuid, key text)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        PERFORM set_config('pg_trgm.word_similarity_threshold', '0.3', true);
        RETURN QUERY SELECT id, search_key FROM patients WHERE cabinet_id = cabinet AND word OPERATOR(public.<%) search_key
          ORDER BY public.word_similarity(word, search_key) DESC, id LIMIT most;
      END $$`);
    await runner.query(`
      CREATE FUNCTION plain(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
      AS $$ SELECT ${plain('value')} $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION plain, similar_patients, find_patients');
    await runner.query('DROP POLICY finder ON patients');
    await runner.query('DROP INDEX patients_by_email');
    await runner.query(`UPDATE patients SET email = '' WHERE email IS NULL`);
    await runner.query(`
      ALTER TABLE patients ALTER email SET NOT NULL, DROP COLUMN search_key, DROP COLUMN phone_key, DROP COLUMN date_of_birth`);
  }
}
