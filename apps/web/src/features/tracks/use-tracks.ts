import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Track, Veza } from '@veza/sdk';
import type { Versioned } from '../../editing/use-editing.js';
import { useMe } from '../../session/use-me.js';
import { useVeza } from '../../session/session-context.js';
import { useShown } from '../../session/shown.js';
import type { TracksSearch } from './tracks-search.js';

const PAGE = 30;
/** While a track is converted. */
const LIST_MS = 5_000;
const ONE_MS = 2_000;

const isProcessing = ({ status, replacement }: Track): boolean => status === 'processing' || replacement?.status === 'processing';

/** Public tracks that can be heard and own ones in any state, newest first, page after page. */
export function useTracks({ whose, words }: TracksSearch) {
  const veza = useVeza();
  const me = useMe().data?.id;
  return useInfiniteQuery({
    queryKey: ['tracks', whose, words],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: PAGE, cursor: pageParam, search: words, uploader: whose === 'mine' ? me : undefined };
      return (await veza.listTracks({ query, signal })).data;
    },
    select: ({ pages, ...rest }) => ({
      ...rest,
      pages: pages.map((page) => ({
        ...page,
        tracks: page.tracks.filter((track) => track.uploader_id === me || isHeard(track)),
      })),
    }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: ({ state }) => (state.data?.pages.some(({ tracks }) => tracks.some(isProcessing)) ? LIST_MS : false),
    enabled: whose === undefined || me !== undefined,
  });
}

export function useTrack(id: number) {
  const veza = useVeza();
  return useQuery({
    queryKey: ['track', id],
    queryFn: ({ signal }) => readTrack(veza, id, signal),
    ...useShown<Track>('track', String(id)),
    refetchInterval: ({ state }) => (state.data && isProcessing(state.data.value) ? ONE_MS : false),
  });
}

/** With the version that a change names. */
export async function readTrack(veza: Veza, id: number, signal?: AbortSignal): Promise<Versioned<Track>> {
  const { data, headers } = await veza.getTrack({ path: { id }, ...(signal && { signal }) });
  return { value: data, etag: headers.get('etag') ?? undefined };
}

/** After a change of a track, or of which tracks there are. */
export async function reloadTracks(queries: QueryClient, id?: number): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['tracks'] }),
    id !== undefined && queries.invalidateQueries({ queryKey: ['track', id] }),
  ]);
}

/** The first segments of a track are there long before it is ready. */
const isHeard = ({ status, progress }: Track): boolean => status === 'ready' || (status === 'processing' && progress > 0);

/** A track can be heard while it is still converted. */
export const isPlayable = ({ status }: Track): boolean => status !== 'failed';
