import { ByUser } from '../delivery/by-user.js';
import { type RoomEntry, type Watermark, notYetReplayed, type PendingReplay, type Position, positionIn } from './positions.js';

/** So many rounds a room's marks are kept; who has not answered for so long is taken to have what it entered with. */
const MAX_WATERMARKS = 90;

/** As much of a line as the rounds see. */
export interface PingTarget {
  readonly userId: number;
  /** Events were written to it since `takeUnackedEvents`. */
  readonly hasUnackedEvents: boolean;
  takeUnackedEvents(): boolean;
  ping(payload: string): void;
}

interface TargetState {
  readonly entries: Map<string, RoomEntry>;
  /** The last round in which it was asked, when that was, and the last that it answered. */
  pingedEpoch: number;
  pingedAt: number;
  ackedEpoch: number;
  ackedAt: number;
  /** When it last gave a sign of life, asked for or not. */
  lastPongAt: number;
  pendingReplay?: PendingReplay;
}

export interface EpochResult<Line> {
  /** The round that is over: everybody but the laggards has answered in it. */
  readonly complete: number;
  /** Rooms whose delivery is now known to have reached everybody but the laggards. */
  readonly covered: ReadonlyMap<string, Watermark>;
  readonly laggards: readonly Line[];
  /** Lines that were lagging and are no longer. */
  readonly caughtUp: readonly Line[];
}

/**
 * Finds out what each connection of this replica has: at most once a second it is pinged, when events were written to
 * it and it owes no answer, and its pong covers everything that was written before the ping. Knows neither Redis nor a
 * clock of its own.
 */
export class PingEpochs<Target extends PingTarget> {
  private readonly states = new Map<Target, TargetState>();
  private readonly watermarks = new Map<string, Watermark[]>();
  private readonly directWatermarks = new ByUser<Watermark[]>();
  private readonly lagging = new Set<Target>();
  private epoch = 1;

  add(line: Target, now: number): void {
    this.states.set(line, { entries: new Map(), pingedEpoch: 0, pingedAt: now, ackedEpoch: 0, ackedAt: now, lastPongAt: now });
  }

  remove(line: Target): void {
    this.states.delete(line);
    this.lagging.delete(line);
  }

  /** It is in a room from now on; the next round asks about what it was given. */
  enter(line: Target, room: string, base: number, upTo: number): void {
    this.states.get(line)?.entries.set(room, { base, upTo, epoch: this.epoch });
  }

  /** It comes back with this position; what it missed is still to be given to it, room by room. */
  inherit(line: Target, { rooms, direct, directAt }: Position): void {
    const state = this.states.get(line);
    if (!state) return;
    for (const [room, seq] of Object.entries(rooms)) state.entries.set(room, notYetReplayed(seq));
    state.pendingReplay = { direct, directAt, epoch: Number.MAX_SAFE_INTEGER };
  }

  /** It was given what it had missed directly; the next round asks about it. */
  directReplayed(line: Target): void {
    const state = this.states.get(line);
    if (state?.pendingReplay) state.pendingReplay = { ...state.pendingReplay, epoch: this.epoch };
  }

  leave(line: Target, room: string): void {
    this.states.get(line)?.entries.delete(room);
  }

  entriesOf(line: Target): ReadonlyMap<string, RoomEntry> {
    return this.states.get(line)?.entries ?? new Map();
  }

  pendingReplayOf(line: Target): PendingReplay | undefined {
    return this.states.get(line)?.pendingReplay;
  }

  /** A pong that nobody asked for shows that its client lives, and not what it has. */
  onPong(line: Target, epoch: number, now: number): void {
    const state = this.states.get(line);
    if (!state) return;
    state.lastPongAt = now;
    if (!(epoch > state.ackedEpoch) || epoch > state.pingedEpoch) return;
    state.ackedEpoch = epoch;
    state.ackedAt = now;
  }

  /**
   * Ends the round: `tops` is how far each active room has been delivered. Everybody to whom events were written is
   * asked, and who was not asked for `idleMs`. Answers what the round before has shown.
   */
  next(tops: Iterable<readonly [string, number]>, now: number, idleMs: number): EpochResult<Target> {
    const { epoch } = this;
    const covered = this.coveredBy(epoch - 1);
    const known = new Set<string>();
    for (const [room, top] of tops) {
      known.add(room);
      this.addWatermark(room, { epoch, top });
    }
    for (const room of this.watermarks.keys()) {
      if (known.has(room)) continue;
      this.watermarks.delete(room);
      this.directWatermarks.delete(room);
    }
    const laggards: Target[] = [];
    const caughtUp: Target[] = [];
    for (const [line, state] of this.states) {
      const late = state.ackedEpoch < state.pingedEpoch;
      const lagging = this.lagging.has(line);
      if (late && !lagging) laggards.push(line);
      // What it answered is old when something was written since: then it is asked again before it counts.
      if (lagging && !late && (state.ackedEpoch >= epoch - 1 || !line.hasUnackedEvents)) caughtUp.push(line);
      const isDue = now - state.pingedAt >= idleMs || (!late && line.hasUnackedEvents);
      if (!isDue) continue;
      line.takeUnackedEvents();
      state.pingedEpoch = epoch;
      state.pingedAt = now;
      line.ping(String(epoch));
    }
    for (const each of laggards) this.lagging.add(each);
    for (const each of caughtUp) this.lagging.delete(each);
    this.epoch += 1;
    return { complete: epoch - 1, covered, laggards, caughtUp };
  }

  /** Since when nothing is heard of a line that owes an answer; undefined when it owes none. */
  silentSince(line: Target): number | undefined {
    const state = this.states.get(line);
    return state && state.ackedEpoch < state.pingedEpoch ? state.lastPongAt : undefined;
  }

  positionOf(line: Target, now: number): Position {
    const state = this.states.get(line);
    if (!state) return { rooms: {}, direct: {}, directAt: now };
    const { ackedEpoch, entries, pendingReplay } = state;
    const owes = ackedEpoch < state.pingedEpoch || line.hasUnackedEvents;
    const rooms: Record<string, number> = {};
    for (const [room, entry] of entries) rooms[room] = positionIn(entry, ackedEpoch, this.watermarks.get(room) ?? []);
    if (pendingReplay && ackedEpoch < pendingReplay.epoch)
      return { rooms, direct: pendingReplay.direct, directAt: pendingReplay.directAt };
    const direct: Record<string, number> = {};
    for (const [room, marks] of this.directWatermarks.of(line.userId)) {
      const mark = marks.findLast(({ epoch }) => epoch <= ackedEpoch);
      if (mark) direct[room] = mark.top;
    }
    return { rooms, direct, directAt: owes ? state.ackedAt : now };
  }

  private addWatermark(room: string, mark: Watermark): void {
    const marks = this.watermarks.get(room) ?? this.startRoom(room);
    if (marks.at(-1)?.top === mark.top) return;
    marks.push(mark);
    if (marks.length > MAX_WATERMARKS) marks.shift();
  }

  private startRoom(room: string): Watermark[] {
    const marks: Watermark[] = [];
    this.watermarks.set(room, marks);
    this.directWatermarks.set(room, marks);
    return marks;
  }

  private coveredBy(epoch: number): Map<string, Watermark> {
    const covered = new Map<string, Watermark>();
    for (const [room, marks] of this.watermarks) {
      const mark = marks.at(-1);
      if (mark?.epoch === epoch) covered.set(room, mark);
    }
    return covered;
  }
}
