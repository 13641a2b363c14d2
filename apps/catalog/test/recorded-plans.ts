import pg from 'pg';
import { z } from 'zod';
import type { CatalogUnderTest } from './catalog-under-test.js';

type Sql = CatalogUnderTest['sql'];

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  Plans?: PlanNode[] | undefined;
}

const PlanNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  get Plans() {
    return z.array(PlanNode).optional();
  },
});
const Plan = z.object({ 'Query Text': z.string(), Plan: PlanNode });
export type Plan = z.infer<typeof Plan>;

const Notice = z.object({ message: z.string() });

/** Tables with so many rows that the planner prefers an index for a few of them. */
const BIG = 10_000;

/**
 * The plan of every statement that the service runs from now on, those inside of functions and triggers included, as
 * auto_explain sends it to the client that runs it. Nothing is listed by hand, so a new statement is recorded as well.
 */
export async function recordPlans(sql: Sql): Promise<{ all: Plan[]; stop: () => void }> {
  const all: Plan[] = [];
  const { emit } = pg.Client.prototype;
  const record = function (this: pg.Client, event: string, ...rest: unknown[]): boolean {
    const notice = event === 'notice' ? Notice.safeParse(rest[0]) : undefined;
    const json = /^duration: .* plan:\n(.*)$/s.exec(notice?.data?.message ?? '')?.[1];
    if (json !== undefined) all.push(Plan.parse(JSON.parse(json)));
    return Reflect.apply(emit, this, [event, ...rest]) === true;
  };
  Object.assign(pg.Client.prototype, { emit: record });
  await sql(`DO $$
    DECLARE setting text;
    BEGIN
      LOAD 'auto_explain';
      FOREACH setting IN ARRAY ARRAY['session_preload_libraries = auto_explain', 'auto_explain.log_min_duration = 0',
        'auto_explain.log_format = json', 'auto_explain.log_nested_statements = on', 'auto_explain.log_level = notice']
      LOOP EXECUTE format('ALTER DATABASE %I SET ', current_database()) || setting; END LOOP;
    END $$`);
  // The settings are those of new connections.
  await sql(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return { all, stop: () => Reflect.deleteProperty(pg.Client.prototype, 'emit') };
}

export async function bigTables(sql: Sql): Promise<ReadonlySet<string>> {
  const rows = await sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'catalog'::regnamespace AND relkind = 'r' AND reltuples >= ${BIG}`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** The statements that read a big table without an index. EXPLAIN reads nothing. */
export function wholeScans(plans: readonly Plan[], big: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const plan of plans) {
    if (plan['Query Text'].startsWith('EXPLAIN')) continue;
    for (const node of nodesOf(plan.Plan)) {
      const table = node['Relation Name'];
      if (node['Node Type'] === 'Seq Scan' && table !== undefined && big.has(table))
        found.add(`${table}: ${plan['Query Text'].replace(/\s+/g, ' ')}`);
    }
  }
  return [...found];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
