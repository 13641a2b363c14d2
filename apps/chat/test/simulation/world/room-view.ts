import { directMembers } from '../../../src/protocol/log-event.js';

/**
 * What one client has received of one room. It starts anew at a join without `since`. From there on each event must
 * arrive, in order. On one connection no event arrives twice; after a reconnect the last events before it may.
 */
export class ClientRoomView {
  /** The client has received each event from its join up to this seq. */
  upTo: number;
  /**
   * `in`: the server owes the client each event. `unknown`: the client may have been removed, or its state may be lost.
   * `out`: no event may arrive.
   */
  membership: 'in' | 'unknown' | 'out' = 'in';
  /** The time of the last reply to a join or a leave, or of a ban. */
  changedAt = 0;
  /** The last seq on this connection. */
  private cursor?: number;
  /** The server has resumed this connection after this seq: its first event came without a join. */
  private resumedFrom?: number;
  /** A `sync` was sent on this connection, which may have joined the room. */
  private isSynced = false;
  /** Where requested replays begin; each moves the cursor back once. */
  private replays: number[] = [];
  private readonly receivedAt: number[] = [];

  constructor(
    private readonly room: string,
    upTo: number,
  ) {
    this.upTo = upTo;
  }

  /** The client has a new connection. */
  reconnected(resumable: boolean): void {
    this.cursor = undefined;
    this.resumedFrom = undefined;
    this.isSynced = false;
    this.replays = [];
    if (!resumable && this.membership === 'in') this.membership = 'unknown';
  }

  /** The server puts the new connection into all rooms of its user, with their events since before the loss. */
  presumed(): void {
    this.membership = 'in';
    this.receivedAt.length = 0;
  }

  /**
   * A `sync` was sent: the events after `since` arrive without a reply before them. Live direct messages may come first, and
   * so may events of a room whose join had no reply: the server may have its position further on.
   */
  replayRequested(since: number): void {
    this.isSynced = true;
    if (directMembers(this.room) || this.membership === 'unknown') this.replays.push(since);
  }

  joined(since: number | undefined, lastSeq: number): string | undefined {
    const reached = this.cursor ?? this.upTo;
    if (this.membership === 'in' && since === undefined && reached !== lastSeq)
      return `${this.room}: joined again at ${lastSeq}, with events up to ${reached}`;
    if (this.membership === 'in' && since === undefined) this.upTo = lastSeq;
    const continues = since !== undefined && !this.isSynced && this.resumedFrom !== undefined && since >= this.resumedFrom;
    if (this.membership === 'in' && continues) return undefined; // nothing comes twice, and nothing goes back
    if (continues) {
      this.replays.push(since); // unless it was removed meanwhile
      this.membership = 'in';
      return undefined;
    }
    if (this.cursor !== undefined && since !== undefined && this.cursor > since) {
      this.replays.push(since); // unless the server has resumed it without an event
      this.receivedAt.length = Math.min(this.receivedAt.length, since + 1);
      this.membership = 'in';
      return undefined;
    }
    if (this.membership !== 'in') this.upTo = since ?? lastSeq;
    this.membership = 'in';
    this.cursor = since ?? lastSeq;
    this.receivedAt.length = Math.min(this.receivedAt.length, this.cursor + 1);
    return undefined;
  }

  left(): void {
    this.membership = 'out';
    this.cursor = undefined;
    this.resumedFrom = undefined;
  }

  /** @param cutAt when the previous connection was lost; only events received shortly before that may be repeated */
  received(seq: number, now: number, cutAt: number): string | undefined {
    if (this.membership === 'out') return `${this.room}: received ${seq} without membership`;
    const fault = this.cursor === undefined ? this.first(seq, cutAt) : this.next(seq, this.cursor);
    if (fault) return `${this.room}: ${fault}`;
    if (this.cursor === undefined) this.resumedFrom = seq - 1;
    this.cursor = seq;
    this.receivedAt[seq] ??= now;
    this.upTo = Math.max(this.upTo, seq);
    return undefined;
  }

  private first(seq: number, cutAt: number): string | undefined {
    if (this.membership === 'unknown') {
      this.upTo = seq;
      return undefined;
    }
    if (seq > this.upTo + 1) return `resumed at ${seq}, with events up to ${this.upTo}`;
    const receivedAt = this.receivedAt[seq];
    if (receivedAt !== undefined && receivedAt < cutAt - (directMembers(this.room) ? DIRECT_REPEATED_MS : REPEATED_MS))
      return `${seq} arrived again, first received ${cutAt - receivedAt} ms before the cut`;
    return undefined;
  }

  private next(seq: number, cursor: number): string | undefined {
    if (seq === cursor + 1) return undefined;
    const replay = this.replays.indexOf(seq - 1);
    if (replay < 0) return `received ${seq} after ${cursor}`;
    this.replays.splice(replay, 1);
    return undefined;
  }
}

/** Two ping epochs and the time until they are stored. Direct conversations are read again with an overlap. */
const REPEATED_MS = 3_000;
const DIRECT_REPEATED_MS = 6_000;
