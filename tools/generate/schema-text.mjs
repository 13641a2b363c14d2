import pg from 'pg';
import { migrate } from '../stack/launcher/database.mjs';

const SCHEMAS = ['identity', 'chat', 'media', 'catalog', 'booking', 'community'];

const HEAD = `-- The schema of today, for readers: made by "npm run generate" from the migrations; "npm test" compares.
-- Owners and grants are left out.
`;

const COLUMN = `
  a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || CASE WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
          WHEN a.attidentity <> '' THEN ' GENERATED ' || CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY'
          ELSE coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') END
  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END`;

const TABLES = `
  SELECT c.relname AS name, 'CREATE TABLE ' || c.relname || E' (\\n  ' || string_agg(line, E',\\n  ' ORDER BY place) || E'\\n);'
    || CASE WHEN c.relrowsecurity THEN E'\\nALTER TABLE ' || c.relname || ' ENABLE ROW LEVEL SECURITY;' ELSE '' END
    || CASE WHEN c.relforcerowsecurity THEN E'\\nALTER TABLE ' || c.relname || ' FORCE ROW LEVEL SECURITY;' ELSE '' END AS text
  FROM pg_class c, LATERAL (
    SELECT ${COLUMN} AS line, ARRAY['1', lpad(a.attnum::text, 5, '0')] AS place
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT 'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid), ARRAY['2', contype::text || conname]
    FROM pg_constraint WHERE conrelid = c.oid AND contype NOT IN ('n', 't')
  ) AS lines
  WHERE c.relnamespace = $1::regnamespace AND c.relkind IN ('r', 'p') GROUP BY c.oid, c.relname`;

const SELECTS = {
  tables: TABLES,
  views: `SELECT relname AS name, 'CREATE VIEW ' || relname || E' AS\\n' || pg_get_viewdef(oid) AS text
    FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'v'`,
  indexes: `SELECT i.relname AS name, pg_get_indexdef(i.oid) || ';' AS text
    FROM pg_class i JOIN pg_index x ON x.indexrelid = i.oid
    WHERE i.relnamespace = $1::regnamespace AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid)`,
  functions: `SELECT proname || pg_get_function_identity_arguments(p.oid) AS name, rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' AS text
    FROM pg_proc p WHERE pronamespace = $1::regnamespace AND prokind IN ('f', 'p')
      AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')`,
  triggers: `SELECT c.relname || t.tgname AS name, pg_get_triggerdef(t.oid) || ';' AS text
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE c.relnamespace = $1::regnamespace AND NOT t.tgisinternal`,
  policies: `SELECT tablename || policyname AS name, 'CREATE POLICY ' || policyname || ' ON ' || tablename
      || CASE permissive WHEN 'RESTRICTIVE' THEN ' AS RESTRICTIVE' ELSE '' END || ' FOR ' || cmd || ' TO ' || array_to_string(roles, ', ')
      || coalesce(E'\\n  USING (' || qual || ')', '') || coalesce(E'\\n  WITH CHECK (' || with_check || ')', '') || ';' AS text
    FROM pg_policies WHERE schemaname = $1`,
};

/**
 * Migrates an empty database, and returns each schema as the statements that would create it, sorted. Postgres prints the
 * definitions. (`pg_dump` does not come with the Postgres that `npm start` fetches.)
 *
 * @param {string} url of the owner
 * @returns {Promise<Record<string, string>>} texts by name of the schema
 */
export async function schemaTexts(url) {
  await migrate({ DATABASE_URL: url, VEZA_SECRET: 'of a database that is dropped at once' }, () => undefined);
  /** @type {Record<string, string>} */
  const texts = {};
  for (const schema of SCHEMAS) texts[schema] = await schemaText(url, schema);
  return texts;
}

/** @param {string} url @param {string} schema */
async function schemaText(url, schema) {
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${schema},public` });
  await client.connect();
  try {
    const sections = [];
    for (const [title, select] of Object.entries(SELECTS)) {
      const { rows } = await client.query(`SELECT text FROM (${select}) AS found ORDER BY name COLLATE "C"`, [schema]);
      const texts = rows.map(({ text }) => text.replaceAll(`${schema}.`, ''));
      if (texts.length > 0) sections.push(`-- ${title}\n\n${texts.join(title === 'indexes' ? '\n' : '\n\n')}\n`);
    }
    return `${HEAD}\n${sections.join('\n')}`;
  } finally {
    await client.end();
  }
}
