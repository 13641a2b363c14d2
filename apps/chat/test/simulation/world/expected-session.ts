import type { SimulatedTime } from './simulated-time.js';

/** The documented client reconnects after exactly this time. */
export const RECONNECT_MS = 1_000;
/** The longest time until the first state of a new client is stored. */
const STORED_MS = 300;
/** The longest time until a dead socket is found, and its state stored. */
const GHOST_MS = 3_500;
/** The longest time until a reconnected client is back in its rooms. */
const RESUMED_MS = 3_000;
/** It takes so much longer after a fault of Redis, or on a slow line, where pongs are late too. */
const DISTURBED_MS = 6_000;

/** What the server may know of a client whose connection it accepts. */
export interface Accepted {
  /** It may have no state of it. */
  readonly lost: boolean;
  /** It may have an older one. */
  readonly stale: boolean;
  /** It may put it into all rooms of its user. */
  readonly presumed: boolean;
  /** It must do so: what it had is lost for certain. */
  readonly owed: boolean;
}

/**
 * Whether the server must still have the session state of a client that reconnects. If the state may be lost, the
 * server owes no event of the time between. Each cause of a loss is recorded here, and no other one is allowed.
 */
export class ExpectedSession {
  /** When the previous connection was lost. */
  cutAt = 0;
  /** Its state may be lost at the next connection. */
  private lost = true;
  /**
   * The server noticed the end of a socket only after its next one had come: a later connection may take the older
   * state.
   */
  private stale = false;
  private disturbedUntil = -Infinity;
  /** After a loss of data, new connections wait until then. */
  private waitsUntil = -Infinity;
  /** Until then the client may not be back in its rooms. */
  private newUntil = -Infinity;
  private isSlow = false;
  /** Redis may lack what the client has confirmed since then. */
  private outdatedSince = Infinity;
  /** Redis has lost its data: a client without state is put into all rooms of its user. */
  private isPresumed = false;
  private acceptedAt = 0;
  /** The server still has the open socket of the connection before. */
  private hasGhost = false;
  /** The current connection began beside such a socket. */
  private beganBesideGhost = false;
  /** Messages between replicas may be lost until then, so that a dead socket is not found at once. */
  private unheardUntil = -Infinity;
  /** The state may have been lost at the current connection. */
  private lostAtStart = true;
  /** Its state was in Redis alone when Redis lost its data: the next connection enters all rooms of its user. */
  private isOwedRooms = false;
  /** The current connection does. */
  private owedAtStart = false;

  constructor(private readonly time: SimulatedTime) {}

  /** Whether the server may have had no state when the current connection came. */
  get startedLost(): boolean {
    return this.lostAtStart;
  }

  /** Whether the server puts the current connection into all rooms of its user, by what it knows of the loss. */
  get startedOwed(): boolean {
    return this.owedAtStart;
  }

  /** Whether the client may not be back in its rooms yet. */
  get isNew(): boolean {
    return this.time.now <= this.newUntil;
  }

  /** Whether the client was back in its rooms, and stored, at this moment. */
  wasStored(at: number): boolean {
    return !this.lostAtStart && this.acceptedAt + RESUMED_MS + DISTURBED_MS < at;
  }

  /** Redis has lost its data. What the replicas store again is what their clients have confirmed. */
  wiped(): void {
    this.waitsUntil = this.time.now + DISTURBED_MS;
    this.isPresumed = true;
    this.delayed();
  }

  /** Redis has lost the state of its only connection so far, whose replica is dead. */
  wipedAlone(): void {
    this.isOwedRooms = true;
  }

  /** Redis fails for this time. */
  disturbed(ms = 0): void {
    this.disturbedUntil = Math.max(this.disturbedUntil, this.time.now + ms + DISTURBED_MS);
    this.delayed(ms);
  }

  slowed(isSlow: boolean): void {
    this.isSlow = isSlow;
    this.disturbed();
  }

  /** Its state is that of this moment or later. */
  outdated(since: number): void {
    this.outdatedSince = Math.min(this.outdatedSince, since);
  }

  cut(noticedAfterMs: number): void {
    if (noticedAfterMs >= RECONNECT_MS) this.vanished();
  }

  vanished(): void {
    this.hasGhost = true;
  }

  /** A replica or a message between replicas is lost. Returns whether a dead socket may not be found because of that. */
  unheard(ms = 0): boolean {
    this.unheardUntil = Math.max(this.unheardUntil, this.time.now + ms + GHOST_MS);
    if (this.hasGhost) this.lost = this.stale = true;
    const isConcerned = this.beganBesideGhost && this.isNew;
    if (isConcerned) this.stale = this.lost = true;
    return isConcerned;
  }

  /** The client closes cleanly. The caller runs the returned function when the close reaches the server. */
  closeCleanly(): () => void {
    const { stale, isNew } = this;
    this.isOwedRooms = false;
    this.lost = true;
    this.stale = true; // unless the close reaches the server
    return () => (this.stale = stale || isNew); // a new connection may not have taken the state of the previous one yet
  }

  mayBeLost(stale: boolean): void {
    this.lost = true;
    this.stale ||= stale;
  }

  closed(): void {
    if (this.lostAtStart && this.age < STORED_MS) {
      this.lost = true;
      this.isOwedRooms ||= this.owedAtStart;
    }
    if (!this.isNew) this.cutAt = Math.min(this.time.now, this.outdatedSince) - (this.isDisturbed ? DISTURBED_MS : 0);
    this.outdatedSince = Infinity;
  }

  accepted(): Accepted {
    if (this.hasGhost && (this.isDelayed || this.time.now < this.unheardUntil)) this.lost = this.stale = true;
    const { stale } = this;
    const lost = this.lost || stale;
    this.beganBesideGhost = this.hasGhost;
    this.hasGhost = false;
    this.lostAtStart = lost;
    this.lost = false;
    this.acceptedAt = this.time.now;
    this.newUntil = this.time.now + RESUMED_MS + (this.isDelayed ? DISTURBED_MS : 0) + (this.beganBesideGhost ? GHOST_MS : 0);
    const owed = this.isOwedRooms;
    this.owedAtStart = owed;
    this.isOwedRooms = false;
    return { lost, stale, presumed: lost && this.isPresumed, owed };
  }

  /** A client that is already back in its rooms stays there. */
  private delayed(ms = 0): void {
    if (this.isNew) this.newUntil = Math.max(this.newUntil, this.time.now + ms + RESUMED_MS + DISTURBED_MS);
  }

  private get isDelayed(): boolean {
    return this.isDisturbed || this.time.now < this.waitsUntil;
  }

  private get isDisturbed(): boolean {
    return this.isSlow || this.time.now < this.disturbedUntil;
  }

  private get age(): number {
    return this.time.now - this.acceptedAt;
  }
}
