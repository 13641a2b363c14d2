import { z } from 'zod';
import { BUYERS, SHOP, type Wanted } from './buyers.js';
import { exactCount } from './exact-count.js';
import { misspelt, namingWords } from './misspelt.js';
import { QUERIES } from './queries.js';
import type { CatalogStage } from './stage.js';

/** Products that a search may name at first. */
const FIRST = 3;
/** A total may be off by this part of the exact count. */
const OFF = 0.1;
/** The part of the searches that have their products among the first, and the part of the totals. */
export const RELEVANCE_BAR = 0.95;

const Answer = z.object({
  products: z.array(z.object({ name: z.string() })),
  total: z.number(),
  without: z.array(z.string()).optional(),
});

/** Results of the searches of a kind. */
export interface KindOfSearches {
  kind: string;
  searches: number;
  /** Searches that have their products among the first; undefined: no product is wanted. */
  found: number | undefined;
  /** Totals within OFF of the exact count. */
  near: number;
  /** What is wrong, one line each. */
  misses: string[];
}

/** Words of the shop's names that no product of the million has. */
async function ownWords(stage: CatalogStage): Promise<[word: string, name: string][]> {
  const words = namingWords(SHOP);
  const single = await stage.rows<{ word: string }>(
    `SELECT word FROM unnest($1::text[]) AS word
     WHERE (SELECT count(*) FROM (SELECT FROM products WHERE words @@ product_query(ARRAY[word], '') LIMIT 2) AS two) = 1`,
    [words.map(([word]) => word)],
  );
  return words.filter(([word]) => single.some((each) => each.word === word));
}

async function compare(stage: CatalogStage, kind: string, searches: readonly (readonly [path: string, ...names: string[]])[]) {
  const result: KindOfSearches = { kind, searches: searches.length, found: undefined, near: 0, misses: [] };
  for (const [path, ...names] of searches) {
    const { products, total, without } = Answer.parse(await (await fetch(`${stage.url}${path}`)).json());
    const first = products.slice(0, FIRST).map(({ name }) => name);
    const isFound = names.every((name) => first.includes(name));
    if (names.length > 0) result.found = (result.found ?? 0) + Number(isFound);
    const exact = await exactCount(stage.rows, path, without);
    const isNear = Math.abs(total - exact) <= OFF * exact;
    result.near += Number(isNear);
    const typed = decodeURIComponent(path.replace(/^.*?[?]search=/, ''));
    if (!isFound) result.misses.push(`${typed}: ${first.join(', ') || 'nothing'}`);
    if (!isNear) result.misses.push(`${typed}: total ${total}, exact ${exact}`);
  }
  return result;
}

/** A shop is put among the products; then its products are searched as buyers do, and totals compared with exact counts. */
export async function relevanceOf(stage: CatalogStage): Promise<KindOfSearches[]> {
  await stage.sell(SHOP);
  const kinds: KindOfSearches[] = [];
  const asPaths = (wanted: readonly Wanted[]) =>
    wanted.map(([search, ...names]) => [`/products?search=${encodeURIComponent(search)}`, ...names] as const);
  const buyers = Object.entries(BUYERS);
  for (const [kind, wanted] of buyers) kinds.push(await compare(stage, kind, asPaths(wanted)));
  const typed = misspelt(await ownWords(stage));
  for (const [kind, wanted] of Object.entries(typed)) kinds.push(await compare(stage, kind, asPaths(wanted)));
  const frequent = QUERIES.filter(({ path, kind }) => kind === 'search' && path.startsWith('/products?search='));
  kinds.push(
    await compare(
      stage,
      'the measured searches',
      frequent.map(({ path }) => [path] as const),
    ),
  );
  return kinds;
}

/** The results as a table, and what is wrong. */
export function relevanceTable(kinds: readonly KindOfSearches[]): string {
  const lines = ['| searches | | in the first three | totals within 10 % |', '|---|---:|---:|---:|'];
  for (const { kind, searches, found, near } of kinds) lines.push(`| ${kind} | ${searches} | ${found ?? ''} | ${near} |`);
  const sum = (all: readonly KindOfSearches[], of: (kind: KindOfSearches) => number) =>
    all.reduce((total, kind) => total + of(kind), 0);
  const wanted = kinds.filter(({ found }) => found !== undefined);
  const verdict = (part: number, all: number) =>
    `${part} of ${all} (bar ${100 * RELEVANCE_BAR} %): ${part >= RELEVANCE_BAR * all ? 'met' : 'NOT met'}`;
  const first = verdict(
    sum(wanted, ({ found = 0 }) => found),
    sum(wanted, ({ searches }) => searches),
  );
  const near = verdict(
    sum(kinds, (kind) => kind.near),
    sum(kinds, ({ searches }) => searches),
  );
  const misses = kinds.flatMap(({ kind, misses: all }) => all.map((miss) => `- ${kind}: ${miss}`));
  return [...lines, '', `In the first three: ${first}`, `Totals within 10 %: ${near}`, ...misses].join('\n');
}
