import { setTimeout as pause } from 'node:timers/promises';
import { StartFailure } from '@veza/platform';
import { escapeIdentifier, escapeLiteral, type Client } from 'pg';
import { IDLE_IN_TRANSACTION_MS, STATEMENT_MS } from '../connection/limits.js';
import { isCatalogueRace, isInsufficientPrivilege } from '../database-errors.js';
import { oneRow } from '../one-row.js';
import { scramVerifier } from './scram.js';

// Weak primitive: spreads repeated attempts.

export interface ServiceRole {
  name: string;
  password: string;
  /** The role belongs to the operator: created if missing, its password never changed. */
  given?: boolean;
}

/** One preparation per database at a time: all services prepare at once, and some objects are shared. */
const LOCK = 0x76657a61;
const MOST_ATTEMPTS = 20;

/**
 * Creates the schema, the extensions (in `public`) and the role that can access only this schema, and grants its rights
 * on present and future tables. Safe to repeat. Without the right to do so it fails with the SQL for an administrator.
 */
export async function prepareSchema(
  client: Client,
  schema: string,
  role: ServiceRole,
  extensions: readonly string[],
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    let statements: string[] = [];
    try {
      await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${LOCK})`);
      const present = await look(client, schema, role.name);
      statements = statementsFor(present, schema, role, extensions);
      await client.query(statements.join(';\n'));
      await client.query('COMMIT');
      return await setLimits(client, present, role);
    } catch (cause) {
      await client.query('ROLLBACK');
      if (isInsufficientPrivilege(cause)) {
        const sql = `${statements.join('; ')};`;
        throw new StartFailure(
          `The owner in DATABASE_URL may not prepare the schema ${schema}; run as an administrator: ${sql}`,
          cause,
        );
      }
      // Roles are shared by all databases of a server, the lock is not: another database may change the same role.
      if (!isCatalogueRace(cause) || attempt >= MOST_ATTEMPTS) throw cause;
      await pause(Math.random() * 50);
    }
  }
}

interface Present {
  database: string;
  owner: string;
  role: boolean;
  path: boolean;
  limits: boolean;
  schema: boolean;
  extensions: string[];
}

function statementsFor(present: Present, schema: string, role: ServiceRole, wanted: readonly string[]): string[] {
  const name = escapeIdentifier(schema);
  const missing = wanted.filter((extension) => !present.extensions.includes(extension));
  return [
    ...missing.map((extension) => `CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)} SCHEMA public`),
    ...(present.schema ? [] : [`CREATE SCHEMA ${name}`, `REVOKE ALL ON SCHEMA ${name} FROM PUBLIC`]),
    ...(present.owner === role.name ? [] : roleStatements(present, schema, role)),
  ];
}

/**
 * The search path is set together with the grants, so it proves them: migrations have revoked some since. Default privileges
 * cover later tables.
 */
function roleStatements(present: Present, schema: string, role: ServiceRole): string[] {
  const roleName = escapeIdentifier(role.name);
  const password = `LOGIN PASSWORD ${escapeLiteral(scramVerifier(role.password))}`;
  return [
    ...(present.role ? [] : [`CREATE ROLE ${roleName} ${password}`]),
    ...(present.role && !role.given ? [`ALTER ROLE ${roleName} ${password}`] : []),
    ...(present.role && present.path
      ? []
      : [
          ...grants(roleName, escapeIdentifier(schema)),
          setting(present, role, `search_path = ${escapeIdentifier(schema)}, public`),
        ]),
  ];
}

/** Limits of the role, for connections behind a pooler; others set their own. */
const LIMITS = {
  statement_timeout: `${STATEMENT_MS}`,
  idle_in_transaction_session_timeout: `${IDLE_IN_TRANSACTION_MS}`,
};

const setting = ({ database }: Present, { name }: ServiceRole, wanted: string): string =>
  `ALTER ROLE ${escapeIdentifier(name)} IN DATABASE ${escapeIdentifier(database)} SET ${wanted}`;

/** Only a pooler needs them, so an owner without the right to set them goes on. */
async function setLimits(client: Client, present: Present, role: ServiceRole): Promise<void> {
  if (present.limits || present.owner === role.name) return;
  const statements = Object.entries(LIMITS).map(([name, value]) => setting(present, role, `${name} = ${value}`));
  await client.query(statements.join(';\n')).catch((cause: unknown) => {
    if (!isInsufficientPrivilege(cause) && !isCatalogueRace(cause)) throw cause;
  });
}

function grants(role: string, schema: string): string[] {
  const rights = ['SELECT, INSERT, UPDATE, DELETE ON TABLES', 'USAGE, SELECT ON SEQUENCES', 'EXECUTE ON FUNCTIONS'];
  return [
    `GRANT USAGE ON SCHEMA ${schema} TO ${role}`,
    ...rights.map((right) => `GRANT ${right.replace(' ON ', ' ON ALL ')} IN SCHEMA ${schema} TO ${role}`),
    ...rights.map((right) => `ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT ${right} TO ${role}`),
  ];
}

async function look(client: Client, schema: string, role: string): Promise<Present> {
  const { rows } = await client.query<Present>(
    `SELECT current_database() AS database, current_user AS owner,
            EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS role,
            EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS schema,
            ARRAY(SELECT extname::text FROM pg_extension) AS extensions,
            EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
                    WHERE r.rolname = $2 AND d.datname = current_database()
                      AND 'search_path=' || quote_ident($1) || ', public' = ANY (s.setconfig)) AS path,
            EXISTS (SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
                    WHERE r.rolname = $2 AND d.datname = current_database() AND $3::text[] <@ s.setconfig) AS limits`,
    [schema, role, Object.entries(LIMITS).map((limit) => limit.join('='))],
  );
  return oneRow(rows);
}
