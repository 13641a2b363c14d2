/** Words that join others: they do not count while two others are left (decision 277). */
const JOINING = new Set(
  'le la un une de du des à au aux en et ou par pour avec sur dans the an of for with and or in on by to'.split(' '),
);
/** With fewer matches, words that are like those of the search count too (decision 278). */
const FEW = 20;

/** As `rows` of the stage: the rows of a statement on the tables of the catalog. */
type Rows = <Row extends object>(sql: string, values: unknown[]) => Promise<Row[]>;

/** `3/4`, the size of a violin, is the word `34`. */
const joined = (text: string): string => text.replace(/(?<![\p{L}\p{N}/])(\d)\/(\d)(?![\p{L}\p{N}/])/gu, '$1$2');

const wordsOf = (text: string): string[] => (joined(text).match(/[\p{L}\p{N}+#]+/gu) ?? []).filter((word) => word.length > 1);

/** The words of a search, without those that the answer has left out. */
function searched(search: string, without: readonly string[]) {
  const phrases = [...search.matchAll(/"([^"]+)"/g)].map(([, phrase = '']) => phrase);
  const excluded = [...search.matchAll(/(?<=^|\s)-(\S+)/g)].map(([, word = '']) => word);
  const all = wordsOf(search.replace(/(?<=^|\s)-\S+/g, ' '));
  const telling = all.filter((word) => !JOINING.has(word.toLowerCase()));
  return { words: (telling.length > 1 ? telling : all).filter((word) => !without.includes(word)), phrases, excluded };
}

/**
 * The number of products under the conditions of a path, all of them read: what the total of its answer is compared with.
 * The words are those that the schema makes of the search; the other conditions are plain SQL.
 */
export async function exactCount(rows: Rows, path: string, without: readonly string[] = []): Promise<number> {
  const asked = new URL(path, 'http://localhost').searchParams;
  const { words, phrases, excluded } = searched(asked.get('search') ?? '', without);
  const values: unknown[] = [words];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions: string[] = ['true'];
  const text = `fold(name || ' ' || coalesce(category, '') || ' ' || description)`;
  for (const phrase of phrases) conditions.push(`strpos(${text}, fold(${bind(phrase)})) > 0`);
  for (const word of excluded) conditions.push(`NOT words @@ product_query(ARRAY[${bind(word)}]::text[], '')`);
  const categories = asked.getAll('category');
  if (categories.length > 0) conditions.push(`category = ANY (${bind(categories)}::text[])`);
  for (const [name, operator] of [
    ['price_min', '>='],
    ['price_max', '<='],
  ] as const)
    if (asked.has(name)) conditions.push(`price ${operator} ${bind(asked.get(name))}::numeric`);
  if (asked.has('in_stock')) conditions.push(`(stock > 0) = ${bind(asked.get('in_stock'))}::boolean`);
  const count = async (query: string) => {
    const sql = `SELECT count(*)::integer AS count FROM products WHERE words @@ (SELECT ${query}) AND ${conditions.join(' AND ')}`;
    return (await rows<{ count: number }>(sql, values))[0]?.count ?? 0;
  };
  const found = await count('product_prefixed($1::text[])');
  return found >= FEW ? found : count('product_prefixed($1::text[]) || product_similar($1::text[])');
}
