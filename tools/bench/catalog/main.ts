import { parseArgs } from 'node:util';
import { quantile } from '../measure/statistics.js';
import { QUERIES, type Kind } from './queries.js';
import { type KindOfSearches, relevanceOf, relevanceTable } from './relevance.js';
import { CatalogStage } from './stage.js';

/** Allowed cost at the large size, as a multiple of that at the small size. */
const BARS: Record<Kind, number> = { read: 2, list: 2, search: 4, facets: 2 };
/** Allowed p95 of suggestions, ms. */
const SUGGESTIONS_BAR = 20;
/** Allowed p95 of a read by id while clients search, as a multiple of the quiet one. */
const QUIET_BAR = 3;
/** Allowed CPU of Postgres for a search at the large size, ms. */
const SEARCH_BAR = 20;

const { values } = parseArgs({
  options: {
    small: { type: 'string', default: '1000' },
    large: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '100' },
    clients: { type: 'string', default: '50' },
  },
});
const [requests, clients] = [Number(values.requests), Number(values.clients)];

interface Cost {
  postgres: number;
  all: number;
  refused: number;
  /** Of the latency, ms. */
  p95: number;
}

/** Milliseconds of CPU for one of sequential requests, after some to warm up. */
async function costOf(stage: CatalogStage, path: string): Promise<Cost> {
  for (let i = 0; i < requests / 5; i += 1) await fetch(stage.url + path).then((answer) => answer.text());
  const before = stage.spentMicros();
  let refused = 0;
  const times: number[] = [];
  for (let i = 0; i < requests; i += 1) {
    const started = performance.now();
    const answer = await fetch(stage.url + path);
    await answer.text();
    times.push(performance.now() - started);
    if (!answer.ok) refused += 1;
  }
  const after = stage.spentMicros();
  const each = (kind: 'postgres' | 'all') => (after[kind] - before[kind]) / requests / 1_000;
  return { postgres: each('postgres'), all: each('all'), refused, p95: quantile(times, 0.95) };
}

/** The p95 of reads by id, and the statuses of the searches that ran beside them. */
async function besides(stage: CatalogStage, searching: number): Promise<{ p95: number; failed: number; busy: number }> {
  const reads: number[] = [];
  const found = { failed: 0, busy: 0 };
  let isOver = false;
  const search = async (client: number) => {
    for (let i = client; !isOver; i += 1) {
      const query = QUERIES.filter(({ kind }) => kind === 'search')[i % 5];
      const { status } = await fetch(stage.url + (query?.path ?? '')).then(async (answer) => (await answer.text(), answer));
      if (status === 503) found.busy += 1;
      else if (status >= 500) found.failed += 1;
    }
  };
  const searches = Array.from({ length: searching }, (_, client) => search(client));
  const until = performance.now() + 8_000;
  while (performance.now() < until) {
    const started = performance.now();
    await fetch(`${stage.url}/products/1`).then((answer) => answer.text());
    reads.push(performance.now() - started);
  }
  isOver = true;
  await Promise.all(searches);
  return { p95: quantile(reads, 0.95), ...found };
}

const costs: Cost[][] = [];
let relevance: KindOfSearches[] = [];
for (const size of [Number(values.small), Number(values.large)]) {
  process.stderr.write(`${size} products\n`);
  const stage = await CatalogStage.open(size);
  try {
    const each: Cost[] = [];
    const isLarge = size === Number(values.large);
    for (const { path, atLarge } of QUERIES) each.push(await costOf(stage, (isLarge && atLarge) || path));
    costs.push(each);
    const [quiet, busy] = [await besides(stage, 0), await besides(stage, clients)];
    const ratio = busy.p95 / quiet.p95;
    if (isLarge) relevance = await relevanceOf(stage);
    console.log(
      `${size} products, ${clients} clients that search: GET one p95 ${quiet.p95.toFixed(1)} -> ${busy.p95.toFixed(1)} ms, ` +
        `${ratio.toFixed(1)} times (bar ${QUIET_BAR}); searches: ${busy.busy} × 503, ${busy.failed} other 5xx`,
    );
  } finally {
    await stage.close();
  }
}

console.log(`\nCPU of all processes for one request, ms (of it Postgres); ${requests} requests, one after the other.\n`);
console.log(`| query | ${values.small} products | ${values.large} products | ratio | bar |`);
console.log('|---|---:|---:|---:|---|');
QUERIES.forEach(({ name, kind }, i) => {
  const [small, large] = [costs[0]?.[i], costs[1]?.[i]];
  if (!small || !large) return;
  const ratio = large.all / small.all;
  const cell = ({ all, postgres, refused }: Cost) =>
    `${all.toFixed(1)} (${postgres.toFixed(1)})${refused > 0 ? `, ${refused} refused` : ''}`;
  const isMet = ratio <= BARS[kind] && (kind !== 'search' || large.postgres <= SEARCH_BAR);
  const verdict = isMet ? 'met' : 'NOT met';
  console.log(
    `| ${name} | ${cell(small)} | ${cell(large)} | ${ratio.toFixed(1)} | ${BARS[kind]}${kind === 'search' ? `, ${SEARCH_BAR} ms of Postgres` : ''}: ${verdict} |`,
  );
});

const suggestions = costs[1]?.[QUERIES.findIndex(({ name }) => name === 'suggestions')]?.p95 ?? Infinity;
console.log(
  `\nSuggestions at ${values.large} products: p95 ${suggestions.toFixed(1)} ms ` +
    `(bar ${SUGGESTIONS_BAR}): ${suggestions <= SUGGESTIONS_BAR ? 'met' : 'NOT met'}`,
);

console.log(`\nSearches of buyers among ${values.large} products.\n\n${relevanceTable(relevance)}`);
