/**
 * What one client has of one room, event by event. It starts anew where the client joins without `since`; from there on
 * everything must come, in order. On one connection nothing comes twice; after a reconnect the end of what was had may.
 */
export class RoomView {
  /** Everything after the joining and up to here was heard. */
  have: number;
  /**
   * `in`: the server owes it every event. `perhaps`: it may have been taken out, or not be known any more. `out`: nothing
   * may come.
   */
  standing: 'in' | 'perhaps' | 'out' = 'in';
  /** The last that came on this connection. */
  private cursor?: number;
  /** Where replays that were asked for begin; each moves the cursor back once. */
  private replays: number[] = [];
  private readonly heardAt: number[] = [];

  constructor(
    private readonly room: string,
    have: number,
  ) {
    this.have = have;
  }

  /** The client comes back on another connection. */
  reconnected(resumable: boolean): void {
    this.cursor = undefined;
    this.replays = [];
    if (!resumable && this.standing === 'in') this.standing = 'perhaps';
  }

  /** A `sync` was sent: the events after `since` come without an answer before them. */
  replayAsked(since: number): void {
    this.replays.push(since);
  }

  joined(since: number | undefined, lastSeq: number): string | undefined {
    const reached = this.cursor ?? this.have;
    if (this.standing === 'in' && since === undefined && reached !== lastSeq)
      return `${this.room}: joined again at ${lastSeq}, having heard up to ${reached}`;
    if (this.standing === 'in' && since === undefined) this.have = lastSeq;
    if (this.standing !== 'in') this.have = since ?? lastSeq;
    this.standing = 'in';
    this.cursor = since ?? lastSeq;
    this.heardAt.length = Math.min(this.heardAt.length, this.cursor + 1);
    return undefined;
  }

  left(): void {
    this.standing = 'out';
    this.cursor = undefined;
  }

  /** @param cutAt when the connection before this one was lost; only what was heard shortly before may come again */
  heard(seq: number, now: number, cutAt: number): string | undefined {
    if (this.standing === 'out') return `${this.room}: heard ${seq} without being in it`;
    const fault = this.cursor === undefined ? this.first(seq, cutAt) : this.next(seq, this.cursor);
    if (fault) return `${this.room}: ${fault}`;
    this.cursor = seq;
    this.heardAt[seq] ??= now;
    this.have = Math.max(this.have, seq);
    return undefined;
  }

  private first(seq: number, cutAt: number): string | undefined {
    if (this.standing === 'perhaps') {
      this.have = seq;
      return undefined;
    }
    if (seq > this.have + 1) return `came back at ${seq}, having heard up to ${this.have}`;
    const heardAt = this.heardAt[seq];
    if (heardAt !== undefined && heardAt < cutAt - REPEATED_MS)
      return `${seq} came again, heard ${cutAt - heardAt} ms before the cut`;
    return undefined;
  }

  private next(seq: number, cursor: number): string | undefined {
    if (seq === cursor + 1) return undefined;
    const replay = this.replays.indexOf(seq - 1);
    if (replay < 0) return `heard ${seq} after ${cursor}`;
    this.replays.splice(replay, 1);
    return undefined;
  }
}

/** A round of pings and the one before it, and the overlap with which direct conversations are read again. */
const REPEATED_MS = 6_000;
