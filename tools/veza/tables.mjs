import pg from 'pg';

/** Of schemas of users, without what belongs to extensions. */
const OWN = `c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`;

/** The names of all tables, such as `chat.messages`. @param {pg.Client} client @returns {Promise<{ schema: string, table: string }[]>} */
async function tablesOf(client) {
  const { rows } = await client.query(
    `SELECT n.nspname AS schema, c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OWN} ORDER BY 1, 2`,
  );
  return rows;
}

const named = (/** @type {{ schema: string, table: string }} */ { schema, table }) =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;

/** Rows by table. @param {pg.Client} client @returns {Promise<Record<string, number>>} */
export async function countRows(client) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const each of await tablesOf(client)) {
    const { rows } = await client.query(`SELECT count(*)::float8 AS count FROM ${named(each)}`);
    counts[`${each.schema}.${each.table}`] = rows[0].count;
  }
  return counts;
}

/** Names of the applied migrations by schema. @param {pg.Client} client @returns {Promise<Record<string, string[]>>} */
export async function migrationsOf(client) {
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const each of (await tablesOf(client)).filter(({ table }) => table === 'migrations')) {
    const { rows } = await client.query(`SELECT name FROM ${named(each)} ORDER BY id`);
    found[each.schema] = rows.map(({ name }) => name);
  }
  return found;
}

/** Roles with rights or policies in this database; its owner is none of them. @param {pg.Client} client @returns {Promise<string[]>} */
export async function rolesOf(client) {
  const { rows } = await client.query(
    `SELECT DISTINCT r.rolname AS name FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid
     WHERE d.refclassid = 'pg_authid'::regclass AND d.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND r.rolname <> current_user ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}
