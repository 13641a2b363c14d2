import { type Veza, VezaError } from '@veza/sdk';
import { kept } from '../offline/kept.js';
import { storage } from '../preferences/storage.js';
import type { Session } from '../session/session.js';
import { isGrowing } from './playable.js';
import type { Player } from './player.js';
import type { PlayerState } from './player-state.js';
import { currentOf, type Queue, type Repeat, revived } from './queue.js';

/** Of one account: another one on this machine does not see it. The end of the session removes it, as all that is kept. */
interface KeptQueue {
  readonly version: 1;
  readonly userId: string;
  readonly queue: Queue;
  readonly repeat: Repeat;
}

interface KeptPosition {
  readonly userId: string;
  readonly key: number;
  readonly seconds: number;
  /** When the sound was there: a rest does not change it. */
  readonly at: number;
}

const QUEUE = 'player.queue';
/** Written while a page ends, when a database takes nothing any more. */
const POSITION = 'veza.player';
const POSITION_MS = 5_000;

/** Keeps queue and position over a reload, from now until the returned function is called. */
export function keepPlayer(player: Player, session: Session): () => void {
  const userId = session.userId();
  if (userId === undefined) return () => undefined;
  const isSame = () => session.userId() === userId;
  const end = new AbortController();
  let state: PlayerState = player.getState();

  const writeQueue = () => {
    if (!isSame()) return;
    const { repeat } = state;
    void kept.write(QUEUE, { version: 1, userId, queue: withoutGrowing(state.queue), repeat } satisfies KeptQueue);
  };
  const writePosition = () => {
    const { current } = player.getState();
    if (!current || !isSame()) return;
    const [{ key }, seconds] = [current, player.position()];
    const before = positionOf(key, userId);
    // Wall clock: it is compared with the time of a report of another device.
    const at = before.seconds === seconds ? before.at : Date.now();
    const position: KeptPosition = { userId, key, seconds, at };
    storage.write(POSITION, JSON.stringify(position));
  };
  const stop = player.subscribe(() => {
    const before = state;
    state = player.getState();
    if (before.queue !== state.queue || before.repeat !== state.repeat) writeQueue();
    if (before.status !== state.status) writePosition();
  });
  const steps = setInterval(() => state.status === 'playing' && writePosition(), POSITION_MS);
  const forget = () => {
    player.close();
    storage.write(POSITION, null);
  };
  const leaveSession = session.uses({ restore: () => Promise.resolve(), forget });
  addEventListener('pagehide', writePosition, { signal: end.signal });
  document.addEventListener('visibilitychange', writePosition, { signal: end.signal });
  void restore(player, session.veza, userId, end.signal);
  return () => {
    end.abort();
    clearInterval(steps);
    stop();
    leaveSession();
  };
}

async function restore(player: Player, veza: Veza, userId: string, signal: AbortSignal): Promise<void> {
  const left = await kept.read<KeptQueue>(QUEUE);
  if (signal.aborted || left?.version !== 1 || left.userId !== userId) return;
  const queue = revived(left.queue);
  const current = currentOf(queue);
  if (!current) return;
  const { seconds, at } = positionOf(current.key, userId);
  player.restore({ queue, repeat: left.repeat, position: seconds });
  if (player.getState().current !== current) return;
  await renew(player, veza, current.track.id);
  if (!signal.aborted) await followDevice(player, veza, at);
}

const NOWHERE = { seconds: 0, at: 0 };

function positionOf(key: number, userId: string): Pick<KeptPosition, 'seconds' | 'at'> {
  try {
    const left = JSON.parse(storage.read(POSITION) ?? '{}') as Partial<KeptPosition>; // written above
    const { seconds = Number.NaN, at = 0 } = left;
    return left.userId === userId && left.key === key && Number.isFinite(seconds) ? { seconds, at } : NOWHERE;
  } catch {
    return NOWHERE;
  }
}

/** Another device has played the track since: its position is that of the person, unless the sound began meanwhile. */
async function followDevice(player: Player, veza: Veza, since: number): Promise<void> {
  const { plays } = await veza.listRecentPlays({ query: { limit: 1 } }).then(
    ({ data }) => data,
    () => ({ plays: [] }),
  );
  const [play] = plays;
  const { current, status } = player.getState();
  if (play?.position_seconds === undefined || play.track.id !== current?.track.id || status !== 'paused') return;
  if (Date.parse(play.position_at ?? '') > since) player.seek(play.position_seconds);
}

/** Its pictures have addresses that end, and it may be gone. Without connection it stays as it was. */
async function renew(player: Player, veza: Veza, id: number | string): Promise<void> {
  if (typeof id === 'string') return;
  try {
    player.renewFacts((await veza.getTrack({ path: { id } })).data);
  } catch (error) {
    if (error instanceof VezaError && (error.status === 403 || error.status === 404)) player.forget(id);
  }
}

/** An upload that has no track yet ends with its page. */
function withoutGrowing({ entries, at, order }: Queue): Queue {
  const rest = entries.filter(({ track }) => !isGrowing(track));
  const before = entries.slice(0, at).filter(({ track }) => !isGrowing(track)).length;
  return { entries: rest, at: Math.min(before, rest.length - 1), order };
}
