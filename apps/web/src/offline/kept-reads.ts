import { VezaError } from '@veza/sdk';
import { dehydrate, type DehydratedState, hydrate, type Query, type QueryClient } from '@tanstack/react-query';
import type { Kept } from './kept.js';

/**
 * The first parts of the keys of reads that are kept: own things, and the lists and pages that were seen last. What a
 * practice, a moderator or an administrator reads of others is never kept in a browser.
 */
const KEPT = [
  'me',
  'rooms',
  'conversations',
  'saved-messages',
  'notices',
  'feed',
  'publications',
  'recent-plays',
  'tracks',
  'track',
  'albums',
  'album',
  'playlists',
  'playlist',
  'person',
  'products',
  'product',
  'resources',
  'resource',
  'own-appointments',
  'cabinet',
] as const;
/** Results, the earliest of which leaves for a new one. One that a page shows always stays. */
const MOST = 60;
const RECORD = 'reads';
const PAUSE_MS = 1_000;
const REFUSALS: ReadonlySet<number> = new Set([403, 404, 410]);
/** So long a list without a page has all that was read of it, for the way back. */
const UNSEEN_MS = 5 * 60_000;

interface KeptRecord {
  readonly form: string;
  readonly userId: string | undefined;
  readonly state: Partial<DehydratedState>;
}

export interface KeptReadsPlan {
  readonly queries: QueryClient;
  readonly kept: Kept<'read' | 'write'>;
  /** Of the results: a build that reads in another form does not show those of this one. */
  readonly form: string;
  readonly userId: () => string | undefined;
  readonly most?: number;
}

/** The latest results of own and public lists, for the next start: shown at once, and read again beside. */
export class KeptReads {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly plan: KeptReadsPlan) {
    const { queries } = plan;
    // They leave by their number, not by their age: a tab may have been open for long when its connection is lost.
    for (const first of KEPT) queries.setQueryDefaults([first], { gcTime: Infinity });
    queries.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      const { query, action } = event;
      if (action.type === 'error' && isGone(action.error)) forget(query);
      else if (!isKept(query)) return;
      this.timer ??= setTimeout(() => void this.write(), PAUSE_MS);
    });
  }

  /** Fills the cache with what an earlier page has kept for this user. */
  async restore(userId: string | undefined): Promise<void> {
    const { kept, form, queries } = this.plan;
    const record = await kept.read<KeptRecord>(RECORD);
    if (record?.form !== form || record.userId !== userId) return;
    hydrate(queries, record.state);
    await queries.invalidateQueries({ refetchType: 'none' }); // a page that opens later reads again, however fresh they are
  }

  private async write(): Promise<void> {
    this.timer = undefined;
    const { queries, kept, form } = this.plan;
    const userId = this.plan.userId();
    if (userId === undefined) return; // the session has ended meanwhile
    this.forgetEarlier();
    const state = dehydrate(queries, { shouldDehydrateQuery: isKept, serializeData: firstPage });
    await kept.write(RECORD, { form, userId, state } satisfies KeptRecord);
  }

  /** A list that no page shows is read again from its first page; the results above the most leave. */
  private forgetEarlier(): void {
    const { queries, most = MOST } = this.plan;
    const cache = queries.getQueryCache();
    const latest = cache.findAll({ predicate: isKept }).sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
    for (const [index, query] of latest.entries()) {
      const { data, dataUpdatedAt } = query.state;
      if (query.getObserversCount() > 0) continue;
      if (index >= most) cache.remove(query);
      else if (Date.now() - dataUpdatedAt > UNSEEN_MS && firstPage(data) !== data)
        queries.setQueryData(query.queryKey, firstPage(data), { updatedAt: dataUpdatedAt });
    }
  }
}

/** The thing is gone, or not for this person: what was seen of it before is not shown beside the refusal. */
const isGone = (error: unknown): boolean => error instanceof VezaError && REFUSALS.has(error.status);

function forget(query: Query): void {
  if (query.state.data !== undefined) query.setState({ data: undefined, dataUpdatedAt: 0 });
}

const isKept = (query: Query): boolean => query.state.status === 'success' && KEPT.some((first) => first === query.queryKey[0]);

/** Of a list that goes on, its first page: the others follow from it with the next read. */
function firstPage(data: unknown): unknown {
  if (data === null || typeof data !== 'object' || !('pages' in data) || !('pageParams' in data)) return data;
  const { pages, pageParams } = data;
  return Array.isArray(pages) && Array.isArray(pageParams) && pages.length > 1
    ? { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) }
    : data;
}
