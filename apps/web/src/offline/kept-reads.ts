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
  readonly userId: string | undefined;
  readonly state: Partial<DehydratedState>;
}

const KEY = 'reads';
/** The name of this file has a digest: another build does not read what this one has kept. */
const BUILD = import.meta.url;
const PAUSE_MS = 1_000;

const isKept = (query: Query): boolean => query.meta?.kept === true && query.state.status === 'success';

/** Fills the cache with what an earlier page has kept for this user. */
export async function restoreReads(queries: QueryClient, userId: string | undefined): Promise<void> {
  const reads = await kept.read<KeptReads>(KEY);
  if (reads?.build === BUILD && reads.userId === userId) hydrate(queries, reads.state);
}

/** Keeps the results of the queries with `meta: { kept: true }`, at most once a second. */
export function keepReads(queries: QueryClient, user: () => string | undefined): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    const userId = user();
    if (userId === undefined) return; // the session has ended meanwhile
    const state = dehydrate(queries, { shouldDehydrateQuery: isKept });
    void kept.write(KEY, { build: BUILD, userId, state } satisfies KeptReads);
  };
  queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'updated' && isKept(query)) timer ??= setTimeout(write, PAUSE_MS);
  });
}
