import { secured } from './policies.js';
import { plain } from './tenancy.js';

/**
 * Row-level security is checked before a condition that might leak rows, as LIKE might, so such a condition uses no
 * index. Functions of the schema's owner search instead: a policy shows the owner all rows, and the functions return
 * those of the asking member's cabinet only. `search_key` holds no apostrophes and hyphens, `phone_key` no zeros in
 * front. With the values in the plan, a condition that is left out is no part of it, and the others use their index.
 *
 * The row of an erased patient stays without data, because appointments refer to it. The row of a merged duplicate
 * names the patient that it became part of, always one that is not merged itself. It is hidden like that of an erased
 * patient, and keeps its values until that patient is erased.
 */
export const PATIENTS = `
  ALTER TABLE patients
    ALTER email DROP NOT NULL,
    ADD COLUMN date_of_birth date,
    ADD COLUMN search_key text NOT NULL GENERATED ALWAYS AS
      (${plain(`last_name || ' ' || first_name || ' ' || coalesce(email, '')`)}) STORED,
    ADD COLUMN phone_key text GENERATED ALWAYS AS
      (ltrim(regexp_replace(replace(phone, '(0)', ''), '\\D', '', 'g'), '0')) STORED,
    ADD COLUMN erased_at timestamptz(3),
    ADD COLUMN merged_into uuid,
    ADD CHECK (merged_into IS NULL OR merged_into <> id AND erased_at IS NOT NULL),
    ADD FOREIGN KEY (cabinet_id, merged_into) REFERENCES patients (cabinet_id, id);
  CREATE INDEX patients_search ON patients USING gist (cabinet_id, search_key public.gist_trgm_ops);
  CREATE INDEX patients_phone ON patients USING gist (cabinet_id, phone_key public.gist_trgm_ops);
  CREATE INDEX patients_by_email ON patients (cabinet_id, lower(email));
  CREATE INDEX patients_by_change ON patients (cabinet_id, updated_at) WHERE erased_at IS NULL;
  CREATE INDEX patients_merged ON patients (merged_into) WHERE merged_into IS NOT NULL;
  ALTER POLICY member ON patients USING (cabinet_id = (SELECT asking_staff()));
  CREATE POLICY finder ON patients FOR SELECT TO CURRENT_ROLE USING (true);
  CREATE FUNCTION find_patients(longest text, words text[], number text, numbers text[]) RETURNS SETOF uuid
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        RETURN QUERY SELECT id FROM patients p WHERE cabinet_id = cabinet
          AND (longest IS NULL OR (search_key LIKE longest AND search_key LIKE ALL (words)))
          AND (number IS NULL OR search_key LIKE number OR phone_key LIKE number OR phone_key = ANY (numbers));
      END $$;
  CREATE FUNCTION similar_patients(word text, most integer) RETURNS TABLE (patient uuid, key text)
      LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET plan_cache_mode = force_custom_plan AS $$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        PERFORM set_config('pg_trgm.word_similarity_threshold', '0.3', true);
        RETURN QUERY SELECT id, search_key FROM patients WHERE cabinet_id = cabinet AND word OPERATOR(public.<%) search_key
          ORDER BY public.word_similarity(word, search_key) DESC, id LIMIT most;
      END $$;

  -- Without a policy for SELECT, UPDATE or DELETE the service reads and changes no row of a locked record.
  CREATE TABLE locked_patients (
    patient_id uuid PRIMARY KEY,
    cabinet_id uuid NOT NULL,
    record jsonb NOT NULL,
    until timestamptz(3) NOT NULL,
    FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients (cabinet_id, id)
  );
  CREATE INDEX locked_patients_until ON locked_patients (until);
  ${secured('locked_patients')}
  CREATE POLICY locked ON locked_patients FOR INSERT WITH CHECK (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY owner ON locked_patients TO CURRENT_ROLE USING (true);
`;

/**
 * People who stand for patients, and what their account sees of them. The functions read as the owner, for the user of
 * the transaction and no other one: no policy opens the tables of a cabinet to patients. A relation that another
 * account has taken up stays with that account.
 */
export const CONTACTS = `
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
  );
  CREATE INDEX patient_contacts_email ON patient_contacts (email, cabinet_id);
  CREATE INDEX patient_contacts_user ON patient_contacts (user_id) WHERE user_id IS NOT NULL;
  ${secured('patient_contacts')}
  CREATE POLICY owner ON patient_contacts TO CURRENT_ROLE USING (true);
  CREATE POLICY member ON patient_contacts USING (cabinet_id = (SELECT asking_staff()));
  CREATE FUNCTION claim_patients(address text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
        UPDATE patient_contacts SET user_id = asking_user() WHERE email = lower(address) AND user_id IS NULL $$;
  CREATE FUNCTION own_patients() RETURNS TABLE (id uuid, cabinet_id uuid, cabinet text, first_name text, last_name text, relation text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT p.id, p.cabinet_id, c.name, p.first_name, p.last_name, max(k.relation)
        FROM patient_contacts k JOIN patients p ON p.id = k.patient_id JOIN cabinets c ON c.id = p.cabinet_id
        WHERE k.user_id = asking_user() AND p.erased_at IS NULL GROUP BY p.id, c.name $$;
  CREATE FUNCTION own_appointments(since timestamptz, most integer, appointment uuid) RETURNS TABLE (
        id uuid, cabinet_id uuid, cabinet text, timezone text, status text, type text, start_time timestamptz, duration integer,
        practitioner_id uuid, practitioner text, patient text, change_window integer, time_version integer)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT a.id, a.cabinet_id, c.name, c.timezone, a.status, a.type, a.start_time, a.duration, a.practitioner_id,
          trim(r.first_name || ' ' || r.last_name), o.first_name, coalesce(g.change_window, 24), a.time_version
        FROM own_patients() o JOIN appointments a ON a.patient_id = o.id
          JOIN cabinets c ON c.id = a.cabinet_id JOIN practitioners r ON r.id = a.practitioner_id
          LEFT JOIN cabinet_pages g ON g.cabinet_id = a.cabinet_id
        WHERE (since IS NULL OR a.start_time >= since) AND (appointment IS NULL OR a.id = appointment)
        ORDER BY a.start_time, a.id LIMIT most $$;
`;

/**
 * `forget_account()`: the account of a patient is erased, and the patient stays, known to the cabinet by the address.
 *
 * The other functions are what the export of a patient's file reads from tables that only transactions of the platform
 * see. They return it for one patient, to the staff of the patient's cabinet, without the secrets in these tables.
 */
export const FILES = `
  CREATE FUNCTION forget_account(account integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    UPDATE patient_contacts SET user_id = NULL WHERE user_id = account;
    UPDATE visits SET user_id = NULL WHERE user_id = account;
  DELETE FROM notifications WHERE user_id = account;
  DELETE FROM notification_preferences WHERE user_id = account $$;
  CREATE FUNCTION visits_of_patient(patient uuid) RETURNS TABLE (
        id integer, email text, language text, network text, has_account boolean, created_at timestamptz, expires_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT v.id, v.email, v.language, v.network, v.user_id IS NOT NULL, v.created_at, v.expires_at FROM visits v
        WHERE v.cabinet_id = asking_staff() AND -v.id IN (
          SELECT a.created_by FROM appointments a WHERE a.patient_id = patient AND a.cabinet_id = asking_staff()) $$;
  CREATE FUNCTION reminders_of_patient(patient uuid) RETURNS TABLE (
        appointment_id uuid, time_version integer, hours integer, created_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT s.appointment_id, s.time_version, s.hours, s.created_at
        FROM appointments a JOIN sent_reminders s ON s.appointment_id = a.id
        WHERE a.patient_id = patient AND a.cabinet_id = asking_staff() $$;
  CREATE FUNCTION refusals_of_patient(patient uuid) RETURNS TABLE (email text, created_at timestamptz)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        SELECT m.email, r.created_at FROM (
          SELECT c.email FROM patient_contacts c WHERE c.patient_id = patient
          UNION SELECT lower(p.email) FROM patients p WHERE p.id = patient AND p.email IS NOT NULL) AS m
        JOIN reminder_refusals r ON r.address = sha256(convert_to(m.email, 'UTF8'))
        JOIN patients p ON p.id = patient AND p.cabinet_id = r.cabinet_id
        WHERE r.cabinet_id = asking_staff() $$;
`;
