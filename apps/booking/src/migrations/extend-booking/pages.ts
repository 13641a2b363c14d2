import { policy, secured } from './policies.js';
import { plain, platformAdmin } from './tenancy.js';

const TABLES = ['cabinet_pages', 'visit_codes', 'visits', 'patient_mails'];

/**
 * Pages of cabinets, and patients as people without an account: confirmed addresses (visits), and the mails to them.
 * The id 1 of a visit is that of readers without one. `open_pages()` is a list of the open pages of all cabinets in the
 * order of `name_key`. Only a function of the schema's owner sees all cabinets: it returns what their pages show to
 * strangers.
 */
export const PAGES = `
  CREATE TABLE cabinet_pages (
    cabinet_id uuid PRIMARY KEY REFERENCES cabinets,
    slug text NOT NULL UNIQUE,
    is_open boolean NOT NULL,
    description text NOT NULL,
    phone text,
    address text,
    change_window integer NOT NULL CHECK (change_window >= 0),
    longest integer NOT NULL CHECK (longest > 0),
    language text NOT NULL CHECK (language IN ('en', 'fr')),
    reminders integer[],
    feed_names text NOT NULL DEFAULT 'initials' CHECK (feed_names IN ('none', 'initials', 'names')),
    place_key text NOT NULL GENERATED ALWAYS AS (${plain(`slug || ' ' || coalesce(address, '')`)}) STORED
  );
  CREATE TABLE visit_codes (
    id uuid PRIMARY KEY,
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    email text NOT NULL,
    code_hash bytea NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    network text NOT NULL,
    language text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now()
  );
  CREATE INDEX visit_codes_email ON visit_codes (cabinet_id, email, created_at);
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
  );
  CREATE INDEX visits_email ON visits (cabinet_id, email_key);
  CREATE INDEX visits_network ON visits (cabinet_id, network);
  CREATE INDEX visits_user ON visits (user_id) WHERE user_id IS NOT NULL;
  CREATE TABLE patient_mails (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    kind text NOT NULL,
    recipient text NOT NULL,
    language text NOT NULL,
    appointment_id uuid,
    time_version integer,
    secret text,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    offer_id uuid
  );
  CREATE INDEX patient_mails_age ON patient_mails (created_at);
  CREATE INDEX patient_mails_recipient ON patient_mails (cabinet_id, recipient);
  ${secured(...TABLES)}
  ${policy('owner', TABLES, 'TO CURRENT_ROLE USING (true)')}
  CREATE POLICY member ON cabinet_pages FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY manager ON cabinet_pages USING (cabinet_id = (SELECT asking_cabinet()) AND (SELECT asking_manager()));
  CREATE POLICY platform_admin ON cabinet_pages ${platformAdmin('cabinet_id')};
  ${policy('desk', ['visit_codes', 'visits'], 'USING (cabinet_id = (SELECT asking_desk()))')}
  CREATE POLICY member ON patient_mails USING (cabinet_id = (SELECT asking_staff()));

  CREATE FUNCTION open_page(name text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ SELECT cabinet_id FROM cabinet_pages WHERE is_open AND (slug = name OR cabinet_id::text = name) $$;
  CREATE FUNCTION open_pages(words text[], after_key text, after_id uuid, most integer)
      RETURNS TABLE (id uuid, slug text, name text, key text, timezone text, address text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
        WITH wanted AS MATERIALIZED (SELECT plain(word) AS word FROM unnest(words) AS word)
        SELECT c.id, p.slug, c.name, c.name_key, c.timezone, p.address
        FROM cabinets c JOIN cabinet_pages p ON p.cabinet_id = c.id
        WHERE p.is_open AND (after_key IS NULL OR (c.name_key, c.id) > (after_key COLLATE "C", after_id))
          AND NOT EXISTS (SELECT FROM wanted WHERE strpos(c.search_key || ' ' || p.place_key, word) = 0)
        ORDER BY c.name_key, c.id LIMIT most $$;
  CREATE FUNCTION cabinet_of_mail(mail uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
      AS $$ SELECT cabinet_id FROM patient_mails WHERE id = mail $$;
`;
