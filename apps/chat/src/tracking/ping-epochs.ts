import { ByUser } from '../delivery/by-user.js';
import { type RoomEntry, type Watermark, notYetReplayed, type PendingReplay, type Position, positionIn } from './positions.js';

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

interface TargetState {
  readonly entries: Map<string, RoomEntry>;
  /** The last epoch in which it was pinged, the time of that, and the last epoch that it answered. */
  pingedEpoch: number;
  pingedAt: number;
  ackedEpoch: number;
  ackedAt: number;
  /** Time of its last pong, requested or not. */
  lastPongAt: number;
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

  add(target: Target, now: number): void {
    this.states.set(target, {
      entries: new Map(),
      pingedEpoch: 0,
      pingedAt: now,
      ackedEpoch: 0,
      ackedAt: now,
      lastPongAt: now,
    });
  }

  remove(target: Target): void {
    this.states.delete(target);
    this.lagging.delete(target);
  }

  /** The connection is in the room from now on; a ping of this epoch or later confirms `upTo`. */
  enter(target: Target, room: string, base: number, upTo: number): void {
    this.states.get(target)?.entries.set(room, { base, upTo, epoch: this.epoch });
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

  entriesOf(target: Target): ReadonlyMap<string, RoomEntry> {
    return this.states.get(target)?.entries ?? new Map();
  }

  pendingReplayOf(target: Target): PendingReplay | undefined {
    return this.states.get(target)?.pendingReplay;
  }

  /** An unsolicited pong shows that the client is alive, but confirms nothing. */
  onPong(target: Target, epoch: number, now: number): void {
    const state = this.states.get(target);
    if (!state) return;
    state.lastPongAt = now;
    if (!(epoch > state.ackedEpoch) || epoch > state.pingedEpoch) return;
    state.ackedEpoch = epoch;
    state.ackedAt = now;
  }

  /**
   * Ends the epoch: pings every connection with unconfirmed events, and those that were not pinged for `idleMs`. Returns
   * what the epoch before has confirmed.
   *
   * @param tops the last delivered seq of each open room
   */
  next(tops: Iterable<readonly [string, number]>, now: number, idleMs: number): EpochResult<Target> {
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

  /** The time of the last pong of a connection that has not answered its last ping; undefined if it has. */
  silentSince(target: Target): number | undefined {
    const state = this.states.get(target);
    return state && isLate(state) ? state.lastPongAt : undefined;
  }

  positionOf(target: Target, now: number): Position {
    const state = this.states.get(target);
    if (!state) return { rooms: {}, direct: {}, directAt: now };
    const { ackedEpoch, entries, pendingReplay } = state;
    const rooms: Record<string, number> = {};
    for (const [room, entry] of entries) rooms[room] = positionIn(entry, ackedEpoch, this.watermarks.get(room) ?? []);
    if (pendingReplay && ackedEpoch < pendingReplay.epoch)
      return { rooms, direct: pendingReplay.direct, directAt: pendingReplay.directAt };
    const direct: Record<string, number> = {};
    for (const [room, watermarks] of this.directWatermarks.of(target.userId)) {
      const watermark = watermarks.findLast(({ epoch }) => epoch <= ackedEpoch);
      if (watermark) direct[room] = watermark.top;
    }
    return { rooms, direct, directAt: isLate(state) || target.hasUnackedEvents ? state.ackedAt : now };
  }

  /** An answer to an older ping does not count if events were written since: the connection is pinged again first. */
  private hasCaughtUp(target: Target, state: TargetState): boolean {
    return !isLate(state) && (state.ackedEpoch >= this.epoch - 1 || !target.hasUnackedEvents);
  }

  private pingIfDue(target: Target, state: TargetState, now: number, idleMs: number): void {
    const isDue = now - state.pingedAt >= idleMs || (!isLate(state) && target.hasUnackedEvents);
    if (!isDue) return;
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

/** It has not answered its last ping. */
const isLate = ({ ackedEpoch, pingedEpoch }: TargetState): boolean => ackedEpoch < pingedEpoch;
