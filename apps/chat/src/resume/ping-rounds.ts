import type { Connection } from '../socket/connection.js';
import { type Entry, type Mark, type Position, positionIn } from './positions.js';

/** So many rounds a room's marks are kept; who has not answered for so long is taken to have what it entered with. */
const MARKS = 90;

interface State {
  readonly entries: Map<string, Entry>;
  /** The last round in which it was asked, when that was, and the last that it answered. */
  asked: number;
  askedAt: number;
  acked: number;
  ackedAt: number;
}

export interface Round {
  /** The round that is over: everybody but the laggards has answered in it. */
  readonly complete: number;
  /** Rooms whose delivery is now known to have reached everybody but the laggards. */
  readonly covered: ReadonlyMap<string, Mark>;
  readonly laggards: readonly Connection[];
  /** Connections that were lagging and are no longer. */
  readonly caughtUp: readonly Connection[];
}

/**
 * Finds out what each connection of this replica has: at most once a second it is pinged, when something was written to
 * it, and its pong covers everything that was written before the ping. Knows neither Redis nor a clock of its own.
 */
export class PingRounds {
  private readonly states = new Map<Connection, State>();
  private readonly marks = new Map<string, Mark[]>();
  private readonly lagging = new Set<Connection>();
  private round = 1;

  add(connection: Connection, now: number): void {
    this.states.set(connection, { entries: new Map(), asked: 0, askedAt: now, acked: 0, ackedAt: now });
  }

  remove(connection: Connection): void {
    this.states.delete(connection);
    this.lagging.delete(connection);
  }

  /** It is in a room from now on; the next round asks about what it was given. */
  enter(connection: Connection, room: string, base: number, upTo: number): void {
    this.states.get(connection)?.entries.set(room, { base, upTo, round: this.round });
  }

  leave(connection: Connection, room: string): void {
    this.states.get(connection)?.entries.delete(room);
  }

  entriesOf(connection: Connection): ReadonlyMap<string, Entry> {
    return this.states.get(connection)?.entries ?? new Map();
  }

  answered(connection: Connection, round: number, now: number): void {
    const state = this.states.get(connection);
    if (!state || !(round > state.acked) || round > state.asked) return;
    state.acked = round;
    state.ackedAt = now;
  }

  /**
   * Ends the round: `tops` is how far each active room has been delivered. Everybody to whom something was written is
   * asked, and who was not asked for `idleMs`. Answers what the round before has shown.
   */
  next(tops: Iterable<readonly [string, number]>, now: number, idleMs: number): Round {
    const { round } = this;
    const covered = this.coveredBy(round - 1);
    const known = new Set<string>();
    for (const [room, top] of tops) {
      known.add(room);
      this.mark(room, { round, top });
    }
    for (const room of this.marks.keys()) if (!known.has(room)) this.marks.delete(room);
    const laggards: Connection[] = [];
    const caughtUp: Connection[] = [];
    for (const [connection, state] of this.states) {
      const late = state.acked < state.asked;
      if (late && !this.lagging.has(connection)) laggards.push(connection);
      if (!late && this.lagging.has(connection)) caughtUp.push(connection);
      if (!connection.takeTouched() && now - state.askedAt < idleMs) continue;
      state.asked = round;
      state.askedAt = now;
      connection.ping(String(round));
    }
    for (const each of laggards) this.lagging.add(each);
    for (const each of caughtUp) this.lagging.delete(each);
    this.round += 1;
    return { complete: round - 1, covered, laggards, caughtUp };
  }

  /** Since when a connection owes an answer; undefined when it owes none. */
  silentSince(connection: Connection): number | undefined {
    const state = this.states.get(connection);
    return state && state.acked < state.asked ? state.ackedAt : undefined;
  }

  positionOf(connection: Connection, now: number): Position {
    const state = this.states.get(connection);
    if (!state) return { rooms: {}, direct: {}, directAt: now };
    const { acked, entries } = state;
    const owes = acked < state.asked || connection.touched;
    const rooms: Record<string, number> = {};
    for (const [room, entry] of entries) rooms[room] = positionIn(entry, acked, this.marks.get(room) ?? []);
    const direct: Record<string, number> = {};
    for (const [room, marks] of this.marks) {
      const mark = marks.findLast(({ round }) => round <= acked);
      if (room.startsWith('dm:') && mark) direct[room] = mark.top;
    }
    return { rooms, direct, directAt: owes ? state.ackedAt : now };
  }

  private mark(room: string, mark: Mark): void {
    const marks = this.marks.get(room) ?? [];
    if (marks.at(-1)?.top === mark.top) return;
    marks.push(mark);
    if (marks.length > MARKS) marks.shift();
    this.marks.set(room, marks);
  }

  private coveredBy(round: number): Map<string, Mark> {
    const covered = new Map<string, Mark>();
    for (const [room, marks] of this.marks) {
      const mark = marks.at(-1);
      if (mark?.round === round) covered.set(room, mark);
    }
    return covered;
  }
}
