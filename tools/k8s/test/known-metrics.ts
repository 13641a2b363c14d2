import { readdirSync, readFileSync } from 'node:fs';
import { collectDefaultMetrics, Registry } from 'prom-client';

const ROOT = new URL('../../../', import.meta.url);
const CREATED = /\.(counter|gauge|histogram)\(\s*'(\w+)'/g;
const NAME = /\b(?:veza|nodejs|process)_\w+/g;

/** Every name that the services expose, those of the parts of a histogram included. */
export function knownMetrics(): Set<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const names = registry.getMetricsAsArray().flatMap(({ name }) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]);
  for (const parent of ['libs', 'apps'])
    for (const project of readdirSync(new URL(`${parent}/`, ROOT)))
      for (const source of sourcesOf(new URL(`${parent}/${project}/src/`, ROOT)))
        for (const [, kind, name = ''] of source.matchAll(CREATED))
          names.push(...(kind === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name]));
  return new Set(names);
}

/** Names in an expression that no service exposes. */
export const unknownMetrics = (known: ReadonlySet<string>, expression: string): string[] =>
  (expression.match(NAME) ?? []).filter((name) => !known.has(name));

function sourcesOf(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
}
