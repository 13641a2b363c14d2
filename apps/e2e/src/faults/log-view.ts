/** The log of a room or of two users, as one client has received it. */
export class LogView {
  /** The client has everything up to here. Undefined until its first event after a new beginning. */
  upTo?: number;
  /** Whether every later event must reach the client. */
  isOwed = false;
  /** Events that came again on a later connection. */
  repeated = 0;
  /** The last event on this connection. */
  private last?: number;
  /** Where the requested replays begin. */
  private sinces: number[] = [];

  /** Everything after this seq is owed. Without one, everything after the next event. */
  begin(seq?: number): void {
    this.isOwed = true;
    this.upTo = seq;
  }

  /** The server owes nothing until the next `begin`. */
  forget(): void {
    this.isOwed = false;
  }

  connected(): void {
    this.last = undefined;
    this.sinces = [];
  }

  /** A join with `since` was sent. */
  requested(since: number): void {
    this.sinces.push(since);
  }

  /** Returns what is wrong with an event. */
  received(seq: number): string | undefined {
    const fault = this.last === undefined ? this.first(seq) : this.next(seq, this.last);
    this.last = seq;
    if (this.upTo !== undefined && seq <= this.upTo) this.repeated += 1;
    this.upTo = Math.max(this.upTo ?? seq, seq);
    return fault;
  }

  private first(seq: number): string | undefined {
    const isMissing = this.isOwed && this.upTo !== undefined && seq > this.upTo + 1;
    return isMissing ? `${seq} came first on a connection, with everything up to ${this.upTo}` : undefined;
  }

  private next(seq: number, last: number): string | undefined {
    if (seq === last + 1) return undefined;
    const at = this.sinces.indexOf(seq - 1);
    if (at < 0) return `${seq} came after ${last}`;
    this.sinces.splice(at, 1);
    return undefined;
  }
}
