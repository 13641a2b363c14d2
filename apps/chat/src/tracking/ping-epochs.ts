import { ByUser } from '../delivery/by-user.js';
import {
  confirmedUpTo,
  type RoomEntry,
  type Watermark,
  notYetReplayed,
  type PendingReplay,
  type Position,
  positionIn,
} from './positions.js';

/** Epochs for which a room's watermarks are kept. A connection silent for longer counts as having what it entered with. */
const MAX_WATERMARKS = 90;

/** The part of a connection that the epochs use. */
export interface PingTarget {
  readonly userId: number;
  /** Events were written since `takeUnackedEvents`. */
  readonly hasUnackedEvents: boolean;
  takeUnackedEvents(): boolean;
  ping(payload: string): void;
}

/** A moment by two clocks. */
export interface Instant {
  /** `performance.now()`: for ages, because a wall clock may jump. */
  readonly elapsed: number;
  /** Epoch milliseconds by the clock of Postgres: for positions, which other replicas compare with its rows. */
  readonly database: number;
}

interface TargetState {
  readonly entries: Map<string, RoomEntry>;
  /** The last epoch in which it was pinged, the time of that, and the last epoch that it answered. */
  pingedEpoch: number;
  pingedAt: Instant;
  ackedEpoch: number;
  /** The time of the last ping that it answered (`Instant.database`). */
  ackedAt: number;
  /** The time of its first ping without an answer, or of a later pong (`Instant.elapsed`). */
  silentSince: number;
  pendingReplay?: PendingReplay;
}

export interface EpochResult<Target> {
  /** The epoch that is complete: every connection but the laggards has answered in it. */
  readonly complete: number;
  /** Rooms whose deliveries are now confirmed by every connection but the laggards. */
  readonly covered: ReadonlyMap<string, Watermark>;
  readonly laggards: readonly Target[];
  /** Connections that were laggards and are no longer. */
  readonly caughtUp: readonly Target[];
}

/**
 * Finds out what each connection of this replica has received: at most once an epoch (a second) it is pinged, if events
 * were written to it and it has answered the last ping. Its pong confirms everything that was written before the ping.
 * Pure: no Redis, no clock of its own.
 */
export class PingEpochs<Target extends PingTarget> {
  private readonly states = new Map<Target, TargetState>();
  private readonly watermarks = new Map<string, Watermark[]>();
  private readonly directWatermarks = new ByUser<Watermark[]>();
  private readonly lagging = new Set<Target>();
  private epoch = 1;

  add(target: Target, now: Instant): void {
    this.states.set(target, {
      entries: new Map(),
      pingedEpoch: 0,
      pingedAt: now,
      ackedEpoch: 0,
      ackedAt: now.database,
      silentSince: now.elapsed,
    });
  }

  remove(target: Target): void {
    this.states.delete(target);
    this.lagging.delete(target);
  }

  isIn(target: Target, room: string): boolean {
    return this.states.get(target)?.entries.has(room) ?? false;
  }

  /** The connection is in the room from now on; a ping of this epoch or later confirms `upTo`. */
  enter(target: Target, room: string, base: number, upTo: number): void {
    const entries = this.states.get(target)?.entries;
    const known = entries?.get(room);
    const reached = known && isReplaying(known) ? Math.max(base, known.base) : base;
    entries?.set(room, { base: reached, upTo, epoch: this.epoch });
  }

  /**
   * The connection is sent the past of a room, page by page. Until `enter` only `replayed` moves its position. Returns
   * false if this was known, because the connection has resumed.
   */
  beginReplay(target: Target, room: string, base: number): boolean {
    const entries = this.states.get(target)?.entries;
    const known = entries?.get(room);
    if (!entries || (known && isReplaying(known))) return false;
    entries.set(room, notYetReplayed(base));
    return true;
  }

  /** The connection has confirmed a page of a replay. A page of a room that it has left is ignored. */
  replayed(target: Target, room: string, seq: number): void {
    const state = this.states.get(target);
    const entry = state?.entries.get(room);
    if (state && entry && seq > entry.base && state.ackedEpoch < entry.epoch) state.entries.set(room, { ...entry, base: seq });
    if (state?.pendingReplay && !entry)
      state.pendingReplay = { ...state.pendingReplay, direct: { ...state.pendingReplay.direct, [room]: seq } };
  }

  /** The connection resumes from this position. What it missed is replayed later, room by room. */
  inherit(target: Target, { rooms, direct, directAt }: Position): void {
    const state = this.states.get(target);
    if (!state) return;
    for (const [room, seq] of Object.entries(rooms)) state.entries.set(room, notYetReplayed(seq));
    state.pendingReplay = { direct, directAt, epoch: Number.MAX_SAFE_INTEGER };
  }

  /** The direct messages that it missed were replayed; a ping of this epoch or later confirms them. */
  directReplayed(target: Target): void {
    const state = this.states.get(target);
    if (state?.pendingReplay) state.pendingReplay = { ...state.pendingReplay, epoch: this.epoch };
  }

  leave(target: Target, room: string): void {
    this.states.get(target)?.entries.delete(room);
  }

  /**
   * The rooms of a connection as they are stored. What it has confirmed is in `base`, so that the position is right even if
   * the watermarks are lost.
   */
  entriesOf(target: Target): ReadonlyMap<string, RoomEntry> {
    const state = this.states.get(target);
    const entries = new Map<string, RoomEntry>();
    for (const [room, entry] of state?.entries ?? []) {
      const isConfirmed = state !== undefined && state.ackedEpoch >= entry.epoch;
      entries.set(room, isConfirmed ? confirmedUpTo(entry, this.positionOfEntry(room, entry, state)) : entry);
    }
    return entries;
  }

  /** The connections whose position is stored apart from the common one. */
  get laggards(): ReadonlySet<Target> {
    return this.lagging;
  }

  pendingReplayOf(target: Target): PendingReplay | undefined {
    return this.states.get(target)?.pendingReplay;
  }

  /** An unsolicited pong shows that the client is alive, but confirms nothing. */
  onPong(target: Target, epoch: number, elapsed: number): void {
    const state = this.states.get(target);
    if (!state) return;
    state.silentSince = elapsed;
    if (!(epoch > state.ackedEpoch) || epoch > state.pingedEpoch) return;
    state.ackedEpoch = epoch;
    if (epoch === state.pingedEpoch) state.ackedAt = state.pingedAt.database;
  }

  /**
   * Ends the epoch: pings every connection with unconfirmed events, and those that were not pinged for `idleMs`. Returns
   * what the epoch before has confirmed.
   *
   * @param tops the last delivered seq of each open room
   */
  next(tops: Iterable<readonly [string, number]>, now: Instant, idleMs: number): EpochResult<Target> {
    const complete = this.epoch - 1;
    const covered = this.coveredBy(complete);
    this.addWatermarks(tops);
    const laggards: Target[] = [];
    const caughtUp: Target[] = [];
    for (const [target, state] of this.states) {
      const wasLagging = this.lagging.has(target);
      if (isLate(state) && !wasLagging) laggards.push(target);
      if (wasLagging && this.hasCaughtUp(target, state)) caughtUp.push(target);
      this.pingIfDue(target, state, now, idleMs);
    }
    for (const each of laggards) this.lagging.add(each);
    for (const each of caughtUp) this.lagging.delete(each);
    this.epoch += 1;
    return { complete, covered, laggards, caughtUp };
  }

  /**
   * Since when a connection owes an answer (`Instant.elapsed`): its first ping without one, or a later pong to no ping.
   * Undefined if it has answered its last ping.
   */
  silentSince(target: Target): number | undefined {
    const state = this.states.get(target);
    return state && isLate(state) ? state.silentSince : undefined;
  }

  /** @param now by the clock of Postgres */
  positionOf(target: Target, now: number): Position {
    const state = this.states.get(target);
    if (!state) return { rooms: {}, direct: {}, directAt: now };
    const { ackedEpoch, entries, pendingReplay } = state;
    const rooms: Record<string, number> = {};
    for (const [room, entry] of entries) rooms[room] = this.positionOfEntry(room, entry, state);
    if (pendingReplay && ackedEpoch < pendingReplay.epoch)
      return { rooms, direct: pendingReplay.direct, directAt: pendingReplay.directAt };
    const direct: Record<string, number> = {};
    for (const [room, watermarks] of this.directWatermarks.of(target.userId)) {
      const watermark = watermarks.findLast(({ epoch }) => epoch <= ackedEpoch);
      if (watermark) direct[room] = watermark.top;
    }
    return { rooms, direct, directAt: isLate(state) || target.hasUnackedEvents ? state.ackedAt : now };
  }

  private positionOfEntry(room: string, entry: RoomEntry, { ackedEpoch }: TargetState): number {
    return positionIn(entry, ackedEpoch, this.watermarks.get(room) ?? []);
  }

  /** An answer to an older ping does not count if events were written since: the connection is pinged again first. */
  private hasCaughtUp(target: Target, state: TargetState): boolean {
    return !isLate(state) && (state.ackedEpoch >= this.epoch - 1 || !target.hasUnackedEvents);
  }

  private pingIfDue(target: Target, state: TargetState, now: Instant, idleMs: number): void {
    const isDue = now.elapsed - state.pingedAt.elapsed >= idleMs || (!isLate(state) && target.hasUnackedEvents);
    if (!isDue) return;
    if (!isLate(state)) state.silentSince = now.elapsed;
    target.takeUnackedEvents();
    state.pingedEpoch = this.epoch;
    state.pingedAt = now;
    target.ping(String(this.epoch));
  }

  /** Also drops the watermarks of rooms that are no longer open. */
  private addWatermarks(tops: Iterable<readonly [string, number]>): void {
    const open = new Set<string>();
    for (const [room, top] of tops) {
      open.add(room);
      this.addWatermark(room, { epoch: this.epoch, top });
    }
    for (const room of this.watermarks.keys()) {
      if (open.has(room)) continue;
      this.watermarks.delete(room);
      this.directWatermarks.delete(room);
    }
  }

  private addWatermark(room: string, watermark: Watermark): void {
    const watermarks = this.watermarks.get(room) ?? this.startRoom(room);
    if (watermarks.at(-1)?.top === watermark.top) return;
    watermarks.push(watermark);
    if (watermarks.length > MAX_WATERMARKS) watermarks.shift();
  }

  private startRoom(room: string): Watermark[] {
    const watermarks: Watermark[] = [];
    this.watermarks.set(room, watermarks);
    this.directWatermarks.set(room, watermarks);
    return watermarks;
  }

  private coveredBy(epoch: number): Map<string, Watermark> {
    const covered = new Map<string, Watermark>();
    for (const [room, watermarks] of this.watermarks) {
      const watermark = watermarks.at(-1);
      if (watermark?.epoch === epoch) covered.set(room, watermark);
    }
    return covered;
  }
}

const isReplaying = ({ epoch }: RoomEntry): boolean => epoch === Number.MAX_SAFE_INTEGER;

/** It has not answered its last ping. */
const isLate = ({ ackedEpoch, pingedEpoch }: TargetState): boolean => ackedEpoch < pingedEpoch;
