/** How a connection came into a room: what it had (`base`), what it was given then (`upTo`), and in which round that is asked about. */
export interface RoomEntry {
  readonly base: number;
  readonly upTo: number;
  readonly epoch: number;
}

/** An entry that no ping can confirm: what is after `seq` is still to be given. */
export const notYetReplayed = (seq: number): RoomEntry => ({ base: seq, upTo: seq, epoch: Number.MAX_SAFE_INTEGER });

/** How far a room had been delivered when a round began. */
export interface Watermark {
  readonly epoch: number;
  readonly top: number;
}

/** What one connection is known to have of the rooms it is in. */
export interface Position {
  readonly rooms: Record<string, number>;
  /** Of direct rooms in which something happened while it was connected. */
  readonly direct: Record<string, number>;
  /** Everything that was said directly before this moment (epoch milliseconds) has arrived. */
  readonly directAt: number;
}

/**
 * The seq up to which a connection has a room: bytes written into a dead line are not had, so it is what was delivered
 * before the last round whose ping it answered.
 *
 * @param watermarks of this room, oldest first
 */
export function positionIn(entry: RoomEntry, acked: number, watermarks: readonly Watermark[]): number {
  const entered = acked >= entry.epoch ? entry.upTo : entry.base;
  const watermark = watermarks.findLast(({ epoch }) => epoch <= acked && epoch >= entry.epoch);
  return watermark ? Math.max(entered, watermark.top) : entered;
}

/**
 * What a connection that was resumed had of direct conversations when it came: that is its position until a ping is
 * answered that was sent after it was given the rest, in `round`.
 */
export interface PendingReplay extends Pick<Position, 'direct' | 'directAt'> {
  readonly epoch: number;
}
