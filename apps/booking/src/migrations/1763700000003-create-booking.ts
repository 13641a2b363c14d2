import { OPERATIONS_SQL, type FoldedMigration } from '@veza/database';
import { EVENT_TABLES_SQL } from '@veza/transport';
import type { QueryRunner } from 'typeorm';
import { policy, secured } from './extend-booking/policies.js';

/**
 * The schema of 0.2.0. Row-level security separates the cabinets: it is FORCEd on every table, and the role of the
 * service owns none of them. Each transaction sets its caller (`booking.user_id`, `booking.platform_admin`); without a
 * caller it sees no row. It is in ONE cabinet (`booking.cabinet_id`), and only while its caller is a member of it.
 */
export class CreateBooking1763700000003 implements FoldedMigration {
  readonly replaces = [
    'CreateCabinets1763600000001',
    'CreateOperations1763600000002',
    'AddEventTables1763640000085',
    'CreateBusy1763700000001',
    'CreatePatients1763700000002',
    'ShowOwnBusy1763700000003',
  ];
  readonly completedBy = 'version 0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(POLICIES);
    await runner.query(OPERATIONS_SQL);
    await runner.query(EVENT_TABLES_SQL);
  }
}

/** Each taken span of a practitioner is a row of `busy`, and a constraint prevents overlaps. */
const TABLES = `
  CREATE TABLE cabinets (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    timezone text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE TABLE memberships (
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    user_id integer NOT NULL,
    role text NOT NULL CHECK (role IN ('patient', 'practitioner', 'manager', 'admin')),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (cabinet_id, user_id)
  );
  CREATE INDEX memberships_user ON memberships (user_id);
  CREATE TABLE practitioners (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    user_id integer NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    working_hours jsonb NOT NULL,
    buffer integer NOT NULL CHECK (buffer >= 0),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    exceptions jsonb NOT NULL DEFAULT '[]',
    notice integer NOT NULL DEFAULT 0 CHECK (notice >= 0),
    horizon integer NOT NULL DEFAULT 365 CHECK (horizon > 0),
    UNIQUE (cabinet_id, user_id),
    UNIQUE (cabinet_id, id)
  );
  CREATE INDEX practitioners_user ON practitioners (user_id);
  CREATE TABLE busy (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL,
    practitioner_id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('absence', 'hold')),
    span tstzrange NOT NULL CHECK (NOT (isempty(span) OR lower_inf(span) OR upper_inf(span))),
    reason text,
    expires_at timestamptz(3),
    created_by integer NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CHECK ((kind = 'hold') = (expires_at IS NOT NULL)),
    FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id),
    CONSTRAINT busy_no_overlap EXCLUDE USING gist (practitioner_id WITH =, span WITH &&)
  );
  CREATE INDEX busy_holds ON busy (cabinet_id, created_by) WHERE kind = 'hold';
  -- unaccent() depends on a setting and cannot be indexed; with an explicit dictionary it is immutable.
  CREATE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(public.unaccent('public.unaccent', value)) $$;
  CREATE TABLE patients (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    first_name text NOT NULL,
    last_name text NOT NULL,
    email text NOT NULL,
    phone text,
    name_key text NOT NULL GENERATED ALWAYS AS (fold(last_name || ' ' || first_name)) STORED,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    UNIQUE (cabinet_id, id)
  );
  CREATE INDEX patients_by_name ON patients (cabinet_id, name_key, id);
`;

/**
 * After a transaction that set it locally, a setting of the session is '' and not NULL. A sub-select in a policy runs
 * once per statement, not once per row. For the export of personal data a user reads, outside of a cabinet, the rows of
 * `busy` that the user created, and no others.
 */
const POLICIES = `
  CREATE FUNCTION asking_user() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('booking.user_id', true), '')::integer $$;
  CREATE FUNCTION asking_platform_admin() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT coalesce(current_setting('booking.platform_admin', true), '') = 'true' $$;
  CREATE FUNCTION asking_cabinet() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
        SELECT cabinet_id FROM memberships
        WHERE user_id = asking_user() AND cabinet_id = nullif(current_setting('booking.cabinet_id', true), '')::uuid $$;

  ${secured('cabinets', 'memberships', 'practitioners', 'busy', 'patients')}
  ${policy('platform_admin', ['cabinets', 'memberships', 'practitioners'], 'USING (asking_platform_admin())')}
  CREATE POLICY own ON memberships FOR SELECT USING (user_id = asking_user());
  CREATE POLICY member ON cabinets FOR SELECT
    USING (EXISTS (SELECT 1 FROM memberships m WHERE m.cabinet_id = cabinets.id AND m.user_id = asking_user()));
  CREATE POLICY member ON practitioners FOR SELECT
    USING (EXISTS (SELECT 1 FROM memberships m WHERE m.cabinet_id = practitioners.cabinet_id AND m.user_id = asking_user()));
  ${policy('member', ['busy', 'patients'], 'USING (cabinet_id = (SELECT asking_cabinet()))')}
  CREATE POLICY own ON busy FOR SELECT
    USING (created_by = asking_user() AND coalesce(current_setting('booking.cabinet_id', true), '') = '');
`;
