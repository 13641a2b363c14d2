import { dehydrate, type DehydratedState, hydrate, type Query, type QueryClient } from '@tanstack/react-query';
import { kept } from './kept.js';

declare module '@tanstack/react-query' {
  interface Register {
    /** `kept`: a start without connection shows the latest result. */
    queryMeta: { kept?: boolean };
  }
}

interface KeptReads {
  readonly build: string;
  readonly state: Partial<DehydratedState>;
}

const KEY = 'reads';
/** The name of this file has a digest: another build does not read what this one has kept. */
const BUILD = import.meta.url;
const PAUSE_MS = 1_000;

const isKept = (query: Query): boolean => query.meta?.kept === true && query.state.status === 'success';

/** Fills the cache with what an earlier page has kept. */
export async function restoreReads(queries: QueryClient): Promise<void> {
  const reads = await kept.read<KeptReads>(KEY);
  if (reads?.build === BUILD) hydrate(queries, reads.state);
}

/** Keeps the results of the queries with `meta: { kept: true }`, at most once a second. */
export function keepReads(queries: QueryClient): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    void kept.write(KEY, { build: BUILD, state: dehydrate(queries, { shouldDehydrateQuery: isKept }) } satisfies KeptReads);
  };
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && isKept(query)) timer ??= setTimeout(write, PAUSE_MS);
  });
}
