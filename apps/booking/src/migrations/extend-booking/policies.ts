/** Row-level security on tables, FORCEd: their owner, too, gets only the rows that a policy shows. */
export const secured = (...tables: string[]): string =>
  tables
    .map((table) => `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY; ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;`)
    .join('\n');

/** One policy on several tables. */
export const policy = (name: string, tables: readonly string[], rule: string): string =>
  tables.map((table) => `CREATE POLICY ${name} ON ${table} ${rule};`).join('\n');
