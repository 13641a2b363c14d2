import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OpenAlbum, Track } from '@veza/sdk';
import { albumKey, reloadAlbums } from '../../albums/use-albums.js';
import type { Versioned } from '../../editing/use-editing.js';
import { withMoved } from '../../playlists/moved-track.js';
import { useVeza } from '../../session/session-context.js';

/** Changes of the order, which show at once. Only the owner makes them. */
export function useAlbumOrder({ album, tracks }: OpenAlbum) {
  const veza = useVeza();
  const queries = useQueryClient();
  const mutationKey = ['album-order', album.id];
  const put = useMutation({
    mutationKey,
    scope: { id: `album-${album.id}` },
    mutationFn: (next: readonly Track[]) =>
      veza.putAlbumTracks({ path: { id: album.id }, body: { track_ids: next.map(({ id }) => id) } }),
    onMutate: async (next) => {
      const queryKey = albumKey(album.id);
      await queries.cancelQueries({ queryKey });
      queries.setQueryData<Versioned<OpenAlbum>>(
        queryKey,
        (known) => known && { ...known, value: { ...known.value, tracks: [...next] } },
      );
    },
    // Not before the last of them: it would show the order without those that wait for their turn.
    onSettled: async () => {
      if (queries.isMutating({ mutationKey }) === 1) await reloadAlbums(queries);
    },
  });
  return {
    error: put.error,
    move: (from: number, to: number) => {
      const next = withMoved(tracks, from, to);
      if (next !== tracks) put.mutate(next);
    },
    remove: (track: Track) => put.mutate(tracks.filter(({ id }) => id !== track.id)),
    add: (track: Track) => put.mutate([...tracks, track]),
  };
}
