import type { Tracing } from '@veza/platform';

const LONGEST_TEXT = 2_000;

/** The text has placeholders (`$1`) and no values: values are user data and stay out of traces. */
export function spanOf<Result>(tracing: Tracing, sql: string, work: () => Promise<Result>): Promise<Result> {
  const verb = /^\s*([a-z]+)/i.exec(sql)?.[1]?.toUpperCase() ?? 'SQL';
  const facts = { 'db.system.name': 'postgresql', 'db.query.text': sql.slice(0, LONGEST_TEXT) };
  return tracing.span(verb, 'client', facts, work);
}
