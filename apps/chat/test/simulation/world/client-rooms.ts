import { directMembers } from '../../../src/protocol/log-event.js';
import type { RoomRow } from '../model/tables.js';
import { RoomView } from './room-view.js';
import type { Heard } from './speech.js';
import type { World } from './world.js';

type HeardAs<Kind extends Heard['is']> = Extract<Heard, { is: Kind }>;

/** What a client has of each room, and whether it is in it, as far as it can know. */
export class ClientRooms {
  readonly views = new Map<string, RoomView>();
  private readonly asked = new Map<string, (number | undefined)[]>();
  private readonly leaving = new Set<string>();
  /** Where it was banned since it asked for its rooms. */
  private readonly putOutOf = new Set<string>();

  constructor(
    private readonly userId: number,
    private readonly world: World,
  ) {}

  view(room: string): RoomView {
    const known = this.views.get(room);
    if (known) return known;
    const made = new RoomView(room, 0);
    if (!directMembers(room)) made.standing = 'out';
    this.views.set(room, made);
    return made;
  }

  /** Those in which it may be, and what it has of them. */
  *perhapsIn(): Generator<[room: string, view: RoomView]> {
    for (const [room, view] of this.views) if (view.standing !== 'out') yield [room, view];
  }

  // What it asks for.

  nothingIsAsked(): void {
    this.asked.clear();
  }

  joining(room: string, since?: number): void {
    const asked = this.asked.get(room) ?? [];
    this.asked.set(room, asked);
    asked.push(since);
  }

  leavingOne(room: string): void {
    this.leaving.add(room);
  }

  leavingAll(): void {
    this.leaving.clear();
    for (const [room, view] of this.views) if (!directMembers(room)) view.left();
  }

  /** What it has, to be given all that came since; direct conversations by the other person. */
  syncing(): { since: Record<string, number>; direct: Record<string, number> } {
    this.putOutOf.clear();
    const since: Record<string, number> = {};
    const direct: Record<string, number> = {};
    for (const [room, view] of this.perhapsIn()) {
      const other = directMembers(room)?.find((person) => person !== this.userId);
      if (other === undefined) since[room] = view.have;
      else direct[other] = view.have;
      view.replayAsked(view.have);
    }
    return { since, direct };
  }

  // What it is told.

  joined({ room, lastSeq, reset, truncated }: HeardAs<'joined'>): string | undefined {
    if (reset || truncated) return `${room}: told that its history is gone`;
    const view = this.view(room);
    const fault = view.joined(this.asked.get(room)?.shift(), lastSeq);
    if (this.world.checks.isBanned(room, this.userId)) view.standing = 'perhaps';
    return fault;
  }

  refused({ ref }: HeardAs<'error'>): void {
    if (ref.startsWith('join ')) this.asked.get(ref.slice(5))?.shift();
  }

  left({ room }: HeardAs<'left'>): void {
    this.view(room).left();
    this.leaving.delete(room);
  }

  synced({ rooms }: HeardAs<'synced'>): void {
    for (const room of Object.keys(rooms)) if (!this.putOutOf.has(room)) this.view(room).standing = 'in';
  }

  /** Whoever was on the way in stays when the ban is over before they are looked at again. */
  banned({ room, userId }: HeardAs<'banned'>): void {
    if (userId !== this.userId) return;
    const view = this.view(room);
    view.left();
    this.putOutOf.add(room);
    if (!this.world.checks.isBanned(room, this.userId)) view.standing = 'perhaps';
  }

  // What happens to it.

  /** The replica has accepted its socket: from here on it is owed what is said directly to its user. */
  letIn({ lost, haunted }: { lost: boolean; haunted: boolean }): void {
    for (const [room, view] of this.views) {
      view.reconnected(!lost);
      if (haunted) view.standing = 'perhaps';
      if (lost && directMembers(room)) this.views.delete(room);
    }
    if (!lost) return;
    for (const { id, lastSeq } of this.directRooms()) {
      const view = new RoomView(id, lastSeq);
      if (this.world.isBeingWritten(id)) view.standing = 'perhaps'; // it bears the time at which it began
      this.views.set(id, view);
    }
  }

  /** Whether it is in the rooms that it was about to enter or to leave, it will never hear. */
  nothingMoreIsAnswered(): void {
    for (const [room, since] of this.asked) if (since.length > 0) this.view(room).standing = 'perhaps';
    for (const room of this.leaving) this.view(room).standing = 'perhaps';
    this.leaving.clear();
  }

  mayBeForgotten(): void {
    for (const { id } of this.directRooms()) this.view(id); // also those of which it has not heard yet
    for (const [room] of this.views) this.mayBePutOut(room);
  }

  mayBePutOut(room: string): void {
    const view = this.views.get(room);
    if (view?.standing === 'in') view.standing = 'perhaps';
  }

  private directRooms(): RoomRow[] {
    return [...this.world.tables.rooms.values()].filter(({ people }) => people?.includes(this.userId));
  }
}
