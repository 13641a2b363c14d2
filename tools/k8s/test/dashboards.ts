import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../docs/grafana/', import.meta.url);

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
  readonly templating: { readonly list: readonly { readonly query: string }[] };
}

/** The dashboards of docs/grafana by their file. */
export const dashboards: ReadonlyMap<string, Dashboard> = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))]),
);

/** The queries of panels. */
export const queriesOf = ({ panels }: Dashboard): string[] => panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** What the variables of a dashboard read. */
export const variablesOf = ({ templating }: Dashboard): string[] => templating.list.map(({ query }) => query);
