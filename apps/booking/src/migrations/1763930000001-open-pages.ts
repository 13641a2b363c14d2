import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Patients as people. A transaction of the platform in a cabinet (`booking.cabinet_id` without a user) serves the public page,
 * visits, links and mails; `asking_desk()` is its cabinet. Members with the role of patients no longer see the tables of
 * patients and appointments: `asking_staff()` is the cabinet of a transaction of staff or of the platform.
 */
export class OpenPages1763930000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const here = `nullif(current_setting('booking.cabinet_id', true), '')::uuid`;
    await runner.query(`
      CREATE FUNCTION asking_desk() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT ${here} WHERE asking_user() IS NULL AND asking_platform_admin() $$`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION asking_cabinet() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT coalesce(asking_desk(), (SELECT cabinet_id FROM memberships WHERE user_id = asking_user() AND cabinet_id = ${here})) $$`);
    await runner.query(`
      CREATE FUNCTION asking_staff() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT coalesce(asking_desk(), (SELECT cabinet_id FROM memberships
          WHERE user_id = asking_user() AND cabinet_id = ${here} AND role <> 'patient')) $$`);
    for (const table of ['patients', 'appointments', 'appointment_changes'])
      await runner.query(`ALTER POLICY member ON ${table} USING (cabinet_id = (SELECT asking_staff()))`);
    await runner.query(`ALTER POLICY member ON patient_audit USING (cabinet_id = (SELECT asking_staff()))`);
    await runner.query(`
      ALTER POLICY recorded ON patient_audit WITH CHECK
        (cabinet_id = (SELECT asking_staff()) AND (user_id = asking_user() OR user_id <= 0 AND cabinet_id = asking_desk()))`);

    await runner.query(`
      CREATE TABLE cabinet_pages (
        cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
        slug text NOT NULL UNIQUE,
        is_open boolean NOT NULL,
        description text NOT NULL,
        phone text,
        address text,
        change_window integer NOT NULL CHECK (change_window >= 0),
        longest integer NOT NULL CHECK (longest > 0),
        language text NOT NULL CHECK (language IN ('en', 'fr'))
      )`);
    await runner.query(`
      CREATE TABLE visit_codes (
        id uuid PRIMARY KEY,
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        email text NOT NULL,
        code_hash bytea NOT NULL,
        tries integer NOT NULL DEFAULT 0,
        network text NOT NULL,
        language text NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX visit_codes_email ON visit_codes (cabinet_id, email, created_at)');
    // The id 1 is that of readers without a visit.
    await runner.query(`
      CREATE TABLE visits (
        id integer GENERATED ALWAYS AS IDENTITY (START WITH 2) PRIMARY KEY,
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        email text NOT NULL,
        email_key text NOT NULL,
        user_id integer,
        network text NOT NULL,
        language text NOT NULL,
        token_hash bytea NOT NULL UNIQUE,
        expires_at timestamptz(3) NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX visits_email ON visits (cabinet_id, email_key)');
    await runner.query('CREATE INDEX visits_network ON visits (cabinet_id, network)');
    await runner.query('CREATE INDEX visits_user ON visits (user_id) WHERE user_id IS NOT NULL');
    await runner.query('CREATE INDEX appointments_of_visits ON appointments (created_by) WHERE created_by < 0');
    await runner.query(`
      CREATE TABLE patient_contacts (
        patient_id uuid NOT NULL,
        email text NOT NULL,
        cabinet_id uuid NOT NULL,
        relation text NOT NULL CHECK (relation IN ('self', 'guardian')),
        proof text NOT NULL CHECK (proof IN ('email', 'cabinet')),
        language text,
        user_id integer,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (patient_id, email),
        FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id)
      )`);
    await runner.query('CREATE INDEX patient_contacts_email ON patient_contacts (email, cabinet_id)');
    await runner.query('CREATE INDEX patient_contacts_user ON patient_contacts (user_id) WHERE user_id IS NOT NULL');
    await runner.query(`
      CREATE TABLE patient_mails (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        cabinet_id uuid NOT NULL REFERENCES cabinets,
        kind text NOT NULL,
        recipient text NOT NULL,
        language text NOT NULL,
        appointment_id uuid,
        time_version integer,
        secret text,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX patient_mails_age ON patient_mails (created_at)');
    await runner.query('CREATE INDEX patient_mails_recipient ON patient_mails (cabinet_id, recipient)');
    for (const table of ['cabinet_pages', 'visit_codes', 'visits', 'patient_contacts', 'patient_mails']) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON ${table} TO CURRENT_ROLE USING (true)`);
    }
    await runner.query(`CREATE POLICY member ON cabinet_pages FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()))`);
    await runner.query(`
      CREATE POLICY manager ON cabinet_pages USING (cabinet_id = (SELECT asking_cabinet()) AND (SELECT asking_manager()))`);
    await runner.query(`CREATE POLICY platform_admin ON cabinet_pages USING (asking_platform_admin())`);
    for (const table of ['visit_codes', 'visits'])
      await runner.query(`CREATE POLICY desk ON ${table} USING (cabinet_id = (SELECT asking_desk()))`);
    for (const table of ['patient_contacts', 'patient_mails'])
      await runner.query(`CREATE POLICY member ON ${table} USING (cabinet_id = (SELECT asking_staff()))`);

    await runner.query(`
      CREATE FUNCTION open_page(name text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ SELECT cabinet_id FROM cabinet_pages WHERE is_open AND (slug = name OR cabinet_id::text = name) $$`);
    await runner.query(`
      CREATE FUNCTION cabinet_of_mail(mail uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ SELECT cabinet_id FROM patient_mails WHERE id = mail $$`);
    // A visit stays while its appointments count for the limits.
    await runner.query(`CREATE POLICY visited ON appointments FOR SELECT TO CURRENT_ROLE USING (created_by < 0)`);
    await runner.query(`
      CREATE FUNCTION sweep_visits() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        DELETE FROM visit_codes WHERE created_at < now() - interval '2 hours';
        DELETE FROM patient_mails WHERE created_at < now() - interval '3 days';
        DELETE FROM visits v WHERE expires_at < now() - interval '1 hour' AND NOT EXISTS (
          SELECT FROM appointments a WHERE a.created_by = -v.id AND a.start_time > now() AND a.status IN ('pending', 'confirmed')) $$`);

    // The account of a patient is erased: the patient stays, known to the cabinet by the address.
    await runner.query(`
      CREATE FUNCTION forget_account(account integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        UPDATE patient_contacts SET user_id = NULL WHERE user_id = account;
        UPDATE visits SET user_id = NULL WHERE user_id = account $$`);

    await runner.query('ALTER TABLE appointments ADD COLUMN time_version integer NOT NULL DEFAULT 1');
    await runner.query(`
      CREATE FUNCTION keep_time_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (NEW.start_time, NEW.duration, NEW.practitioner_id) IS DISTINCT FROM (OLD.start_time, OLD.duration, OLD.practitioner_id)
        THEN NEW.time_version := NEW.version; END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER time_version BEFORE UPDATE ON appointments FOR EACH ROW EXECUTE FUNCTION keep_time_version()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER time_version ON appointments');
    await runner.query('DROP FUNCTION keep_time_version, forget_account, sweep_visits, cabinet_of_mail, open_page');
    await runner.query('ALTER TABLE appointments DROP COLUMN time_version');
    await runner.query('DROP POLICY visited ON appointments');
    await runner.query('DROP INDEX appointments_of_visits');
    await runner.query('DROP TABLE patient_mails, patient_contacts, visits, visit_codes, cabinet_pages');
    for (const table of ['patients', 'appointments', 'appointment_changes', 'patient_audit'])
      await runner.query(`ALTER POLICY member ON ${table} USING (cabinet_id = (SELECT asking_cabinet()))`);
    await runner.query(`
      ALTER POLICY recorded ON patient_audit WITH CHECK (cabinet_id = (SELECT asking_cabinet()) AND user_id = asking_user())`);
    await runner.query(`
      CREATE OR REPLACE FUNCTION asking_cabinet() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT cabinet_id FROM memberships
        WHERE user_id = asking_user() AND cabinet_id = nullif(current_setting('booking.cabinet_id', true), '')::uuid $$`);
    await runner.query('DROP FUNCTION asking_staff, asking_desk');
  }
}
