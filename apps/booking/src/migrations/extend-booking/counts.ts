import { policy, secured } from './policies.js';
import { ORIGINS } from './appointments.js';

const STATUSES = ['pending', 'confirmed', 'cancelled', 'completed', 'no_show'];
const TYPES = ['consultation', 'controle', 'soin', 'detartrage', 'extraction', 'implant', 'orthodontie', 'urgence'];

/** Each counter with its value for one appointment `x`. */
const COUNTERS: readonly (readonly [string, string])[] = [
  ...STATUSES.map((value) => [`status_${value}`, `(x.status = '${value}')::integer`] as const),
  ...TYPES.map((value) => [`type_${value}`, `(x.type = '${value}')::integer`] as const),
  ...ORIGINS.map((value) => [`origin_${value}`, `(x.origin = '${value}')::integer`] as const),
  ['booked_minutes', `CASE WHEN x.status = 'cancelled' THEN 0 ELSE x.duration END`],
  [
    'lead_minutes',
    `CASE WHEN x.status = 'cancelled' THEN 0 ELSE greatest(0, floor(extract(epoch FROM x.start_time - x.created_at) / 60))::bigint END`,
  ],
];
const NAMES = COUNTERS.map(([name]) => name).join(', ');

/** Adds the rows `x` of a source with their sign, in one order of locks. */
const add = (source: string) => `
  INSERT INTO appointment_days AS d (cabinet_id, practitioner_id, day, ${NAMES})
  SELECT * FROM (
    SELECT x.cabinet_id, x.practitioner_id, (x.start_time AT TIME ZONE c.timezone)::date AS day,
      ${COUNTERS.map(([name, value]) => `sum(x.sign * (${value})) AS ${name}`).join(', ')}
    FROM (${source}) AS x JOIN cabinets c ON c.id = x.cabinet_id GROUP BY 1, 2, 3
  ) AS sums
  WHERE (${NAMES}) IS DISTINCT FROM (${COUNTERS.map(() => '0').join(', ')}) ORDER BY 1, 3, 2
  ON CONFLICT (cabinet_id, day, practitioner_id) DO UPDATE SET
    ${COUNTERS.map(([name]) => `${name} = d.${name} + excluded.${name}`).join(', ')};`;

const FIELDS = 'cabinet_id, practitioner_id, start_time, created_at, duration, status, type, origin';
const BEFORE = `SELECT ${FIELDS}, -1 AS sign FROM before_rows`;
const AFTER = `SELECT ${FIELDS}, 1 AS sign FROM after_rows`;
const CHANGES = [
  { event: 'INSERT', tables: 'NEW TABLE AS after_rows', source: AFTER },
  { event: 'UPDATE', tables: 'OLD TABLE AS before_rows NEW TABLE AS after_rows', source: `${BEFORE} UNION ALL ${AFTER}` },
  { event: 'DELETE', tables: 'OLD TABLE AS before_rows', source: BEFORE },
];
const lock = (cabinet: string) => `hashtextextended('booking.analytics:' || ${cabinet}, 0)`;

/** A function and its trigger for one kind of change. */
const counting = ({ event, tables, source }: (typeof CHANGES)[number]): string => {
  const name = `count_appointments_on_${event.toLowerCase()}`;
  return `
  CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
          PERFORM pg_advisory_xact_lock_shared(${lock('cabinet_id')}) FROM (SELECT DISTINCT cabinet_id FROM (${source}) AS x ORDER BY 1) AS y;
          ${add(source)}
          RETURN NULL;
        END $$;
  CREATE TRIGGER ${name} AFTER ${event} ON appointments REFERENCING ${tables}
    FOR EACH STATEMENT EXECUTE FUNCTION ${name}();`;
};

/**
 * Counts of appointments by practitioner and local date, kept by triggers in the transaction of each change (decision
 * 139). Another time zone of a cabinet moves its appointments to other dates, so its rows are written anew. A lock,
 * shared by the changes of appointments, separates that from them. Only the functions of the owner write the counts; a
 * member reads them.
 */
export const COUNTS = `
  CREATE TABLE appointment_days (
    cabinet_id uuid NOT NULL REFERENCES cabinets,
    practitioner_id uuid NOT NULL,
    day date NOT NULL,
    ${COUNTERS.map(([name]) => `${name} ${name === 'lead_minutes' ? 'bigint' : 'integer'} NOT NULL`).join(', ')},
    PRIMARY KEY (cabinet_id, day, practitioner_id),
    FOREIGN KEY (cabinet_id, practitioner_id) REFERENCES practitioners (cabinet_id, id)
  );
  ${secured('appointment_days')}
  CREATE POLICY member ON appointment_days FOR SELECT USING (cabinet_id = (SELECT asking_cabinet()));
  CREATE POLICY counted ON appointment_days TO CURRENT_ROLE USING (true);
  ${policy('counted', ['cabinets', 'appointments'], 'FOR SELECT TO CURRENT_ROLE USING (true)')}
  ${CHANGES.map(counting).join('')}
  CREATE FUNCTION recount_appointments() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(${lock('NEW.id')});
        DELETE FROM appointment_days WHERE cabinet_id = NEW.id;
        ${add(`SELECT ${FIELDS}, 1 AS sign FROM appointments WHERE cabinet_id = NEW.id`)}
        RETURN NULL;
      END $$;
  CREATE TRIGGER recount_appointments AFTER UPDATE OF timezone ON cabinets
    FOR EACH ROW WHEN (OLD.timezone IS DISTINCT FROM NEW.timezone) EXECUTE FUNCTION recount_appointments();
`;
