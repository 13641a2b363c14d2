import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OpenPlaylist, Veza } from '@veza/sdk';
import { useSignedIn, useVeza } from '../session/session-context.js';
import { useShown } from '../session/shown.js';

const PAGE = 30;
/** The API sends no longer page. */
const LONGEST_PAGE = 100;

export type OpenedPlaylist = Pick<OpenPlaylist, 'playlist' | 'tracks'>;

/** Own ones, and those that this person edits. `trackId`: with the mark whether each has it. */
export function useOwnPlaylists(trackId?: number) {
  const veza = useVeza();
  return useInfiniteQuery({
    queryKey: ['playlists', 'own', trackId],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listOwnPlaylists({ query: { limit: PAGE, cursor: pageParam, track: trackId }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** The public ones of a person. */
export function usePlaylistsOf(name: string) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  return useInfiniteQuery({
    queryKey: ['playlists', 'of', name.toLocaleLowerCase(), isSignedIn],
    queryFn: async ({ pageParam, signal }) =>
      (await veza.listPlaylistsOfPerson({ path: { name }, query: { limit: PAGE, cursor: pageParam }, signal })).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

export const playlistKey = (id: number, code: string, isSignedIn: boolean) => ['playlist', id, code, isSignedIn];

/** With all its tracks, so that it is played as a whole. `code`: of a link; empty without one. */
export function usePlaylist(id: number, code: string) {
  const veza = useVeza();
  const isSignedIn = useSignedIn();
  const { initialData, initialDataUpdatedAt } = useShown<OpenPlaylist>('playlist', String(id));
  const shown = initialData()?.value;
  return useQuery({
    queryKey: playlistKey(id, code, isSignedIn),
    queryFn: ({ signal }) => readWhole(veza, { id, code, signal }),
    initialData: shown,
    // The page of a stranger has the first tracks only.
    initialDataUpdatedAt: shown?.next_cursor === null ? initialDataUpdatedAt : 0,
  });
}

async function readWhole(veza: Veza, from: { id: number; code: string; signal: AbortSignal }): Promise<OpenedPlaylist> {
  const { playlist, ...first } = await readPage(veza, from);
  const tracks = [...first.tracks];
  for (let cursor = first.next_cursor; cursor !== null;) {
    const page = await readPage(veza, { ...from, cursor });
    tracks.push(...page.tracks);
    cursor = page.next_cursor;
  }
  return { playlist, tracks };
}

async function readPage(
  veza: Veza,
  { id, code, cursor, signal }: { id: number; code: string; cursor?: string; signal: AbortSignal },
): Promise<OpenPlaylist> {
  const page = { limit: LONGEST_PAGE, ...(cursor !== undefined && { cursor }) };
  if (code !== '') return (await veza.openSharedPlaylist({ body: { code, ...page }, signal })).data;
  return (await veza.getPlaylist({ path: { id }, query: page, signal })).data;
}

/** After a change of a playlist, or of which ones there are. */
export async function reloadPlaylists(queries: QueryClient): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ['playlists'] }),
    queries.invalidateQueries({ queryKey: ['playlist'] }),
  ]);
}
