import type { Session } from '../session/session.js';
import { isGrowing } from './playable.js';
import type { Player } from './player.js';
import { PositionReports } from './position-reports.js';

/**
 * Reports to the server where the person is in a track, from now until the returned function is called, so that another
 * device goes on there. A report leaves with a move of the sound, and has no timer and no repetition: nothing wakes a
 * phone. A stranger has none.
 */
export function reportPosition(player: Player, session: Session): () => void {
  if (session.userId() === undefined) return () => undefined;
  const reports = new PositionReports();
  return player.subscribeToMoves(() => {
    const { current, status } = player.getState();
    const seconds = player.position();
    if (!reports.step(seconds, status === 'playing') || !current || isGrowing(current.track)) return;
    session.veza.setTrackPosition({ path: { id: current.track.id }, body: { seconds } }).catch(() => undefined);
  });
}
