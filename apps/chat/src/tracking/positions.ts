/**
 * A connection's entry into a room: the seq that it had (`base`), the seq up to which it was then sent the past (`upTo`),
 * and the ping epoch that confirms this.
 */
export interface RoomEntry {
  readonly base: number;
  readonly upTo: number;
  readonly epoch: number;
}

/** An entry that no ping confirms: what follows `seq` is still to be replayed. */
export const notYetReplayed = (seq: number): RoomEntry => ({ base: seq, upTo: seq, epoch: Number.MAX_SAFE_INTEGER });

/** An entry whose events up to `seq` are confirmed. What came later is found in the watermarks since its epoch. */
export const confirmedUpTo = ({ epoch }: RoomEntry, seq: number): RoomEntry => ({ base: seq, upTo: seq, epoch });

/** The last delivered seq of a room (`top`) when a ping epoch began. */
export interface Watermark {
  readonly epoch: number;
  readonly top: number;
}

/** What one connection has confirmed of its rooms. */
export interface Position {
  readonly rooms: Record<string, number>;
  /** Direct rooms that were open while it was connected. */
  readonly direct: Record<string, number>;
  /** Every direct message before this moment has arrived: epoch milliseconds by the clock of Postgres. */
  readonly directAt: number;
}

/**
 * The seq that a connection has confirmed of a room. Bytes written into a dead connection do not count, so it is what was
 * delivered before the last ping that the connection answered.
 *
 * @param watermarks of this room, oldest first
 */
export function positionIn(entry: RoomEntry, acked: number, watermarks: readonly Watermark[]): number {
  const entered = acked >= entry.epoch ? entry.upTo : entry.base;
  const watermark = watermarks.findLast(({ epoch }) => epoch <= acked && epoch >= entry.epoch);
  return watermark ? Math.max(entered, watermark.top) : entered;
}

/**
 * The position in direct rooms that a resumed connection began with. It stays its position until a ping is answered that
 * was sent after the replay, in `epoch` or later.
 */
export interface PendingReplay extends Pick<Position, 'direct' | 'directAt'> {
  readonly epoch: number;
}
