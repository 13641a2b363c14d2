-- The schema of today, for readers: made by "npm run generate" from the migrations; "npm test" compares.
-- Owners and grants are left out.

-- tables

CREATE TABLE appointment_answers (
  appointment_id uuid NOT NULL,
  cabinet_id uuid NOT NULL,
  sealed bytea NOT NULL,
  key integer NOT NULL,
  CONSTRAINT appointment_answers_cabinet_id_appointment_id_fkey FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments(cabinet_id, id) ON DELETE CASCADE,
  CONSTRAINT appointment_answers_cabinet_id_key_fkey FOREIGN KEY (cabinet_id, key) REFERENCES cabinet_keys(cabinet_id, id),
  CONSTRAINT appointment_answers_pkey PRIMARY KEY (appointment_id)
);
ALTER TABLE appointment_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_answers FORCE ROW LEVEL SECURITY;

CREATE TABLE appointment_changes (
  appointment_id uuid NOT NULL,
  version integer NOT NULL,
  cabinet_id uuid NOT NULL,
  change text NOT NULL,
  status text NOT NULL,
  practitioner_id uuid NOT NULL,
  start_time timestamp(3) with time zone NOT NULL,
  duration integer NOT NULL,
  user_id integer NOT NULL,
  reason text,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  presence text,
  CONSTRAINT appointment_changes_cabinet_id_appointment_id_fkey FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments(cabinet_id, id) ON DELETE CASCADE,
  CONSTRAINT appointment_changes_pkey PRIMARY KEY (appointment_id, version)
);
ALTER TABLE appointment_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_changes FORCE ROW LEVEL SECURITY;

CREATE TABLE appointment_days (
  cabinet_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  day date NOT NULL,
  status_pending integer NOT NULL,
  status_confirmed integer NOT NULL,
  status_cancelled integer NOT NULL,
  status_completed integer NOT NULL,
  status_no_show integer NOT NULL,
  type_consultation integer NOT NULL,
  type_controle integer NOT NULL,
  type_soin integer NOT NULL,
  type_detartrage integer NOT NULL,
  type_extraction integer NOT NULL,
  type_implant integer NOT NULL,
  type_orthodontie integer NOT NULL,
  type_urgence integer NOT NULL,
  origin_staff integer NOT NULL,
  origin_patient integer NOT NULL,
  origin_public integer NOT NULL,
  origin_waiting_list integer NOT NULL,
  booked_minutes integer NOT NULL,
  lead_minutes bigint NOT NULL,
  CONSTRAINT appointment_days_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT appointment_days_cabinet_id_practitioner_id_fkey FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners(cabinet_id, id),
  CONSTRAINT appointment_days_pkey PRIMARY KEY (cabinet_id, day, practitioner_id)
);
ALTER TABLE appointment_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_days FORCE ROW LEVEL SECURITY;

CREATE TABLE appointment_types (
  cabinet_id uuid NOT NULL,
  type text NOT NULL,
  duration integer,
  buffer integer,
  facility_kind text,
  facility_id uuid,
  CONSTRAINT appointment_types_buffer_check CHECK ((buffer >= 0)),
  CONSTRAINT appointment_types_duration_check CHECK ((duration > 0)),
  CONSTRAINT appointment_types_need CHECK (((facility_kind IS NULL) OR (facility_id IS NULL))),
  CONSTRAINT appointment_types_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT appointment_types_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities(cabinet_id, id),
  CONSTRAINT appointment_types_pkey PRIMARY KEY (cabinet_id, type)
);
ALTER TABLE appointment_types ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointment_types FORCE ROW LEVEL SECURITY;

CREATE TABLE appointments (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  type text NOT NULL,
  status text DEFAULT 'pending'::text NOT NULL,
  start_time timestamp(3) with time zone NOT NULL,
  duration integer NOT NULL,
  urgency text NOT NULL,
  notes text,
  version integer DEFAULT 1 NOT NULL,
  created_by integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  updated_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  origin text DEFAULT 'staff'::text NOT NULL,
  series_id uuid,
  time_version integer DEFAULT 1 NOT NULL,
  sealed_notes bytea,
  note_key integer,
  presence text,
  presence_at timestamp(3) with time zone,
  treatment_id uuid,
  facility_id uuid,
  CONSTRAINT appointments_check CHECK (((sealed_notes IS NULL) = (note_key IS NULL))),
  CONSTRAINT appointments_check1 CHECK (((presence IS NULL) = (presence_at IS NULL))),
  CONSTRAINT appointments_duration_check CHECK ((duration > 0)),
  CONSTRAINT appointments_origin_check CHECK ((origin = ANY (ARRAY['staff'::text, 'patient'::text, 'public'::text, 'waiting_list'::text]))),
  CONSTRAINT appointments_presence_check CHECK ((presence = ANY (ARRAY['arrived'::text, 'late'::text, 'called'::text]))),
  CONSTRAINT appointments_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'cancelled'::text, 'completed'::text, 'no_show'::text]))),
  CONSTRAINT appointments_urgency_check CHECK ((urgency = ANY (ARRAY['normal'::text, 'urgent'::text, 'emergency'::text]))),
  CONSTRAINT appointments_cabinet_id_note_key_fkey FOREIGN KEY (cabinet_id, note_key) REFERENCES cabinet_keys(cabinet_id, id),
  CONSTRAINT appointments_cabinet_id_patient_id_fkey FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients(cabinet_id, id),
  CONSTRAINT appointments_cabinet_id_practitioner_id_fkey FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners(cabinet_id, id),
  CONSTRAINT appointments_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities(cabinet_id, id),
  CONSTRAINT appointments_treatment FOREIGN KEY (cabinet_id, treatment_id) REFERENCES treatments(cabinet_id, id),
  CONSTRAINT appointments_pkey PRIMARY KEY (id),
  CONSTRAINT appointments_cabinet_id_id_key UNIQUE (cabinet_id, id)
);
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;

CREATE TABLE audit_intake (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  cabinet_id uuid NOT NULL,
  user_id integer NOT NULL,
  action text NOT NULL,
  patient_ids uuid[] NOT NULL,
  appointment_ids uuid[] NOT NULL,
  CONSTRAINT audit_intake_pkey PRIMARY KEY (id)
);
ALTER TABLE audit_intake ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_intake FORCE ROW LEVEL SECURITY;

CREATE TABLE busy (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  kind text NOT NULL,
  span tstzrange NOT NULL,
  reason text,
  expires_at timestamp(3) with time zone,
  created_by integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  layers int8range DEFAULT '[0,)'::int8range NOT NULL,
  import_id uuid,
  facility_id uuid,
  CONSTRAINT busy_check CHECK (((kind = 'hold'::text) = (expires_at IS NOT NULL))),
  CONSTRAINT busy_import CHECK (((kind = 'imported'::text) = (import_id IS NOT NULL))),
  CONSTRAINT busy_kind_check CHECK ((kind = ANY (ARRAY['absence'::text, 'hold'::text, 'appointment'::text, 'imported'::text]))),
  CONSTRAINT busy_layers_check CHECK ((NOT isempty(layers))),
  CONSTRAINT busy_span_check CHECK ((NOT (isempty(span) OR lower_inf(span) OR upper_inf(span)))),
  CONSTRAINT busy_cabinet_id_practitioner_id_fkey FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners(cabinet_id, id),
  CONSTRAINT busy_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities(cabinet_id, id),
  CONSTRAINT busy_import_id_fkey FOREIGN KEY (import_id) REFERENCES calendar_imports(id) ON DELETE CASCADE,
  CONSTRAINT busy_pkey PRIMARY KEY (id),
  CONSTRAINT busy_no_overlap EXCLUDE USING gist (practitioner_id WITH =, span WITH &&, layers WITH &&),
  CONSTRAINT busy_one_use EXCLUDE USING gist (facility_id WITH =, span WITH &&) WHERE ((facility_id IS NOT NULL))
);
ALTER TABLE busy ENABLE ROW LEVEL SECURITY;
ALTER TABLE busy FORCE ROW LEVEL SECURITY;

CREATE TABLE cabinet_keys (
  cabinet_id uuid NOT NULL,
  id integer NOT NULL,
  master text NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT cabinet_keys_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id) ON DELETE CASCADE,
  CONSTRAINT cabinet_keys_pkey PRIMARY KEY (cabinet_id, id)
);
ALTER TABLE cabinet_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE cabinet_keys FORCE ROW LEVEL SECURITY;

CREATE TABLE cabinet_pages (
  cabinet_id uuid NOT NULL,
  slug text NOT NULL,
  is_open boolean NOT NULL,
  description text NOT NULL,
  phone text,
  address text,
  change_window integer NOT NULL,
  longest integer NOT NULL,
  language text NOT NULL,
  reminders integer[],
  feed_names text DEFAULT 'initials'::text NOT NULL,
  place_key text GENERATED ALWAYS AS (translate(fold(((slug || ' '::text) || COALESCE(address, ''::text))), '''’ʼ`´-‐‑–.'::text, ''::text)) STORED NOT NULL,
  CONSTRAINT cabinet_pages_change_window_check CHECK ((change_window >= 0)),
  CONSTRAINT cabinet_pages_feed_names_check CHECK ((feed_names = ANY (ARRAY['none'::text, 'initials'::text, 'names'::text]))),
  CONSTRAINT cabinet_pages_language_check CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text]))),
  CONSTRAINT cabinet_pages_longest_check CHECK ((longest > 0)),
  CONSTRAINT cabinet_pages_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT cabinet_pages_pkey PRIMARY KEY (cabinet_id),
  CONSTRAINT cabinet_pages_slug_key UNIQUE (slug)
);
ALTER TABLE cabinet_pages ENABLE ROW LEVEL SECURITY;
ALTER TABLE cabinet_pages FORCE ROW LEVEL SECURITY;

CREATE TABLE cabinets (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  name text NOT NULL,
  timezone text NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  holiday_region text,
  open_holidays text[] DEFAULT '{}'::text[] NOT NULL,
  name_key text GENERATED ALWAYS AS ("left"(fold(name), 60)) STORED NOT NULL,
  search_key text GENERATED ALWAYS AS (translate(fold(name), '''’ʼ`´-‐‑–.'::text, ''::text)) STORED NOT NULL,
  CONSTRAINT cabinets_pkey PRIMARY KEY (id)
);
ALTER TABLE cabinets ENABLE ROW LEVEL SECURITY;
ALTER TABLE cabinets FORCE ROW LEVEL SECURITY;

CREATE TABLE calendar_feeds (
  token_hash bytea NOT NULL,
  user_id integer NOT NULL,
  cabinet_id uuid,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT calendar_feeds_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT calendar_feeds_pkey PRIMARY KEY (token_hash),
  CONSTRAINT calendar_feeds_user_id_cabinet_id_key UNIQUE NULLS NOT DISTINCT (user_id, cabinet_id)
);
ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_feeds FORCE ROW LEVEL SECURITY;

CREATE TABLE calendar_imports (
  id uuid NOT NULL,
  cabinet_id uuid NOT NULL,
  practitioner_id uuid NOT NULL,
  host text NOT NULL,
  address bytea NOT NULL,
  etag text,
  last_modified text,
  read_at timestamp(3) with time zone,
  succeeded_at timestamp(3) with time zone,
  failed_at timestamp(3) with time zone,
  failure text,
  failures integer DEFAULT 0 NOT NULL,
  runs integer DEFAULT 0 NOT NULL,
  run_at timestamp(3) with time zone,
  next_run_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  created_by integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT calendar_imports_cabinet_id_practitioner_id_fkey FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners(cabinet_id, id),
  CONSTRAINT calendar_imports_pkey PRIMARY KEY (id)
);
ALTER TABLE calendar_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE calendar_imports FORCE ROW LEVEL SECURITY;

CREATE TABLE erasure_requests (
  patient_id uuid NOT NULL,
  cabinet_id uuid NOT NULL,
  requested_by integer NOT NULL,
  requested_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT erasure_requests_cabinet_id_patient_id_fkey FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients(cabinet_id, id),
  CONSTRAINT erasure_requests_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE erasure_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure_requests FORCE ROW LEVEL SECURITY;

CREATE TABLE event_positions (
  source text NOT NULL,
  log uuid NOT NULL,
  position bigint NOT NULL,
  CONSTRAINT event_positions_pkey PRIMARY KEY (source)
);

CREATE TABLE event_relay (
  only_row boolean DEFAULT true NOT NULL,
  log uuid DEFAULT gen_random_uuid() NOT NULL,
  position bigint DEFAULT 0 NOT NULL,
  holder text NOT NULL,
  held_until timestamp with time zone NOT NULL,
  CONSTRAINT event_relay_only_row_check CHECK (only_row),
  CONSTRAINT event_relay_pkey PRIMARY KEY (only_row)
);

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  position bigint,
  name text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  published_at timestamp with time zone,
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_position_key UNIQUE ("position")
);

CREATE TABLE facilities (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  is_archived boolean DEFAULT false NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT facilities_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT facilities_pkey PRIMARY KEY (id),
  CONSTRAINT facilities_cabinet_id_id_key UNIQUE (cabinet_id, id)
);
ALTER TABLE facilities ENABLE ROW LEVEL SECURITY;
ALTER TABLE facilities FORCE ROW LEVEL SECURITY;

CREATE TABLE freed_times (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  cabinet_id uuid NOT NULL,
  CONSTRAINT freed_times_pkey PRIMARY KEY (id)
);
ALTER TABLE freed_times ENABLE ROW LEVEL SECURITY;
ALTER TABLE freed_times FORCE ROW LEVEL SECURITY;

CREATE TABLE legal_holds (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  reason text NOT NULL,
  placed_by integer NOT NULL,
  placed_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  until timestamp(3) with time zone,
  lifted_at timestamp(3) with time zone,
  lifted_by integer,
  CONSTRAINT legal_holds_cabinet_id_patient_id_fkey FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients(cabinet_id, id),
  CONSTRAINT legal_holds_pkey PRIMARY KEY (id)
);
ALTER TABLE legal_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_holds FORCE ROW LEVEL SECURITY;

CREATE TABLE locked_patients (
  patient_id uuid NOT NULL,
  cabinet_id uuid NOT NULL,
  record jsonb NOT NULL,
  until timestamp(3) with time zone NOT NULL,
  CONSTRAINT locked_patients_cabinet_id_patient_id_fkey FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients(cabinet_id, id),
  CONSTRAINT locked_patients_pkey PRIMARY KEY (patient_id)
);
ALTER TABLE locked_patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE locked_patients FORCE ROW LEVEL SECURITY;

CREATE TABLE memberships (
  cabinet_id uuid NOT NULL,
  user_id integer NOT NULL,
  role text NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['patient'::text, 'practitioner'::text, 'manager'::text, 'admin'::text]))),
  CONSTRAINT memberships_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT memberships_pkey PRIMARY KEY (cabinet_id, user_id)
);
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships FORCE ROW LEVEL SECURITY;

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  timestamp bigint NOT NULL,
  name character varying NOT NULL,
  compatible_since bigint DEFAULT 0 NOT NULL,
  CONSTRAINT PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);

CREATE TABLE notification_preferences (
  cabinet_id uuid NOT NULL,
  user_id integer NOT NULL,
  muted text[] NOT NULL,
  CONSTRAINT notification_preferences_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT notification_preferences_pkey PRIMARY KEY (cabinet_id, user_id)
);
ALTER TABLE notification_preferences ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_preferences FORCE ROW LEVEL SECURITY;

CREATE TABLE notifications (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  user_id integer NOT NULL,
  notice_id uuid NOT NULL,
  type text NOT NULL,
  priority text NOT NULL,
  title text NOT NULL,
  message text NOT NULL,
  data jsonb NOT NULL,
  read_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  words jsonb,
  CONSTRAINT notifications_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'critical'::text]))),
  CONSTRAINT notifications_type_check CHECK ((type = ANY (ARRAY['appointment'::text, 'patient'::text, 'system'::text, 'emergency'::text]))),
  CONSTRAINT notifications_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT notifications_pkey PRIMARY KEY (id),
  CONSTRAINT notifications_notice_id_user_id_key UNIQUE (notice_id, user_id)
);
ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;

CREATE TABLE operations (
  id text NOT NULL,
  reply jsonb,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  cabinet_id uuid DEFAULT asking_cabinet(),
  user_id integer DEFAULT asking_user(),
  CONSTRAINT operations_pkey PRIMARY KEY (id)
);
ALTER TABLE operations ENABLE ROW LEVEL SECURITY;
ALTER TABLE operations FORCE ROW LEVEL SECURITY;

CREATE TABLE patient_audit (
  cabinet_id uuid NOT NULL,
  seq integer NOT NULL,
  user_id integer NOT NULL,
  action text NOT NULL,
  patient_ids uuid[] NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  appointment_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  CONSTRAINT patient_audit_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT patient_audit_pkey PRIMARY KEY (cabinet_id, seq)
);
ALTER TABLE patient_audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_audit FORCE ROW LEVEL SECURITY;

CREATE TABLE patient_audit_heads (
  cabinet_id uuid NOT NULL,
  seq integer NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT patient_audit_heads_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT patient_audit_heads_pkey PRIMARY KEY (cabinet_id)
);
ALTER TABLE patient_audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_audit_heads FORCE ROW LEVEL SECURITY;

CREATE TABLE patient_audit_origins (
  cabinet_id uuid NOT NULL,
  seq integer NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT patient_audit_origins_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT patient_audit_origins_pkey PRIMARY KEY (cabinet_id)
);
ALTER TABLE patient_audit_origins ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_audit_origins FORCE ROW LEVEL SECURITY;

CREATE TABLE patient_contacts (
  patient_id uuid NOT NULL,
  email text NOT NULL,
  cabinet_id uuid NOT NULL,
  relation text NOT NULL,
  proof text NOT NULL,
  language text,
  user_id integer,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT patient_contacts_proof_check CHECK ((proof = ANY (ARRAY['email'::text, 'cabinet'::text]))),
  CONSTRAINT patient_contacts_relation_check CHECK ((relation = ANY (ARRAY['self'::text, 'guardian'::text]))),
  CONSTRAINT patient_contacts_cabinet_id_patient_id_fkey FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients(cabinet_id, id),
  CONSTRAINT patient_contacts_pkey PRIMARY KEY (patient_id, email)
);
ALTER TABLE patient_contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_contacts FORCE ROW LEVEL SECURITY;

CREATE TABLE patient_mails (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  kind text NOT NULL,
  recipient text NOT NULL,
  language text NOT NULL,
  appointment_id uuid,
  time_version integer,
  secret text,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  offer_id uuid,
  channel text DEFAULT 'mail'::text NOT NULL,
  CONSTRAINT patient_mails_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'sms'::text]))),
  CONSTRAINT patient_mails_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT patient_mails_pkey PRIMARY KEY (id)
);
ALTER TABLE patient_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_mails FORCE ROW LEVEL SECURITY;

CREATE TABLE patients (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  email text,
  phone text,
  name_key text GENERATED ALWAYS AS (fold(((last_name || ' '::text) || first_name))) STORED NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  updated_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  date_of_birth date,
  search_key text GENERATED ALWAYS AS (translate(fold(((((last_name || ' '::text) || first_name) || ' '::text) || COALESCE(email, ''::text))), '''’ʼ`´-‐‑–.'::text, ''::text)) STORED NOT NULL,
  phone_key text GENERATED ALWAYS AS (ltrim(regexp_replace(replace(phone, '(0)'::text, ''::text), '\D'::text, ''::text, 'g'::text), '0'::text)) STORED,
  erased_at timestamp(3) with time zone,
  merged_into uuid,
  sms_consent_at timestamp(3) with time zone,
  CONSTRAINT patients_check CHECK (((merged_into IS NULL) OR ((merged_into <> id) AND (erased_at IS NOT NULL)))),
  CONSTRAINT patients_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT patients_cabinet_id_merged_into_fkey FOREIGN KEY (cabinet_id, merged_into) REFERENCES patients(cabinet_id, id),
  CONSTRAINT patients_pkey PRIMARY KEY (id),
  CONSTRAINT patients_cabinet_id_id_key UNIQUE (cabinet_id, id)
);
ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE patients FORCE ROW LEVEL SECURITY;

CREATE TABLE practitioners (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  user_id integer NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  working_hours jsonb NOT NULL,
  buffer integer NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  exceptions jsonb DEFAULT '[]'::jsonb NOT NULL,
  notice integer DEFAULT 0 NOT NULL,
  horizon integer DEFAULT 365 NOT NULL,
  dismissed_at timestamp(3) with time zone,
  CONSTRAINT practitioners_buffer_check CHECK ((buffer >= 0)),
  CONSTRAINT practitioners_horizon_check CHECK ((horizon > 0)),
  CONSTRAINT practitioners_notice_check CHECK ((notice >= 0)),
  CONSTRAINT practitioners_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT practitioners_pkey PRIMARY KEY (id),
  CONSTRAINT practitioners_cabinet_id_id_key UNIQUE (cabinet_id, id),
  CONSTRAINT practitioners_cabinet_id_user_id_key UNIQUE (cabinet_id, user_id)
);
ALTER TABLE practitioners ENABLE ROW LEVEL SECURITY;
ALTER TABLE practitioners FORCE ROW LEVEL SECURITY;

CREATE TABLE proposals (
  appointment_id uuid NOT NULL,
  cabinet_id uuid NOT NULL,
  time_version integer NOT NULL,
  told_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT proposals_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT proposals_pkey PRIMARY KEY (appointment_id)
);
ALTER TABLE proposals ENABLE ROW LEVEL SECURITY;
ALTER TABLE proposals FORCE ROW LEVEL SECURITY;

CREATE TABLE reminder_refusals (
  cabinet_id uuid NOT NULL,
  address bytea NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT reminder_refusals_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT reminder_refusals_pkey PRIMARY KEY (cabinet_id, address)
);
ALTER TABLE reminder_refusals ENABLE ROW LEVEL SECURITY;
ALTER TABLE reminder_refusals FORCE ROW LEVEL SECURITY;

CREATE TABLE retention_policies (
  cabinet_id uuid NOT NULL,
  records_years integer NOT NULL,
  patients_months integer NOT NULL,
  audit_months integer NOT NULL,
  visits_days integer NOT NULL,
  mails_days integer NOT NULL,
  CONSTRAINT retention_policies_audit_months_check CHECK (((audit_months >= 6) AND (audit_months <= 240))),
  CONSTRAINT retention_policies_mails_days_check CHECK (((mails_days >= 1) AND (mails_days <= 30))),
  CONSTRAINT retention_policies_patients_months_check CHECK (((patients_months >= 3) AND (patients_months <= 120))),
  CONSTRAINT retention_policies_records_years_check CHECK (((records_years >= 10) AND (records_years <= 50))),
  CONSTRAINT retention_policies_visits_days_check CHECK (((visits_days >= 1) AND (visits_days <= 365))),
  CONSTRAINT retention_policies_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT retention_policies_pkey PRIMARY KEY (cabinet_id)
);
ALTER TABLE retention_policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_policies FORCE ROW LEVEL SECURITY;

CREATE TABLE sent_reminders (
  appointment_id uuid NOT NULL,
  time_version integer NOT NULL,
  hours integer NOT NULL,
  cabinet_id uuid NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT sent_reminders_cabinet_id_appointment_id_fkey FOREIGN KEY (cabinet_id, appointment_id) REFERENCES appointments(cabinet_id, id) ON DELETE CASCADE,
  CONSTRAINT sent_reminders_pkey PRIMARY KEY (appointment_id, time_version, hours)
);
ALTER TABLE sent_reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE sent_reminders FORCE ROW LEVEL SECURITY;

CREATE TABLE treatments (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  type text NOT NULL,
  duration integer NOT NULL,
  buffer integer,
  price jsonb,
  practitioner_ids uuid[] DEFAULT '{}'::uuid[] NOT NULL,
  questions jsonb DEFAULT '[]'::jsonb NOT NULL,
  is_public boolean NOT NULL,
  is_archived boolean DEFAULT false NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  facility_kind text,
  facility_id uuid,
  CONSTRAINT treatments_buffer_check CHECK ((buffer >= 0)),
  CONSTRAINT treatments_duration_check CHECK ((duration > 0)),
  CONSTRAINT treatments_need CHECK (((facility_kind IS NULL) OR (facility_id IS NULL))),
  CONSTRAINT treatments_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT treatments_facility FOREIGN KEY (cabinet_id, facility_id) REFERENCES facilities(cabinet_id, id),
  CONSTRAINT treatments_pkey PRIMARY KEY (id),
  CONSTRAINT treatments_cabinet_id_id_key UNIQUE (cabinet_id, id)
);
ALTER TABLE treatments ENABLE ROW LEVEL SECURITY;
ALTER TABLE treatments FORCE ROW LEVEL SECURITY;

CREATE TABLE visit_codes (
  id uuid NOT NULL,
  cabinet_id uuid NOT NULL,
  email text NOT NULL,
  code_hash bytea NOT NULL,
  tries integer DEFAULT 0 NOT NULL,
  network text NOT NULL,
  language text NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT visit_codes_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT visit_codes_pkey PRIMARY KEY (id)
);
ALTER TABLE visit_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_codes FORCE ROW LEVEL SECURITY;

CREATE TABLE visits (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  cabinet_id uuid NOT NULL,
  email text NOT NULL,
  email_key text NOT NULL,
  user_id integer,
  network text NOT NULL,
  language text NOT NULL,
  token_hash bytea NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT visits_cabinet_id_fkey FOREIGN KEY (cabinet_id) REFERENCES cabinets(id),
  CONSTRAINT visits_pkey PRIMARY KEY (id),
  CONSTRAINT visits_token_hash_key UNIQUE (token_hash)
);
ALTER TABLE visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE visits FORCE ROW LEVEL SECURITY;

CREATE TABLE waiting_entries (
  number integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  cabinet_id uuid NOT NULL,
  patient_id uuid NOT NULL,
  practitioner_id uuid,
  type text NOT NULL,
  duration integer NOT NULL,
  date_from date NOT NULL,
  date_to date NOT NULL,
  mailbox text,
  status text DEFAULT 'waiting'::text NOT NULL,
  refused text[] DEFAULT '{}'::text[] NOT NULL,
  offer_id uuid,
  offered_practitioner uuid,
  offered_start timestamp(3) with time zone,
  offered_until timestamp(3) with time zone,
  appointment_id uuid,
  created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  treatment_id uuid,
  CONSTRAINT waiting_entries_duration_check CHECK ((duration > 0)),
  CONSTRAINT waiting_entries_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'offered'::text, 'booked'::text]))),
  CONSTRAINT waiting_entries_cabinet_id_patient_id_fkey FOREIGN KEY (cabinet_id, patient_id) REFERENCES patients(cabinet_id, id),
  CONSTRAINT waiting_entries_cabinet_id_practitioner_id_fkey FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners(cabinet_id, id),
  CONSTRAINT waiting_entries_treatment FOREIGN KEY (cabinet_id, treatment_id) REFERENCES treatments(cabinet_id, id),
  CONSTRAINT waiting_entries_pkey PRIMARY KEY (number),
  CONSTRAINT waiting_entries_id_key UNIQUE (id)
);
ALTER TABLE waiting_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE waiting_entries FORCE ROW LEVEL SECURITY;

-- indexes

CREATE INDEX appointment_answers_key ON appointment_answers USING btree (cabinet_id, key);
CREATE INDEX appointments_by_creation ON appointments USING btree (cabinet_id, created_at, id);
CREATE INDEX appointments_by_patient ON appointments USING btree (patient_id, start_time, id);
CREATE INDEX appointments_by_practitioner ON appointments USING btree (practitioner_id, start_time, id);
CREATE INDEX appointments_by_start ON appointments USING btree (cabinet_id, start_time, id);
CREATE INDEX appointments_by_update ON appointments USING btree (cabinet_id, updated_at, id);
CREATE INDEX appointments_note_key ON appointments USING btree (cabinet_id, note_key) WHERE (note_key IS NOT NULL);
CREATE INDEX appointments_of_facility ON appointments USING btree (facility_id, start_time) WHERE (facility_id IS NOT NULL);
CREATE INDEX appointments_of_treatment ON appointments USING btree (treatment_id) WHERE (treatment_id IS NOT NULL);
CREATE INDEX appointments_of_visits ON appointments USING btree (created_by) WHERE (created_by < 0);
CREATE INDEX appointments_open_notes ON appointments USING btree (id) WHERE (notes IS NOT NULL);
CREATE INDEX appointments_series ON appointments USING btree (series_id, start_time) WHERE (series_id IS NOT NULL);
CREATE INDEX appointments_to_come ON appointments USING btree (start_time) WHERE (status = ANY (ARRAY['pending'::text, 'confirmed'::text]));
CREATE INDEX busy_holds ON busy USING btree (cabinet_id, created_by) WHERE (kind = 'hold'::text);
CREATE INDEX busy_imported ON busy USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX cabinets_by_name ON cabinets USING btree (name_key, id);
CREATE INDEX calendar_imports_due ON calendar_imports USING btree (next_run_at);
CREATE INDEX calendar_imports_practitioner ON calendar_imports USING btree (practitioner_id);
CREATE INDEX events_unpublished ON events USING btree ("position", id) WHERE (published_at IS NULL);
CREATE UNIQUE INDEX facilities_in_use ON facilities USING btree (cabinet_id, fold(name)) WHERE (NOT is_archived);
CREATE INDEX legal_holds_cabinet ON legal_holds USING btree (cabinet_id) WHERE (lifted_at IS NULL);
CREATE UNIQUE INDEX legal_holds_open ON legal_holds USING btree (patient_id) WHERE (lifted_at IS NULL);
CREATE INDEX locked_patients_until ON locked_patients USING btree (until);
CREATE INDEX memberships_user ON memberships USING btree (user_id);
CREATE INDEX notifications_age ON notifications USING btree (created_at);
CREATE INDEX notifications_newest ON notifications USING btree (cabinet_id, user_id, created_at, id);
CREATE INDEX notifications_unread ON notifications USING btree (cabinet_id, user_id, created_at, id) WHERE (read_at IS NULL);
CREATE INDEX notifications_user ON notifications USING btree (user_id, id);
CREATE INDEX operations_by_time ON operations USING btree (created_at);
CREATE INDEX patient_audit_patients ON patient_audit USING gin (patient_ids);
CREATE INDEX patient_contacts_email ON patient_contacts USING btree (email, cabinet_id);
CREATE INDEX patient_contacts_user ON patient_contacts USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX patient_mails_age ON patient_mails USING btree (created_at);
CREATE INDEX patient_mails_recipient ON patient_mails USING btree (cabinet_id, recipient);
CREATE INDEX patients_by_birth ON patients USING btree (cabinet_id, date_of_birth) WHERE (date_of_birth IS NOT NULL);
CREATE INDEX patients_by_change ON patients USING btree (cabinet_id, updated_at) WHERE (erased_at IS NULL);
CREATE INDEX patients_by_email ON patients USING btree (cabinet_id, lower(email));
CREATE INDEX patients_by_name ON patients USING btree (cabinet_id, name_key, id);
CREATE INDEX patients_merged ON patients USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX patients_phone ON patients USING gist (cabinet_id, phone_key gist_trgm_ops);
CREATE INDEX patients_search ON patients USING gist (cabinet_id, search_key gist_trgm_ops);
CREATE INDEX practitioners_user ON practitioners USING btree (user_id);
CREATE INDEX proposals_cabinet ON proposals USING btree (cabinet_id);
CREATE INDEX proposals_untold ON proposals USING btree (created_at) WHERE (told_at IS NULL);
CREATE INDEX sent_reminders_age ON sent_reminders USING btree (created_at);
CREATE UNIQUE INDEX treatments_in_use ON treatments USING btree (cabinet_id, fold(name)) WHERE (NOT is_archived);
CREATE INDEX visit_codes_email ON visit_codes USING btree (cabinet_id, email, created_at);
CREATE INDEX visits_email ON visits USING btree (cabinet_id, email_key);
CREATE INDEX visits_network ON visits USING btree (cabinet_id, network);
CREATE INDEX visits_user ON visits USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX waiting_entries_of_treatment ON waiting_entries USING btree (treatment_id) WHERE (treatment_id IS NOT NULL);
CREATE INDEX waiting_entries_offer ON waiting_entries USING btree (offer_id);
CREATE INDEX waiting_entries_offered ON waiting_entries USING btree (offered_until) WHERE (status = 'offered'::text);
CREATE INDEX waiting_entries_order ON waiting_entries USING btree (cabinet_id, created_at, id);
CREATE INDEX waiting_entries_patient ON waiting_entries USING btree (patient_id);
CREATE INDEX waiting_entries_waiting ON waiting_entries USING btree (cabinet_id) WHERE (status = 'waiting'::text);

-- functions

CREATE OR REPLACE FUNCTION asking_cabinet()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT coalesce(asking_desk(), (SELECT cabinet_id FROM memberships WHERE user_id = asking_user() AND cabinet_id = nullif(current_setting('cabinet_id', true), '')::uuid)) $function$;

CREATE OR REPLACE FUNCTION asking_desk()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT nullif(current_setting('cabinet_id', true), '')::uuid WHERE asking_user() IS NULL AND asking_platform_admin() $function$;

CREATE OR REPLACE FUNCTION asking_manager()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT EXISTS (SELECT FROM memberships
          WHERE user_id = asking_user() AND cabinet_id = asking_cabinet() AND role IN ('manager', 'admin')) $function$;

CREATE OR REPLACE FUNCTION asking_patient()
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT cabinet_id FROM own_patients() WHERE cabinet_id::text = current_setting('cabinet_id', true) LIMIT 1 $function$;

CREATE OR REPLACE FUNCTION asking_platform_admin()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT coalesce(current_setting('platform_admin', true), '') = 'true' $function$;

CREATE OR REPLACE FUNCTION asking_staff()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
        SELECT coalesce(asking_desk(), (SELECT cabinet_id FROM memberships
          WHERE user_id = asking_user() AND cabinet_id = nullif(current_setting('cabinet_id', true), '')::uuid AND role <> 'patient')) $function$;

CREATE OR REPLACE FUNCTION asking_user()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ SELECT nullif(current_setting('user_id', true), '')::integer $function$;

CREATE OR REPLACE FUNCTION audit_kept_from(cabinet uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'booking', 'public'
AS $function$
    SELECT coalesce(least(
      (SELECT min(a.seq) FROM patient_audit a WHERE a.cabinet_id = cabinet
        AND a.at >= now() - make_interval(months => (retention_of(cabinet)).audit_months)),
      (SELECT min(a.seq) FROM legal_holds h
        JOIN patient_audit a ON a.cabinet_id = cabinet AND a.patient_ids && ARRAY(SELECT p.id FROM patients p WHERE p.id = h.patient_id OR p.merged_into = h.patient_id)
        WHERE h.cabinet_id = cabinet AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > now()))), 2147483647) $function$;

CREATE OR REPLACE FUNCTION broken_patient_audits()
 RETURNS TABLE(cabinet uuid, at_seq integer, problem text)
 LANGUAGE sql
 STABLE
 SET search_path TO 'booking', 'public'
AS $function$
        WITH chain AS (
          SELECT a.cabinet_id, a.seq, a.hash, a.previous, a.hash = patient_audit_hash(a) AS intact,
            lag(a.seq, 1, coalesce(o.seq, 0)) OVER lines AS seq_before, lag(a.hash, 1, coalesce(o.hash, ''::bytea)) OVER lines AS hash_before
          FROM patient_audit a LEFT JOIN patient_audit_origins o ON o.cabinet_id = a.cabinet_id
          WINDOW lines AS (PARTITION BY a.cabinet_id ORDER BY a.seq)
        )
        SELECT cabinet_id, seq, CASE WHEN NOT intact THEN 'the line was changed'
          WHEN seq <> seq_before + 1 THEN 'lines before it are missing' ELSE 'its link to the line before is wrong' END
        FROM chain WHERE NOT intact OR seq <> seq_before + 1 OR previous <> hash_before
        UNION ALL
        SELECT h.cabinet_id, h.seq, 'the last lines are missing'
        FROM patient_audit_heads h LEFT JOIN patient_audit_origins o ON o.cabinet_id = h.cabinet_id
          LEFT JOIN patient_audit a ON a.cabinet_id = h.cabinet_id AND a.seq = h.seq
        WHERE h.seq > 0 AND coalesce(a.hash, CASE WHEN o.seq = h.seq THEN o.hash END) IS DISTINCT FROM h.hash $function$;

CREATE OR REPLACE FUNCTION cabinet_of_mail(mail uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ SELECT cabinet_id FROM patient_mails WHERE id = mail $function$;

CREATE OR REPLACE FUNCTION calendar_feed(secret bytea)
 RETURNS TABLE(user_id integer, cabinet_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ SELECT f.user_id, f.cabinet_id FROM calendar_feeds f WHERE f.token_hash = secret $function$;

CREATE OR REPLACE FUNCTION chain_audit_intake(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
      DECLARE count integer;
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('audit', 0));
        WITH taken AS (
          DELETE FROM audit_intake WHERE id IN (SELECT id FROM audit_intake ORDER BY id LIMIT most) RETURNING *
        )
        INSERT INTO patient_audit (cabinet_id, user_id, action, patient_ids, appointment_ids)
        SELECT t.cabinet_id, t.user_id, t.action, t.patient_ids, t.appointment_ids FROM taken t ORDER BY t.cabinet_id, t.id;
        GET DIAGNOSTICS count = ROW_COUNT;
        RETURN count;
      END $function$;

CREATE OR REPLACE FUNCTION chain_patient_audit()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
      BEGIN
        INSERT INTO patient_audit_heads VALUES (NEW.cabinet_id, 0, ''::bytea) ON CONFLICT DO NOTHING;
        SELECT seq + 1, hash INTO NEW.seq, NEW.previous FROM patient_audit_heads WHERE cabinet_id = NEW.cabinet_id FOR UPDATE;
        NEW.at := clock_timestamp();
        NEW.hash := ''::bytea;
        NEW.hash := patient_audit_hash(NEW);
        UPDATE patient_audit_heads SET seq = NEW.seq, hash = NEW.hash WHERE cabinet_id = NEW.cabinet_id;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION claim_patients(address text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        UPDATE patient_contacts SET user_id = asking_user() WHERE email = lower(address) AND user_id IS NULL $function$;

CREATE OR REPLACE FUNCTION count_appointments_on_delete()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ BEGIN
          PERFORM pg_advisory_xact_lock_shared(hashtextextended('analytics:' || cabinet_id, 0)) FROM (SELECT DISTINCT cabinet_id FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, -1 AS sign FROM before_rows) AS x ORDER BY 1) AS y;
          
  INSERT INTO appointment_days AS d (cabinet_id, practitioner_id, day, status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes)
  SELECT * FROM (
    SELECT x.cabinet_id, x.practitioner_id, (x.start_time AT TIME ZONE c.timezone)::date AS day,
      sum(x.sign * ((x.status = 'pending')::integer)) AS status_pending, sum(x.sign * ((x.status = 'confirmed')::integer)) AS status_confirmed, sum(x.sign * ((x.status = 'cancelled')::integer)) AS status_cancelled, sum(x.sign * ((x.status = 'completed')::integer)) AS status_completed, sum(x.sign * ((x.status = 'no_show')::integer)) AS status_no_show, sum(x.sign * ((x.type = 'consultation')::integer)) AS type_consultation, sum(x.sign * ((x.type = 'controle')::integer)) AS type_controle, sum(x.sign * ((x.type = 'soin')::integer)) AS type_soin, sum(x.sign * ((x.type = 'detartrage')::integer)) AS type_detartrage, sum(x.sign * ((x.type = 'extraction')::integer)) AS type_extraction, sum(x.sign * ((x.type = 'implant')::integer)) AS type_implant, sum(x.sign * ((x.type = 'orthodontie')::integer)) AS type_orthodontie, sum(x.sign * ((x.type = 'urgence')::integer)) AS type_urgence, sum(x.sign * ((x.origin = 'staff')::integer)) AS origin_staff, sum(x.sign * ((x.origin = 'patient')::integer)) AS origin_patient, sum(x.sign * ((x.origin = 'public')::integer)) AS origin_public, sum(x.sign * ((x.origin = 'waiting_list')::integer)) AS origin_waiting_list, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE x.duration END)) AS booked_minutes, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE greatest(0, floor(extract(epoch FROM x.start_time - x.created_at) / 60))::bigint END)) AS lead_minutes
    FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, -1 AS sign FROM before_rows) AS x JOIN cabinets c ON c.id = x.cabinet_id GROUP BY 1, 2, 3
  ) AS sums
  WHERE (status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes) IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ORDER BY 1, 3, 2
  ON CONFLICT (cabinet_id, day, practitioner_id) DO UPDATE SET
    status_pending = d.status_pending + excluded.status_pending, status_confirmed = d.status_confirmed + excluded.status_confirmed, status_cancelled = d.status_cancelled + excluded.status_cancelled, status_completed = d.status_completed + excluded.status_completed, status_no_show = d.status_no_show + excluded.status_no_show, type_consultation = d.type_consultation + excluded.type_consultation, type_controle = d.type_controle + excluded.type_controle, type_soin = d.type_soin + excluded.type_soin, type_detartrage = d.type_detartrage + excluded.type_detartrage, type_extraction = d.type_extraction + excluded.type_extraction, type_implant = d.type_implant + excluded.type_implant, type_orthodontie = d.type_orthodontie + excluded.type_orthodontie, type_urgence = d.type_urgence + excluded.type_urgence, origin_staff = d.origin_staff + excluded.origin_staff, origin_patient = d.origin_patient + excluded.origin_patient, origin_public = d.origin_public + excluded.origin_public, origin_waiting_list = d.origin_waiting_list + excluded.origin_waiting_list, booked_minutes = d.booked_minutes + excluded.booked_minutes, lead_minutes = d.lead_minutes + excluded.lead_minutes;
          RETURN NULL;
        END $function$;

CREATE OR REPLACE FUNCTION count_appointments_on_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ BEGIN
          PERFORM pg_advisory_xact_lock_shared(hashtextextended('analytics:' || cabinet_id, 0)) FROM (SELECT DISTINCT cabinet_id FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, 1 AS sign FROM after_rows) AS x ORDER BY 1) AS y;
          
  INSERT INTO appointment_days AS d (cabinet_id, practitioner_id, day, status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes)
  SELECT * FROM (
    SELECT x.cabinet_id, x.practitioner_id, (x.start_time AT TIME ZONE c.timezone)::date AS day,
      sum(x.sign * ((x.status = 'pending')::integer)) AS status_pending, sum(x.sign * ((x.status = 'confirmed')::integer)) AS status_confirmed, sum(x.sign * ((x.status = 'cancelled')::integer)) AS status_cancelled, sum(x.sign * ((x.status = 'completed')::integer)) AS status_completed, sum(x.sign * ((x.status = 'no_show')::integer)) AS status_no_show, sum(x.sign * ((x.type = 'consultation')::integer)) AS type_consultation, sum(x.sign * ((x.type = 'controle')::integer)) AS type_controle, sum(x.sign * ((x.type = 'soin')::integer)) AS type_soin, sum(x.sign * ((x.type = 'detartrage')::integer)) AS type_detartrage, sum(x.sign * ((x.type = 'extraction')::integer)) AS type_extraction, sum(x.sign * ((x.type = 'implant')::integer)) AS type_implant, sum(x.sign * ((x.type = 'orthodontie')::integer)) AS type_orthodontie, sum(x.sign * ((x.type = 'urgence')::integer)) AS type_urgence, sum(x.sign * ((x.origin = 'staff')::integer)) AS origin_staff, sum(x.sign * ((x.origin = 'patient')::integer)) AS origin_patient, sum(x.sign * ((x.origin = 'public')::integer)) AS origin_public, sum(x.sign * ((x.origin = 'waiting_list')::integer)) AS origin_waiting_list, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE x.duration END)) AS booked_minutes, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE greatest(0, floor(extract(epoch FROM x.start_time - x.created_at) / 60))::bigint END)) AS lead_minutes
    FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, 1 AS sign FROM after_rows) AS x JOIN cabinets c ON c.id = x.cabinet_id GROUP BY 1, 2, 3
  ) AS sums
  WHERE (status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes) IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ORDER BY 1, 3, 2
  ON CONFLICT (cabinet_id, day, practitioner_id) DO UPDATE SET
    status_pending = d.status_pending + excluded.status_pending, status_confirmed = d.status_confirmed + excluded.status_confirmed, status_cancelled = d.status_cancelled + excluded.status_cancelled, status_completed = d.status_completed + excluded.status_completed, status_no_show = d.status_no_show + excluded.status_no_show, type_consultation = d.type_consultation + excluded.type_consultation, type_controle = d.type_controle + excluded.type_controle, type_soin = d.type_soin + excluded.type_soin, type_detartrage = d.type_detartrage + excluded.type_detartrage, type_extraction = d.type_extraction + excluded.type_extraction, type_implant = d.type_implant + excluded.type_implant, type_orthodontie = d.type_orthodontie + excluded.type_orthodontie, type_urgence = d.type_urgence + excluded.type_urgence, origin_staff = d.origin_staff + excluded.origin_staff, origin_patient = d.origin_patient + excluded.origin_patient, origin_public = d.origin_public + excluded.origin_public, origin_waiting_list = d.origin_waiting_list + excluded.origin_waiting_list, booked_minutes = d.booked_minutes + excluded.booked_minutes, lead_minutes = d.lead_minutes + excluded.lead_minutes;
          RETURN NULL;
        END $function$;

CREATE OR REPLACE FUNCTION count_appointments_on_update()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ BEGIN
          PERFORM pg_advisory_xact_lock_shared(hashtextextended('analytics:' || cabinet_id, 0)) FROM (SELECT DISTINCT cabinet_id FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, -1 AS sign FROM before_rows UNION ALL SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, 1 AS sign FROM after_rows) AS x ORDER BY 1) AS y;
          
  INSERT INTO appointment_days AS d (cabinet_id, practitioner_id, day, status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes)
  SELECT * FROM (
    SELECT x.cabinet_id, x.practitioner_id, (x.start_time AT TIME ZONE c.timezone)::date AS day,
      sum(x.sign * ((x.status = 'pending')::integer)) AS status_pending, sum(x.sign * ((x.status = 'confirmed')::integer)) AS status_confirmed, sum(x.sign * ((x.status = 'cancelled')::integer)) AS status_cancelled, sum(x.sign * ((x.status = 'completed')::integer)) AS status_completed, sum(x.sign * ((x.status = 'no_show')::integer)) AS status_no_show, sum(x.sign * ((x.type = 'consultation')::integer)) AS type_consultation, sum(x.sign * ((x.type = 'controle')::integer)) AS type_controle, sum(x.sign * ((x.type = 'soin')::integer)) AS type_soin, sum(x.sign * ((x.type = 'detartrage')::integer)) AS type_detartrage, sum(x.sign * ((x.type = 'extraction')::integer)) AS type_extraction, sum(x.sign * ((x.type = 'implant')::integer)) AS type_implant, sum(x.sign * ((x.type = 'orthodontie')::integer)) AS type_orthodontie, sum(x.sign * ((x.type = 'urgence')::integer)) AS type_urgence, sum(x.sign * ((x.origin = 'staff')::integer)) AS origin_staff, sum(x.sign * ((x.origin = 'patient')::integer)) AS origin_patient, sum(x.sign * ((x.origin = 'public')::integer)) AS origin_public, sum(x.sign * ((x.origin = 'waiting_list')::integer)) AS origin_waiting_list, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE x.duration END)) AS booked_minutes, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE greatest(0, floor(extract(epoch FROM x.start_time - x.created_at) / 60))::bigint END)) AS lead_minutes
    FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, -1 AS sign FROM before_rows UNION ALL SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, 1 AS sign FROM after_rows) AS x JOIN cabinets c ON c.id = x.cabinet_id GROUP BY 1, 2, 3
  ) AS sums
  WHERE (status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes) IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ORDER BY 1, 3, 2
  ON CONFLICT (cabinet_id, day, practitioner_id) DO UPDATE SET
    status_pending = d.status_pending + excluded.status_pending, status_confirmed = d.status_confirmed + excluded.status_confirmed, status_cancelled = d.status_cancelled + excluded.status_cancelled, status_completed = d.status_completed + excluded.status_completed, status_no_show = d.status_no_show + excluded.status_no_show, type_consultation = d.type_consultation + excluded.type_consultation, type_controle = d.type_controle + excluded.type_controle, type_soin = d.type_soin + excluded.type_soin, type_detartrage = d.type_detartrage + excluded.type_detartrage, type_extraction = d.type_extraction + excluded.type_extraction, type_implant = d.type_implant + excluded.type_implant, type_orthodontie = d.type_orthodontie + excluded.type_orthodontie, type_urgence = d.type_urgence + excluded.type_urgence, origin_staff = d.origin_staff + excluded.origin_staff, origin_patient = d.origin_patient + excluded.origin_patient, origin_public = d.origin_public + excluded.origin_public, origin_waiting_list = d.origin_waiting_list + excluded.origin_waiting_list, booked_minutes = d.booked_minutes + excluded.booked_minutes, lead_minutes = d.lead_minutes + excluded.lead_minutes;
          RETURN NULL;
        END $function$;

CREATE OR REPLACE FUNCTION due_calendar_imports(most integer)
 RETURNS TABLE(cabinet_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT i.cabinet_id, i.id FROM calendar_imports i WHERE i.next_run_at <= now() ORDER BY i.next_run_at LIMIT most $function$;

CREATE OR REPLACE FUNCTION due_reminders(defaults integer[], within interval, most integer)
 RETURNS TABLE(cabinet_id uuid, appointment_id uuid, time_version integer, hours integer, wait double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT a.cabinet_id, a.id, a.time_version, h.hours,
          extract(epoch FROM a.start_time - make_interval(hours => h.hours) - now())::double precision
        FROM (SELECT unnest(defaults) UNION SELECT unnest(reminders) FROM cabinet_pages) AS h (hours)
          JOIN appointments a ON a.status IN ('pending', 'confirmed')
            AND a.start_time > now() + make_interval(hours => h.hours) / 2
            AND a.start_time < now() + make_interval(hours => h.hours) + within
          LEFT JOIN cabinet_pages p ON p.cabinet_id = a.cabinet_id
        WHERE h.hours = ANY (coalesce(p.reminders, defaults))
          AND NOT EXISTS (SELECT FROM sent_reminders s
            WHERE s.appointment_id = a.id AND s.time_version = a.time_version AND s.hours = h.hours)
          AND NOT EXISTS (SELECT FROM appointment_changes c WHERE c.appointment_id = a.id AND c.version = a.time_version
            AND c.created_at > a.start_time - make_interval(hours => h.hours))
          AND NOT EXISTS (SELECT FROM proposals d WHERE d.appointment_id = a.id AND d.time_version = a.time_version)
        ORDER BY 5 LIMIT most $function$;

CREATE OR REPLACE FUNCTION find_patients(longest text, words text[], number text, numbers text[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        RETURN QUERY SELECT id FROM patients p WHERE cabinet_id = cabinet
          AND (longest IS NULL OR (search_key LIKE longest AND search_key LIKE ALL (words)))
          AND (number IS NULL OR search_key LIKE number OR phone_key LIKE number OR phone_key = ANY (numbers));
      END $function$;

CREATE OR REPLACE FUNCTION find_patients(longest text, words text[], number text, numbers text[], births date[])
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        RETURN QUERY SELECT id FROM patients p WHERE cabinet_id = cabinet
          AND (longest IS NULL OR (search_key LIKE longest AND search_key LIKE ALL (words)))
          AND (number IS NULL OR search_key LIKE number OR phone_key LIKE number OR phone_key = ANY (numbers))
          AND (births IS NULL OR date_of_birth = ANY (births));
      END $function$;

CREATE OR REPLACE FUNCTION fold(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ SELECT lower(public.unaccent('public.unaccent', value)) $function$;

CREATE OR REPLACE FUNCTION forget_account(account integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
    UPDATE patient_contacts SET user_id = NULL WHERE user_id = account;
    UPDATE visits SET user_id = NULL WHERE user_id = account;
  DELETE FROM notifications WHERE user_id = account;
  DELETE FROM notification_preferences WHERE user_id = account $function$;

CREATE OR REPLACE FUNCTION forget_feeds(account integer)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ DELETE FROM calendar_feeds WHERE user_id = account $function$;

CREATE OR REPLACE FUNCTION free_time()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
      DECLARE cabinet uuid := coalesce(NEW.cabinet_id, OLD.cabinet_id);
      BEGIN
        IF EXISTS (SELECT FROM waiting_entries WHERE cabinet_id = cabinet AND status = 'waiting')
        THEN INSERT INTO freed_times (cabinet_id) VALUES (cabinet); END IF;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION keep_time_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF (NEW.start_time, NEW.duration, NEW.practitioner_id) IS DISTINCT FROM (OLD.start_time, OLD.duration, OLD.practitioner_id)
        THEN NEW.time_version := NEW.version; END IF;
        RETURN NEW;
      END $function$;

CREATE OR REPLACE FUNCTION members_concerned(users integer[], kind text, managers boolean)
 RETURNS TABLE(user_id integer, muted boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT m.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = m.cabinet_id AND p.user_id = m.user_id AND kind = ANY (p.muted))
        FROM memberships m
        WHERE m.cabinet_id = asking_cabinet() AND (m.user_id = ANY (users) OR managers AND m.role IN ('manager', 'admin'))
        ORDER BY m.user_id = ANY (users) DESC, m.created_at, m.user_id $function$;

CREATE OR REPLACE FUNCTION one_cabinet_key_of_each_master()
 RETURNS TABLE(cabinet uuid, key integer, master text, wrapped bytea)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT DISTINCT ON (k.master) k.cabinet_id, k.id, k.master, k.wrapped FROM cabinet_keys k ORDER BY k.master $function$;

CREATE OR REPLACE FUNCTION open_page(name text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ SELECT cabinet_id FROM cabinet_pages WHERE is_open AND (slug = name OR cabinet_id::text = name) $function$;

CREATE OR REPLACE FUNCTION open_pages(words text[], after_key text, after_id uuid, most integer)
 RETURNS TABLE(id uuid, slug text, name text, key text, timezone text, address text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        WITH wanted AS MATERIALIZED (SELECT plain(word) AS word FROM unnest(words) AS word)
        SELECT c.id, p.slug, c.name, c.name_key, c.timezone, p.address
        FROM cabinets c JOIN cabinet_pages p ON p.cabinet_id = c.id
        WHERE p.is_open AND (after_key IS NULL OR (c.name_key, c.id) > (after_key COLLATE "C", after_id))
          AND NOT EXISTS (SELECT FROM wanted WHERE strpos(c.search_key || ' ' || p.place_key, word) = 0)
        ORDER BY c.name_key, c.id LIMIT most $function$;

CREATE OR REPLACE FUNCTION own_appointments(since timestamp with time zone, most integer, appointment uuid)
 RETURNS TABLE(id uuid, cabinet_id uuid, cabinet text, timezone text, status text, type text, start_time timestamp with time zone, duration integer, practitioner_id uuid, practitioner text, patient text, change_window integer, time_version integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT a.id, a.cabinet_id, c.name, c.timezone, a.status, a.type, a.start_time, a.duration, a.practitioner_id,
          trim(r.first_name || ' ' || r.last_name), o.first_name, coalesce(g.change_window, 24), a.time_version
        FROM own_patients() o JOIN appointments a ON a.patient_id = o.id
          JOIN cabinets c ON c.id = a.cabinet_id JOIN practitioners r ON r.id = a.practitioner_id
          LEFT JOIN cabinet_pages g ON g.cabinet_id = a.cabinet_id
        WHERE (since IS NULL OR a.start_time >= since) AND (appointment IS NULL OR a.id = appointment)
        ORDER BY a.start_time, a.id LIMIT most $function$;

CREATE OR REPLACE FUNCTION own_calendar(since timestamp with time zone, until timestamp with time zone, most integer)
 RETURNS TABLE(id uuid, cabinet_id uuid, cabinet text, status text, start_time timestamp with time zone, duration integer, version integer, created_at timestamp with time zone, updated_at timestamp with time zone, practitioner text, patient text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT a.id, a.cabinet_id, o.cabinet, a.status, a.start_time, a.duration, a.version, a.created_at, a.updated_at,
          trim(r.first_name || ' ' || r.last_name), o.first_name
        FROM own_patients() o JOIN appointments a ON a.patient_id = o.id JOIN practitioners r ON r.id = a.practitioner_id
        WHERE a.start_time >= since AND a.start_time < until
          AND (a.status <> 'cancelled' OR a.updated_at > now() - interval '14 days')
        ORDER BY a.start_time, a.id LIMIT most $function$;

CREATE OR REPLACE FUNCTION own_patients()
 RETURNS TABLE(id uuid, cabinet_id uuid, cabinet text, first_name text, last_name text, relation text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT p.id, p.cabinet_id, c.name, p.first_name, p.last_name, max(k.relation)
        FROM patient_contacts k JOIN patients p ON p.id = k.patient_id JOIN cabinets c ON c.id = p.cabinet_id
        WHERE k.user_id = asking_user() AND p.erased_at IS NULL GROUP BY p.id, c.name $function$;

CREATE OR REPLACE FUNCTION patient_audit_hash(line patient_audit)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
 SET search_path TO 'booking', 'public'
AS $function$ 
  SELECT sha256(convert_to((jsonb_build_array(
    encode(line.previous, 'hex'), line.cabinet_id, line.seq, line.user_id, line.action, to_jsonb(line.patient_ids),
    floor(extract(epoch FROM line.at) * 1000)::bigint) || CASE WHEN line.appointment_ids = '{}' THEN '[]' ELSE jsonb_build_array(to_jsonb(line.appointment_ids)) END)::text, 'UTF8')) $function$;

CREATE OR REPLACE FUNCTION people_concerned(users integer[], kind text, managers boolean, patient uuid)
 RETURNS TABLE(user_id integer, muted boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT c.user_id, c.muted FROM members_concerned(users, kind, managers) c
        UNION ALL
        SELECT DISTINCT k.user_id, EXISTS (SELECT FROM notification_preferences p
          WHERE p.cabinet_id = k.cabinet_id AND p.user_id = k.user_id AND kind = ANY (p.muted))
        FROM patient_contacts k
        WHERE k.cabinet_id = asking_cabinet() AND k.patient_id = patient AND k.user_id IS NOT NULL
          AND NOT EXISTS (SELECT FROM members_concerned(users, kind, managers) c WHERE c.user_id = k.user_id) $function$;

CREATE OR REPLACE FUNCTION plain(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'booking', 'public'
AS $function$ SELECT translate(fold(value), '''’ʼ`´-‐‑–.', '') $function$;

CREATE OR REPLACE FUNCTION recount_appointments()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('analytics:' || NEW.id, 0));
        DELETE FROM appointment_days WHERE cabinet_id = NEW.id;
        
  INSERT INTO appointment_days AS d (cabinet_id, practitioner_id, day, status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes)
  SELECT * FROM (
    SELECT x.cabinet_id, x.practitioner_id, (x.start_time AT TIME ZONE c.timezone)::date AS day,
      sum(x.sign * ((x.status = 'pending')::integer)) AS status_pending, sum(x.sign * ((x.status = 'confirmed')::integer)) AS status_confirmed, sum(x.sign * ((x.status = 'cancelled')::integer)) AS status_cancelled, sum(x.sign * ((x.status = 'completed')::integer)) AS status_completed, sum(x.sign * ((x.status = 'no_show')::integer)) AS status_no_show, sum(x.sign * ((x.type = 'consultation')::integer)) AS type_consultation, sum(x.sign * ((x.type = 'controle')::integer)) AS type_controle, sum(x.sign * ((x.type = 'soin')::integer)) AS type_soin, sum(x.sign * ((x.type = 'detartrage')::integer)) AS type_detartrage, sum(x.sign * ((x.type = 'extraction')::integer)) AS type_extraction, sum(x.sign * ((x.type = 'implant')::integer)) AS type_implant, sum(x.sign * ((x.type = 'orthodontie')::integer)) AS type_orthodontie, sum(x.sign * ((x.type = 'urgence')::integer)) AS type_urgence, sum(x.sign * ((x.origin = 'staff')::integer)) AS origin_staff, sum(x.sign * ((x.origin = 'patient')::integer)) AS origin_patient, sum(x.sign * ((x.origin = 'public')::integer)) AS origin_public, sum(x.sign * ((x.origin = 'waiting_list')::integer)) AS origin_waiting_list, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE x.duration END)) AS booked_minutes, sum(x.sign * (CASE WHEN x.status = 'cancelled' THEN 0 ELSE greatest(0, floor(extract(epoch FROM x.start_time - x.created_at) / 60))::bigint END)) AS lead_minutes
    FROM (SELECT cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin, 1 AS sign FROM appointments WHERE cabinet_id = NEW.id) AS x JOIN cabinets c ON c.id = x.cabinet_id GROUP BY 1, 2, 3
  ) AS sums
  WHERE (status_pending, status_confirmed, status_cancelled, status_completed, status_no_show, type_consultation, type_controle, type_soin, type_detartrage, type_extraction, type_implant, type_orthodontie, type_urgence, origin_staff, origin_patient, origin_public, origin_waiting_list, booked_minutes, lead_minutes) IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) ORDER BY 1, 3, 2
  ON CONFLICT (cabinet_id, day, practitioner_id) DO UPDATE SET
    status_pending = d.status_pending + excluded.status_pending, status_confirmed = d.status_confirmed + excluded.status_confirmed, status_cancelled = d.status_cancelled + excluded.status_cancelled, status_completed = d.status_completed + excluded.status_completed, status_no_show = d.status_no_show + excluded.status_no_show, type_consultation = d.type_consultation + excluded.type_consultation, type_controle = d.type_controle + excluded.type_controle, type_soin = d.type_soin + excluded.type_soin, type_detartrage = d.type_detartrage + excluded.type_detartrage, type_extraction = d.type_extraction + excluded.type_extraction, type_implant = d.type_implant + excluded.type_implant, type_orthodontie = d.type_orthodontie + excluded.type_orthodontie, type_urgence = d.type_urgence + excluded.type_urgence, origin_staff = d.origin_staff + excluded.origin_staff, origin_patient = d.origin_patient + excluded.origin_patient, origin_public = d.origin_public + excluded.origin_public, origin_waiting_list = d.origin_waiting_list + excluded.origin_waiting_list, booked_minutes = d.booked_minutes + excluded.booked_minutes, lead_minutes = d.lead_minutes + excluded.lead_minutes;
        RETURN NULL;
      END $function$;

CREATE OR REPLACE FUNCTION refusals_of_patient(patient uuid)
 RETURNS TABLE(email text, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT m.email, r.created_at FROM (
          SELECT c.email FROM patient_contacts c WHERE c.patient_id = patient
          UNION SELECT lower(p.email) FROM patients p WHERE p.id = patient AND p.email IS NOT NULL) AS m
        JOIN reminder_refusals r ON r.address = sha256(convert_to(m.email, 'UTF8'))
        JOIN patients p ON p.id = patient AND p.cabinet_id = r.cabinet_id
        WHERE r.cabinet_id = asking_staff() $function$;

CREATE OR REPLACE FUNCTION reject_patient_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        IF TG_OP = 'DELETE' AND current_setting('trims_audit', true) = 'on' THEN RETURN NULL; END IF;
        RAISE EXCEPTION 'The audit of patients is append-only';
      END $function$;

CREATE OR REPLACE FUNCTION reminders_of_patient(patient uuid)
 RETURNS TABLE(appointment_id uuid, time_version integer, hours integer, created_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT s.appointment_id, s.time_version, s.hours, s.created_at
        FROM appointments a JOIN sent_reminders s ON s.appointment_id = a.id
        WHERE a.patient_id = patient AND a.cabinet_id = asking_staff() $function$;

CREATE OR REPLACE FUNCTION retention_of(cabinet uuid)
 RETURNS retention_policies
 LANGUAGE sql
 STABLE
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT coalesce((SELECT p FROM retention_policies p WHERE p.cabinet_id = cabinet),
          ROW(cabinet, 20, 36, 36, 1, 3)::retention_policies) $function$;

CREATE OR REPLACE FUNCTION similar_patients(word text, most integer)
 RETURNS TABLE(patient uuid, key text)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
      DECLARE cabinet uuid := asking_cabinet();
      BEGIN
        PERFORM set_config('pg_trgm.word_similarity_threshold', '0.3', true);
        RETURN QUERY SELECT id, search_key FROM patients WHERE cabinet_id = cabinet AND word OPERATOR(public.<%) search_key
          ORDER BY public.word_similarity(word, search_key) DESC, id LIMIT most;
      END $function$;

CREATE OR REPLACE FUNCTION sweep_locked_patients()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        DELETE FROM locked_patients l WHERE until < now()
          AND NOT EXISTS (SELECT FROM legal_holds h WHERE h.patient_id = l.patient_id AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > now())) $function$;

CREATE OR REPLACE FUNCTION sweep_notifications()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ DELETE FROM notifications WHERE id IN
        (SELECT id FROM notifications WHERE created_at < now() - interval '90 days' ORDER BY created_at LIMIT 10000) $function$;

CREATE OR REPLACE FUNCTION sweep_operations()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ DELETE FROM operations WHERE created_at < now() - interval '25 hours' $function$;

CREATE OR REPLACE FUNCTION sweep_proposals()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        DELETE FROM proposals p WHERE NOT EXISTS (
          SELECT FROM appointments a WHERE a.id = p.appointment_id AND a.time_version = p.time_version
            AND a.status IN ('pending', 'confirmed') AND a.start_time > now()) $function$;

CREATE OR REPLACE FUNCTION sweep_reminders()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$ DELETE FROM sent_reminders WHERE created_at < now() - interval '60 days' $function$;

CREATE OR REPLACE FUNCTION sweep_visits()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        DELETE FROM visit_codes WHERE created_at < now() - interval '2 hours';
        DELETE FROM patient_mails m WHERE created_at < now() - make_interval(days => (retention_of(m.cabinet_id)).mails_days);
        DELETE FROM visits v WHERE expires_at < now() - make_interval(days => (retention_of(v.cabinet_id)).visits_days)
          AND NOT EXISTS (
            SELECT FROM appointments a WHERE a.created_by = -v.id AND a.start_time > now() AND a.status IN ('pending', 'confirmed')) $function$;

CREATE OR REPLACE FUNCTION trim_patient_audit(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
      DECLARE
        cabinet uuid := asking_desk();
        count integer;
      BEGIN
        PERFORM FROM patient_audit_heads WHERE cabinet_id = cabinet FOR UPDATE;
        INSERT INTO patient_audit_origins AS o (cabinet_id, seq, hash)
          SELECT old.cabinet_id, old.seq, old.hash FROM (
            SELECT a.* FROM patient_audit a WHERE a.cabinet_id = cabinet AND a.seq < audit_kept_from(cabinet)
            ORDER BY a.seq LIMIT most) AS old ORDER BY old.seq DESC LIMIT 1
          ON CONFLICT (cabinet_id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
        PERFORM set_config('trims_audit', 'on', true);
        DELETE FROM patient_audit a USING patient_audit_origins o
          WHERE a.cabinet_id = cabinet AND o.cabinet_id = cabinet AND a.seq <= o.seq;
        GET DIAGNOSTICS count = ROW_COUNT;
        PERFORM set_config('trims_audit', '', true);
        RETURN count;
      END $function$;

CREATE OR REPLACE FUNCTION untold_proposals(most integer)
 RETURNS TABLE(cabinet_id uuid, appointment_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT p.cabinet_id, p.appointment_id FROM proposals p WHERE p.told_at IS NULL ORDER BY p.created_at LIMIT most $function$;

CREATE OR REPLACE FUNCTION visits_of_patient(patient uuid)
 RETURNS TABLE(id integer, email text, language text, network text, has_account boolean, created_at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT v.id, v.email, v.language, v.network, v.user_id IS NOT NULL, v.created_at, v.expires_at FROM visits v
        WHERE v.cabinet_id = asking_staff() AND -v.id IN (
          SELECT a.created_by FROM appointments a WHERE a.patient_id = patient AND a.cabinet_id = asking_staff()) $function$;

CREATE OR REPLACE FUNCTION waiting_work(most integer)
 RETURNS TABLE(cabinet_id uuid, freed bigint[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        SELECT work.cabinet_id, array_agg(work.id) FROM (
          SELECT f.cabinet_id, f.id FROM freed_times f
          UNION ALL SELECT w.cabinet_id, 0 FROM waiting_entries w WHERE w.status = 'offered' AND w.offered_until <= now()
        ) AS work GROUP BY work.cabinet_id ORDER BY min(work.id) LIMIT most $function$;

CREATE OR REPLACE FUNCTION wake_waiting()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'booking', 'public'
AS $function$
        DELETE FROM waiting_entries WHERE date_to < now() - interval '30 days';
        INSERT INTO freed_times (cabinet_id) SELECT DISTINCT w.cabinet_id FROM waiting_entries w WHERE w.status = 'waiting'
          AND NOT EXISTS (SELECT FROM freed_times f WHERE f.cabinet_id = w.cabinet_id) $function$;

-- triggers

CREATE TRIGGER frees_time AFTER INSERT OR DELETE OR UPDATE ON appointment_types FOR EACH ROW EXECUTE FUNCTION free_time();

CREATE TRIGGER count_appointments_on_delete AFTER DELETE ON appointments REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION count_appointments_on_delete();

CREATE TRIGGER count_appointments_on_insert AFTER INSERT ON appointments REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_appointments_on_insert();

CREATE TRIGGER count_appointments_on_update AFTER UPDATE ON appointments REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION count_appointments_on_update();

CREATE TRIGGER time_version BEFORE UPDATE ON appointments FOR EACH ROW EXECUTE FUNCTION keep_time_version();

CREATE TRIGGER frees_time AFTER DELETE OR UPDATE OF span, practitioner_id ON busy FOR EACH ROW EXECUTE FUNCTION free_time();

CREATE TRIGGER recount_appointments AFTER UPDATE OF timezone ON cabinets FOR EACH ROW WHEN ((old.timezone IS DISTINCT FROM new.timezone)) EXECUTE FUNCTION recount_appointments();

CREATE TRIGGER frees_time AFTER INSERT OR UPDATE ON facilities FOR EACH ROW EXECUTE FUNCTION free_time();

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON patient_audit FOR EACH STATEMENT EXECUTE FUNCTION reject_patient_audit_change();

CREATE TRIGGER chained BEFORE INSERT ON patient_audit FOR EACH ROW EXECUTE FUNCTION chain_patient_audit();

CREATE TRIGGER frees_time AFTER UPDATE ON practitioners FOR EACH ROW EXECUTE FUNCTION free_time();

CREATE TRIGGER frees_time AFTER UPDATE ON treatments FOR EACH ROW EXECUTE FUNCTION free_time();

CREATE TRIGGER frees_time AFTER INSERT OR DELETE OR UPDATE OF status ON waiting_entries FOR EACH ROW EXECUTE FUNCTION free_time();

-- policies

CREATE POLICY member ON appointment_answers FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON appointment_answers FOR ALL TO postgres
  USING (true);

CREATE POLICY member ON appointment_changes FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON appointment_changes FOR SELECT TO postgres
  USING (true);

CREATE POLICY counted ON appointment_days FOR ALL TO postgres
  USING (true);

CREATE POLICY member ON appointment_days FOR SELECT TO public
  USING ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY manager ON appointment_types FOR ALL TO public
  USING (((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)) AND ( SELECT asking_manager() AS asking_manager)));

CREATE POLICY member ON appointment_types FOR SELECT TO public
  USING ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY platform_admin ON appointment_types FOR ALL TO public
  USING ((asking_platform_admin() AND (cabinet_id = COALESCE(( SELECT asking_desk() AS asking_desk), cabinet_id))));

CREATE POLICY counted ON appointments FOR SELECT TO postgres
  USING (true);

CREATE POLICY member ON appointments FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON appointments FOR SELECT TO postgres
  USING (true);

CREATE POLICY sealed ON appointments FOR UPDATE TO postgres
  USING (true);

CREATE POLICY visited ON appointments FOR SELECT TO postgres
  USING ((created_by < 0));

CREATE POLICY owner ON audit_intake FOR ALL TO postgres
  USING (true);

CREATE POLICY recorded ON audit_intake FOR INSERT TO public
  WITH CHECK (((cabinet_id = ( SELECT asking_staff() AS asking_staff)) AND ((user_id = asking_user()) OR ((user_id <= 0) AND (cabinet_id = asking_desk())))));

CREATE POLICY member ON busy FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY own ON busy FOR SELECT TO public
  USING (((created_by = asking_user()) AND (COALESCE(current_setting('cabinet_id'::text, true), ''::text) = ''::text)));

CREATE POLICY member ON cabinet_keys FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON cabinet_keys FOR ALL TO postgres
  USING (true);

CREATE POLICY manager ON cabinet_pages FOR ALL TO public
  USING (((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)) AND ( SELECT asking_manager() AS asking_manager)));

CREATE POLICY member ON cabinet_pages FOR SELECT TO public
  USING ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY owner ON cabinet_pages FOR ALL TO postgres
  USING (true);

CREATE POLICY platform_admin ON cabinet_pages FOR ALL TO public
  USING ((asking_platform_admin() AND (cabinet_id = COALESCE(( SELECT asking_desk() AS asking_desk), cabinet_id))));

CREATE POLICY counted ON cabinets FOR SELECT TO postgres
  USING (true);

CREATE POLICY manager ON cabinets FOR UPDATE TO public
  USING (((id = ( SELECT asking_cabinet() AS asking_cabinet)) AND ( SELECT asking_manager() AS asking_manager)));

CREATE POLICY member ON cabinets FOR SELECT TO public
  USING ((EXISTS ( SELECT 1
   FROM memberships m
  WHERE ((m.cabinet_id = cabinets.id) AND (m.user_id = asking_user())))));

CREATE POLICY owner ON cabinets FOR SELECT TO postgres
  USING (true);

CREATE POLICY platform_admin ON cabinets FOR ALL TO public
  USING ((asking_platform_admin() AND (id = COALESCE(( SELECT asking_desk() AS asking_desk), id))));

CREATE POLICY own ON calendar_feeds FOR ALL TO public
  USING ((user_id = ( SELECT asking_user() AS asking_user)));

CREATE POLICY owner ON calendar_feeds FOR ALL TO postgres
  USING (true);

CREATE POLICY member ON calendar_imports FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON calendar_imports FOR SELECT TO postgres
  USING (true);

CREATE POLICY member ON erasure_requests FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON erasure_requests FOR ALL TO postgres
  USING (true);

CREATE POLICY manager ON facilities FOR ALL TO public
  USING (((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)) AND ( SELECT asking_manager() AS asking_manager)));

CREATE POLICY member ON facilities FOR SELECT TO public
  USING ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY platform_admin ON facilities FOR ALL TO public
  USING ((asking_platform_admin() AND (cabinet_id = COALESCE(( SELECT asking_desk() AS asking_desk), cabinet_id))));

CREATE POLICY member ON freed_times FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON freed_times FOR ALL TO postgres
  USING (true);

CREATE POLICY member ON legal_holds FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON legal_holds FOR ALL TO postgres
  USING (true);

CREATE POLICY locked ON locked_patients FOR INSERT TO public
  WITH CHECK ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY owner ON locked_patients FOR ALL TO postgres
  USING (true);

CREATE POLICY own ON memberships FOR SELECT TO public
  USING ((user_id = asking_user()));

CREATE POLICY platform_admin ON memberships FOR ALL TO public
  USING ((asking_platform_admin() AND (cabinet_id = COALESCE(( SELECT asking_desk() AS asking_desk), cabinet_id))));

CREATE POLICY recipients ON memberships FOR SELECT TO postgres
  USING (((cabinet_id)::text = current_setting('cabinet_id'::text, true)));

CREATE POLICY own ON notification_preferences FOR ALL TO public
  USING (((user_id = asking_user()) AND (cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet))));

CREATE POLICY owner ON notification_preferences FOR ALL TO postgres
  USING (true);

CREATE POLICY patient ON notification_preferences FOR ALL TO public
  USING (((user_id = asking_user()) AND (cabinet_id = ( SELECT asking_patient() AS asking_patient))));

CREATE POLICY recipients ON notification_preferences FOR SELECT TO postgres
  USING (((cabinet_id)::text = current_setting('cabinet_id'::text, true)));

CREATE POLICY expired ON notifications FOR ALL TO postgres
  USING ((created_at < (now() - '90 days'::interval)));

CREATE POLICY export ON notifications FOR SELECT TO public
  USING (((user_id = asking_user()) AND (COALESCE(current_setting('cabinet_id'::text, true), ''::text) = ''::text)));

CREATE POLICY own ON notifications FOR ALL TO public
  USING (((user_id = asking_user()) AND (cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet))));

CREATE POLICY owner ON notifications FOR ALL TO postgres
  USING (true);

CREATE POLICY patient ON notifications FOR ALL TO public
  USING (((user_id = asking_user()) AND (cabinet_id = ( SELECT asking_patient() AS asking_patient))));

CREATE POLICY recorded ON notifications FOR INSERT TO public
  WITH CHECK ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY caller ON operations FOR ALL TO public
  USING (((NOT (cabinet_id IS DISTINCT FROM ( SELECT asking_cabinet() AS asking_cabinet))) AND ((user_id IS NULL) OR (user_id = asking_user()))));

CREATE POLICY expired ON operations FOR ALL TO postgres
  USING ((created_at < (now() - '25:00:00'::interval)));

CREATE POLICY chained ON patient_audit_heads FOR ALL TO postgres
  USING (true);

CREATE POLICY owner ON patient_audit_origins FOR ALL TO postgres
  USING (true);

CREATE POLICY chained ON patient_audit FOR INSERT TO postgres
  WITH CHECK (true);

CREATE POLICY member ON patient_audit FOR SELECT TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY recorded ON patient_audit FOR INSERT TO public
  WITH CHECK (((cabinet_id = ( SELECT asking_staff() AS asking_staff)) AND ((user_id = asking_user()) OR ((user_id <= 0) AND (cabinet_id = asking_desk())))));

CREATE POLICY trimmed ON patient_audit FOR DELETE TO postgres
  USING ((seq <= ( SELECT o.seq
   FROM patient_audit_origins o
  WHERE (o.cabinet_id = patient_audit.cabinet_id))));

CREATE POLICY verified ON patient_audit FOR SELECT TO postgres
  USING (true);

CREATE POLICY member ON patient_contacts FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON patient_contacts FOR ALL TO postgres
  USING (true);

CREATE POLICY member ON patient_mails FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON patient_mails FOR ALL TO postgres
  USING (true);

CREATE POLICY finder ON patients FOR SELECT TO postgres
  USING (true);

CREATE POLICY member ON patients FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY manager ON practitioners FOR UPDATE TO public
  USING (((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)) AND (( SELECT asking_manager() AS asking_manager) OR (user_id = asking_user()))));

CREATE POLICY member ON practitioners FOR SELECT TO public
  USING ((EXISTS ( SELECT 1
   FROM memberships m
  WHERE ((m.cabinet_id = practitioners.cabinet_id) AND (m.user_id = asking_user())))));

CREATE POLICY owner ON practitioners FOR SELECT TO postgres
  USING (true);

CREATE POLICY platform_admin ON practitioners FOR ALL TO public
  USING ((asking_platform_admin() AND (cabinet_id = COALESCE(( SELECT asking_desk() AS asking_desk), cabinet_id))));

CREATE POLICY member ON proposals FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON proposals FOR ALL TO postgres
  USING (true);

CREATE POLICY desk ON reminder_refusals FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_desk() AS asking_desk)));

CREATE POLICY owner ON reminder_refusals FOR SELECT TO postgres
  USING (true);

CREATE POLICY member ON retention_policies FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON retention_policies FOR ALL TO postgres
  USING (true);

CREATE POLICY desk ON sent_reminders FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_desk() AS asking_desk)));

CREATE POLICY owner ON sent_reminders FOR ALL TO postgres
  USING (true);

CREATE POLICY manager ON treatments FOR ALL TO public
  USING (((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)) AND ( SELECT asking_manager() AS asking_manager)));

CREATE POLICY member ON treatments FOR SELECT TO public
  USING ((cabinet_id = ( SELECT asking_cabinet() AS asking_cabinet)));

CREATE POLICY platform_admin ON treatments FOR ALL TO public
  USING ((asking_platform_admin() AND (cabinet_id = COALESCE(( SELECT asking_desk() AS asking_desk), cabinet_id))));

CREATE POLICY desk ON visit_codes FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_desk() AS asking_desk)));

CREATE POLICY owner ON visit_codes FOR ALL TO postgres
  USING (true);

CREATE POLICY desk ON visits FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_desk() AS asking_desk)));

CREATE POLICY owner ON visits FOR ALL TO postgres
  USING (true);

CREATE POLICY member ON waiting_entries FOR ALL TO public
  USING ((cabinet_id = ( SELECT asking_staff() AS asking_staff)));

CREATE POLICY owner ON waiting_entries FOR ALL TO postgres
  USING (true);
