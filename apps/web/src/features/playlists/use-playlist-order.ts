import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Track } from '@veza/sdk';
import { withMoved } from '../../playlists/moved-track.js';
import { type OpenedPlaylist, playlistKey, reloadPlaylists } from '../../playlists/use-playlists.js';
import { useSignedIn, useVeza } from '../../session/session-context.js';

/** Moves and removals, which show at once. What the other editors did meanwhile comes with the answer. */
export function usePlaylistOrder({ playlist, tracks }: OpenedPlaylist, code: string) {
  const veza = useVeza();
  const queries = useQueryClient();
  const queryKey = playlistKey(playlist.id, code, useSignedIn());
  const show = async (next: readonly Track[]) => {
    await queries.cancelQueries({ queryKey });
    queries.setQueryData<OpenedPlaylist>(queryKey, (known) => known && { ...known, tracks: [...next] });
  };
  const change = {
    mutationKey: ['playlist-order', playlist.id],
    scope: { id: `playlist-${playlist.id}` },
    // Not before the last of them: it would show the order without those that wait for their turn.
    onSettled: async () => {
      if (queries.isMutating({ mutationKey: change.mutationKey }) === 1) await reloadPlaylists(queries);
    },
  };
  const move = useMutation({
    ...change,
    mutationFn: ({ trackId, after }: { trackId: number; after: number | null }) =>
      veza.moveInPlaylist({ path: { id: playlist.id, trackId }, body: { after } }),
  });
  const remove = useMutation({
    ...change,
    mutationFn: (trackId: number) => veza.removeFromPlaylist({ path: { id: playlist.id, trackId } }),
  });
  return {
    error: move.error ?? remove.error,
    move: (from: number, to: number) => {
      const next = withMoved(tracks, from, to);
      const track = tracks[from];
      if (track === undefined || next === tracks) return;
      void show(next);
      move.mutate({ trackId: track.id, after: next[to - 1]?.id ?? null });
    },
    remove: (track: Track) => {
      void show(tracks.filter(({ id }) => id !== track.id));
      remove.mutate(track.id);
    },
  };
}
