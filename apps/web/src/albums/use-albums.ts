import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OpenAlbum, Veza } from '@veza/sdk';
import type { Versioned } from '../editing/use-editing.js';
import { useSignedIn, useVeza } from '../session/session-context.js';
import { useShown } from '../session/shown.js';

const PAGE = 30;

/** Public ones and own ones: of a person, or those that have a track. */
export function useAlbums(of: { owner?: number; track?: number }) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: ['albums', of, isSignedIn],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listAlbums({ query: { ...of, limit: PAGE, cursor: pageParam }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

export const albumKey = (id: number) => ['album', id];

export function useAlbum(id: number) {
  const veza = useVeza();
  return useQuery({
    queryKey: albumKey(id),
    queryFn: ({ signal }) => readAlbum(veza, id, signal),
    ...useShown<OpenAlbum>('album', String(id)),
  });
}

/** With the version that a change names. */
async function readAlbum(veza: Veza, id: number, signal: AbortSignal): Promise<Versioned<OpenAlbum>> {
  const { data, headers } = await veza.getAlbum({ path: { id }, signal });
  return { value: data, etag: headers.get('etag') ?? undefined };
}

/** After a change of an album, or of which ones there are. */
export async function reloadAlbums(queries: QueryClient): Promise<void> {
  await Promise.all([queries.invalidateQueries({ queryKey: ['albums'] }), queries.invalidateQueries({ queryKey: ['album'] })]);
}
