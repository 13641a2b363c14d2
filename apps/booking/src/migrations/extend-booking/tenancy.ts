import { policy, secured } from './policies.js';

/** The cabinet that the transaction has set. It proves nothing about the caller. */
const HERE = `nullif(current_setting('booking.cabinet_id', true), '')::uuid`;

/**
 * Whose cabinet a transaction is in:
 * - `asking_desk()`: of the platform (public page, visits, links, mails, jobs), which has a cabinet and no user;
 * - `asking_cabinet()`: of any member, or of the platform;
 * - `asking_staff()`: of a member who is no patient, or of the platform. Patients see no table of patients and
 *   appointments.
 */
export const CALLERS = `
  CREATE FUNCTION asking_desk() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      AS $$ SELECT ${HERE} WHERE asking_user() IS NULL AND asking_platform_admin() $$;
  CREATE OR REPLACE FUNCTION asking_cabinet() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT coalesce(asking_desk(), (SELECT cabinet_id FROM memberships WHERE user_id = asking_user() AND cabinet_id = ${HERE})) $$;
  CREATE FUNCTION asking_staff() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT coalesce(asking_desk(), (SELECT cabinet_id FROM memberships
          WHERE user_id = asking_user() AND cabinet_id = ${HERE} AND role <> 'patient')) $$;
  CREATE FUNCTION asking_manager() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT EXISTS (SELECT FROM memberships
          WHERE user_id = asking_user() AND cabinet_id = asking_cabinet() AND role IN ('manager', 'admin')) $$;
`;

/**
 * The platform in one cabinet sees the staff and the page of that cabinet only; a platform administrator, all of them.
 */
export const platformAdmin = (cabinet: string): string =>
  `USING (asking_platform_admin() AND ${cabinet} = coalesce((SELECT asking_desk()), ${cabinet}))`;

/**
 * Managers change their cabinet and its practitioners, practitioners themselves. Memberships stay read-only for
 * members. `dismissed_at` is when the membership of a practitioner ended; the row stays, because rows of patients refer
 * to it. The keys of the search ignore case, accents, apostrophes and hyphens.
 */
export const CABINETS = `
  CREATE FUNCTION plain(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
      AS $$ SELECT ${plain('value')} $$;
  ALTER TABLE cabinets
    ADD COLUMN holiday_region text,
    ADD COLUMN open_holidays text[] NOT NULL DEFAULT '{}',
    ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(fold(name), 60)) STORED,
    ADD COLUMN search_key text NOT NULL GENERATED ALWAYS AS (${plain('name')}) STORED;
  CREATE INDEX cabinets_by_name ON cabinets (name_key, id);
  ALTER TABLE practitioners ADD COLUMN dismissed_at timestamptz(3);
  ALTER POLICY platform_admin ON cabinets ${platformAdmin('id')};
  ALTER POLICY platform_admin ON memberships ${platformAdmin('cabinet_id')};
  ALTER POLICY platform_admin ON practitioners ${platformAdmin('cabinet_id')};
  CREATE POLICY manager ON cabinets FOR UPDATE USING (id = (SELECT asking_cabinet()) AND (SELECT asking_manager()));
  CREATE POLICY manager ON practitioners FOR UPDATE
    USING (cabinet_id = (SELECT asking_cabinet()) AND ((SELECT asking_manager()) OR user_id = asking_user()));
  ${policy('owner', ['cabinets', 'practitioners'], 'FOR SELECT TO CURRENT_ROLE USING (true)')}
`;

/**
 * The expression of `plain()`, which generated columns repeat: a function with a search path of its own is not inlined.
 */
export function plain(text: string): string {
  return `translate(fold(${text}), '''’ʼ\`´-‐‑–.', '')`;
}

/**
 * Kept replies are copies of a cabinet's data, so the table of operations gets the row-level security of the others: a
 * reply is visible to its caller in its cabinet only. The defaults fill the columns, also for replicas of 0.2.0. The
 * owner alone sees expired rows and deletes them; the service calls that function. Replies of holds and absences do not
 * name their cabinet: a repetition runs again and is SLOT_TAKEN at worst.
 */
export const OPERATIONS = `
  ALTER TABLE operations ADD COLUMN cabinet_id uuid, ADD COLUMN user_id integer;
  UPDATE operations SET cabinet_id = (reply->>'cabinetId')::uuid WHERE jsonb_typeof(reply) = 'object';
  DELETE FROM operations WHERE jsonb_typeof(reply) = 'object' AND cabinet_id IS NULL;
  ALTER TABLE operations ALTER cabinet_id SET DEFAULT asking_cabinet(), ALTER user_id SET DEFAULT asking_user();
  ${secured('operations')}
  CREATE POLICY caller ON operations
    USING (cabinet_id IS NOT DISTINCT FROM (SELECT asking_cabinet()) AND (user_id IS NULL OR user_id = asking_user()));
  CREATE POLICY expired ON operations TO CURRENT_ROLE USING (created_at < now() - interval '25 hours');
  CREATE FUNCTION sweep_operations() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ DELETE FROM operations WHERE created_at < now() - interval '25 hours' $$;
`;
