import { directMembers } from '../../../src/protocol/log-event.js';
import type { RoomRow } from '../model/tables.js';
import type { DecodedFrame } from './dialect-codec.js';
import type { Accepted } from './expected-session.js';
import { ClientRoomView } from './room-view.js';
import type { SimulatedWorld } from './simulated-world.js';

/** The longest time until a leave is stored. */
const STORED_MS = 300;

type FrameOf<Kind extends DecodedFrame['is']> = Extract<DecodedFrame, { is: Kind }>;

/** The rooms of a client: what it has received of each, and its membership as far as it can know. */
export class ClientRooms {
  readonly views = new Map<string, ClientRoomView>();
  /** The `since` of each join without a reply, by room. */
  private readonly joins = new Map<string, (number | undefined)[]>();
  private readonly leaving = new Set<string>();
  /** The rooms that banned it since its last `sync`. */
  private readonly bannedFrom = new Set<string>();
  private isSyncing = false;
  /** The rooms that it had joined when its state was lost for certain. */
  private readonly owedRooms = new Set<string>();

  constructor(
    private readonly userId: number,
    private readonly world: SimulatedWorld,
  ) {}

  view(room: string): ClientRoomView {
    const known = this.views.get(room);
    if (known) return known;
    const made = new ClientRoomView(room, 0);
    if (!directMembers(room)) made.membership = 'out';
    this.views.set(room, made);
    return made;
  }

  /** The rooms in which it may be. */
  *possiblyIn(): Generator<[room: string, view: ClientRoomView]> {
    for (const [room, view] of this.views) if (view.membership !== 'out') yield [room, view];
  }

  // Its requests.

  clearJoins(): void {
    this.joins.clear();
    this.isSyncing = false;
  }

  onJoinSent(room: string, since?: number): void {
    const joins = this.joins.get(room) ?? [];
    this.joins.set(room, joins);
    joins.push(since);
  }

  onLeaveSent(room: string): void {
    this.leaving.add(room);
  }

  leaveAll(): void {
    this.leaving.clear();
    this.owedRooms.clear();
    for (const [room, view] of this.views) if (!directMembers(room)) view.left();
  }

  /** The content of a `sync`: the last received seqs, by room and by the other user of a direct conversation. */
  onSyncSent(): { since: Record<string, number>; direct: Record<string, number> } {
    this.bannedFrom.clear();
    this.isSyncing = true;
    const since: Record<string, number> = {};
    const direct: Record<string, number> = {};
    for (const [room, view] of this.possiblyIn()) {
      const other = directMembers(room)?.find((person) => person !== this.userId);
      if (other === undefined) since[room] = view.upTo;
      else direct[other] = view.upTo;
      view.replayRequested(view.upTo);
    }
    return { since, direct };
  }

  // Received frames.

  joined({ room, lastSeq, reset, truncated }: FrameOf<'joined'>): string | undefined {
    if (reset || truncated) return `${room}: the reply claims that its history is gone`;
    const view = this.view(room);
    const fault = view.joined(this.joins.get(room)?.shift(), lastSeq);
    view.changedAt = this.world.time.now;
    if (this.world.checks.isBanned(room, this.userId)) view.membership = 'unknown';
    return fault;
  }

  rejected({ ref }: FrameOf<'error'>): void {
    if (ref.startsWith('join ')) this.joins.get(ref.slice(5))?.shift();
  }

  left({ room }: FrameOf<'left'>): void {
    this.view(room).left();
    this.view(room).changedAt = this.world.time.now;
    this.owedRooms.delete(room);
    this.leaving.delete(room);
  }

  received({ room, seq }: FrameOf<'event'>, cutAt: number): string | undefined {
    this.mayHaveEnteredAgain(room);
    return this.view(room).received(seq, this.world.time.now, cutAt);
  }

  synced({ rooms }: FrameOf<'synced'>): void {
    for (const room of this.bannedFrom) if (room in rooms) this.mayHaveEnteredAgain(room);
    this.isSyncing = false;
    for (const room of Object.keys(rooms)) {
      if (this.bannedFrom.has(room)) continue;
      this.view(room).membership = 'in';
      this.view(room).changedAt = this.world.time.now;
    }
  }

  /** A join in progress may still succeed if the ban ends before the join checks it again. */
  banned({ room, userId }: FrameOf<'banned'>): void {
    if (userId !== this.userId) return;
    const view = this.view(room);
    view.left();
    view.changedAt = this.world.time.now;
    this.bannedFrom.add(room);
    if (!this.world.checks.isBanned(room, this.userId)) view.membership = 'unknown';
  }

  /** A `sync` that a ban interrupts enters the room when the ban is over. */
  private mayHaveEnteredAgain(room: string): void {
    if (!this.isSyncing || !this.bannedFrom.has(room) || this.world.checks.isBanned(room, this.userId)) return;
    this.view(room).membership = 'unknown';
  }

  // Changes of its connection.

  /** A replica has accepted its socket: from now on the server owes it the direct messages of its user. */
  accepted({ lost, stale, presumed, owed }: Accepted): void {
    if (presumed) this.mayBePresumed();
    for (const [room, view] of this.views) {
      view.reconnected(!lost);
      if (stale) view.membership = 'unknown';
      if (lost && directMembers(room)) this.views.delete(room);
    }
    if (!owed) this.owedRooms.clear();
    for (const room of this.owedRooms) this.view(room).presumed();
    if (!lost) return;
    for (const { id, lastSeq } of this.directRooms()) {
      const view = new ClientRoomView(id, lastSeq);
      if (this.world.isBeingWritten(id)) view.membership = 'unknown'; // a commit has the time at which it began
      this.views.set(id, view);
    }
  }

  /** Its connection has ended: the results of pending joins and leaves are unknown. */
  closed(): void {
    for (const [room, since] of this.joins) if (since.length > 0) this.view(room).membership = 'unknown';
    for (const room of this.leaving) this.view(room).membership = 'unknown';
    this.leaving.clear();
  }

  /** It may be in all rooms of its user. */
  mayBePresumed(): void {
    for (const { id, kind } of this.world.tables.rooms.values()) if (kind !== 'direct') this.view(id);
    for (const view of this.views.values()) view.membership = 'unknown';
  }

  /** The server does not know its connection: live direct messages come before the missed ones. */
  notResumed(): void {
    for (const [room, view] of this.views) if (directMembers(room)) view.membership = 'unknown';
  }

  mayBeForgotten(): void {
    for (const { id } of this.directRooms()) this.view(id); // also those of which it has received no event yet
    for (const view of this.views.values()) if (view.membership === 'in') view.membership = 'unknown';
  }

  /** The server has lost the state of its connection, and puts the next one into all rooms of its user. */
  mustBePresumed(): void {
    for (const [room, { membership }] of this.views) if (membership === 'in' && !directMembers(room)) this.owedRooms.add(room);
  }

  /** The server may not know the leaves since then; a confirmed join is stored. */
  mayBeOutdated(since: number): void {
    for (const view of this.views.values())
      if (view.membership === 'out' && view.changedAt > since - STORED_MS) view.membership = 'unknown';
  }

  mayBeRemoved(room: string): void {
    this.owedRooms.delete(room);
    const view = this.views.get(room);
    if (view?.membership === 'in') view.membership = 'unknown';
  }

  private directRooms(): RoomRow[] {
    return [...this.world.tables.rooms.values()].filter(({ people }) => people?.includes(this.userId));
  }
}
