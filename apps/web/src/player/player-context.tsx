import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useSession } from '../session/session-context.js';
import { keepPlayer } from './kept-player.js';
import { Player } from './player.js';
import type { PlayerState } from './player-state.js';
import { reportPosition } from './report-position.js';
import { useMediaKeys } from './use-media-keys.js';

const PlayerContext = createContext<Player | undefined>(undefined);

/** The one player of a page: of a signed-in person from sign-in to sign-out, of a stranger on the pages for everyone. */
export function MusicPlayer({ children }: { children: ReactNode }) {
  const session = useSession();
  const [player] = useState(() => new Player(session.veza));
  useEffect(() => keepPlayer(player, session), [player, session]); // ends before the player is emptied below
  useEffect(() => reportPosition(player, session), [player, session]);
  useEffect(() => () => player.close(), [player]);
  useMediaKeys(player);
  return <PlayerContext value={player}>{children}</PlayerContext>;
}

export function usePlayer(): Player {
  const player = use(PlayerContext);
  if (!player) throw new Error('MusicPlayer is missing above');
  return player;
}

export function usePlayerState(): PlayerState {
  const player = usePlayer();
  return useSyncExternalStore(player.subscribe, player.getState);
}

/** In seconds, of the present track. */
export function usePosition(): { position: number; duration: number } {
  const player = usePlayer();
  const position = useSyncExternalStore(player.subscribeToMoves, player.position);
  const duration = useSyncExternalStore(player.subscribeToMoves, player.duration);
  return { position, duration };
}
