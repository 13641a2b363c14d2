import { ByUser } from '../delivery/by-user.js';
import { type Entry, type Mark, notYetGiven, type Owed, type Position, positionIn } from './positions.js';

/** So many rounds a room's marks are kept; who has not answered for so long is taken to have what it entered with. */
const MARKS = 90;

/** As much of a line as the rounds see. */
export interface Pinged {
  readonly userId: number;
  /** Events were written to it since `takeTouched`. */
  readonly touched: boolean;
  takeTouched(): boolean;
  ping(payload: string): void;
}

interface State {
  readonly entries: Map<string, Entry>;
  /** The last round in which it was asked, when that was, and the last that it answered. */
  asked: number;
  askedAt: number;
  acked: number;
  ackedAt: number;
  /** When it last gave a sign of life, asked for or not. */
  heardAt: number;
  owed?: Owed;
}

export interface Round<Line> {
  /** The round that is over: everybody but the laggards has answered in it. */
  readonly complete: number;
  /** Rooms whose delivery is now known to have reached everybody but the laggards. */
  readonly covered: ReadonlyMap<string, Mark>;
  readonly laggards: readonly Line[];
  /** Lines that were lagging and are no longer. */
  readonly caughtUp: readonly Line[];
}

/**
 * Finds out what each connection of this replica has: at most once a second it is pinged, when events were written to
 * it and it owes no answer, and its pong covers everything that was written before the ping. Knows neither Redis nor a
 * clock of its own.
 */
export class PingEpochs<Line extends Pinged> {
  private readonly states = new Map<Line, State>();
  private readonly marks = new Map<string, Mark[]>();
  private readonly direct = new ByUser<Mark[]>();
  private readonly lagging = new Set<Line>();
  private round = 1;

  add(line: Line, now: number): void {
    this.states.set(line, { entries: new Map(), asked: 0, askedAt: now, acked: 0, ackedAt: now, heardAt: now });
  }

  remove(line: Line): void {
    this.states.delete(line);
    this.lagging.delete(line);
  }

  /** It is in a room from now on; the next round asks about what it was given. */
  enter(line: Line, room: string, base: number, upTo: number): void {
    this.states.get(line)?.entries.set(room, { base, upTo, round: this.round });
  }

  /** It comes back with this position; what it missed is still to be given to it, room by room. */
  inherit(line: Line, { rooms, direct, directAt }: Position): void {
    const state = this.states.get(line);
    if (!state) return;
    for (const [room, seq] of Object.entries(rooms)) state.entries.set(room, notYetGiven(seq));
    state.owed = { direct, directAt, round: Number.MAX_SAFE_INTEGER };
  }

  /** It was given what it had missed directly; the next round asks about it. */
  givenDirect(line: Line): void {
    const state = this.states.get(line);
    if (state?.owed) state.owed = { ...state.owed, round: this.round };
  }

  leave(line: Line, room: string): void {
    this.states.get(line)?.entries.delete(room);
  }

  entriesOf(line: Line): ReadonlyMap<string, Entry> {
    return this.states.get(line)?.entries ?? new Map();
  }

  owedTo(line: Line): Owed | undefined {
    return this.states.get(line)?.owed;
  }

  /** A pong that nobody asked for shows that its client lives, and not what it has. */
  answered(line: Line, round: number, now: number): void {
    const state = this.states.get(line);
    if (!state) return;
    state.heardAt = now;
    if (!(round > state.acked) || round > state.asked) return;
    state.acked = round;
    state.ackedAt = now;
  }

  /**
   * Ends the round: `tops` is how far each active room has been delivered. Everybody to whom events were written is
   * asked, and who was not asked for `idleMs`. Answers what the round before has shown.
   */
  next(tops: Iterable<readonly [string, number]>, now: number, idleMs: number): Round<Line> {
    const { round } = this;
    const covered = this.coveredBy(round - 1);
    const known = new Set<string>();
    for (const [room, top] of tops) {
      known.add(room);
      this.mark(room, { round, top });
    }
    for (const room of this.marks.keys()) {
      if (known.has(room)) continue;
      this.marks.delete(room);
      this.direct.delete(room);
    }
    const laggards: Line[] = [];
    const caughtUp: Line[] = [];
    for (const [line, state] of this.states) {
      const late = state.acked < state.asked;
      const lagging = this.lagging.has(line);
      if (late && !lagging) laggards.push(line);
      // What it answered is old when something was written since: then it is asked again before it counts.
      if (lagging && !late && (state.acked >= round - 1 || !line.touched)) caughtUp.push(line);
      const isDue = now - state.askedAt >= idleMs || (!late && line.touched);
      if (!isDue) continue;
      line.takeTouched();
      state.asked = round;
      state.askedAt = now;
      line.ping(String(round));
    }
    for (const each of laggards) this.lagging.add(each);
    for (const each of caughtUp) this.lagging.delete(each);
    this.round += 1;
    return { complete: round - 1, covered, laggards, caughtUp };
  }

  /** Since when nothing is heard of a line that owes an answer; undefined when it owes none. */
  silentSince(line: Line): number | undefined {
    const state = this.states.get(line);
    return state && state.acked < state.asked ? state.heardAt : undefined;
  }

  positionOf(line: Line, now: number): Position {
    const state = this.states.get(line);
    if (!state) return { rooms: {}, direct: {}, directAt: now };
    const { acked, entries, owed } = state;
    const owes = acked < state.asked || line.touched;
    const rooms: Record<string, number> = {};
    for (const [room, entry] of entries) rooms[room] = positionIn(entry, acked, this.marks.get(room) ?? []);
    if (owed && acked < owed.round) return { rooms, direct: owed.direct, directAt: owed.directAt };
    const direct: Record<string, number> = {};
    for (const [room, marks] of this.direct.of(line.userId)) {
      const mark = marks.findLast(({ round }) => round <= acked);
      if (mark) direct[room] = mark.top;
    }
    return { rooms, direct, directAt: owes ? state.ackedAt : now };
  }

  private mark(room: string, mark: Mark): void {
    const marks = this.marks.get(room) ?? this.begin(room);
    if (marks.at(-1)?.top === mark.top) return;
    marks.push(mark);
    if (marks.length > MARKS) marks.shift();
  }

  private begin(room: string): Mark[] {
    const marks: Mark[] = [];
    this.marks.set(room, marks);
    this.direct.set(room, marks);
    return marks;
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
