import { peopleOf } from '../../../src/log/log-event.js';
import type { Identity } from '../../../src/socket/connection.js';
import type { RoomRow } from '../model/tables.js';
import { Line } from './line.js';
import type { Replica } from './replica.js';
import { RoomView } from './room-view.js';
import { type Heard, Speech, type SpokenDialect } from './speech.js';
import type { World } from './world.js';

/** Clients as they are printed come back after exactly this long. */
const COME_BACK_MS = 1_000;
/** How long it may take until something is kept of somebody of whom there was nothing. */
const COMING_MS = 300;
/** How long it may take to be put back into one's rooms. */
const RESUMING_MS = 3_000;

export interface Habits {
  readonly userId: number;
  readonly dialect: SpokenDialect;
  /** Joins again with `since` or `sync` after a reconnect; others rely on the server. */
  readonly knows: boolean;
}

/** Something that was sent, and what became of it. */
export interface Sending {
  readonly ref: string;
  readonly room: string;
  readonly content: string;
  connection: number;
  resent: boolean;
  answer?: { seq: number; id: number; duplicate: boolean } | 'refused';
}

/** A client of the simulation: what it does, what it hears, and whether that is what the log says. */
export class SimulatedClient {
  readonly views = new Map<string, RoomView>();
  readonly sendings: Sending[] = [];
  private readonly speech: Speech;
  private readonly identity: Identity;
  private line?: Line;
  private connections = 0;
  private asked = new Map<string, (number | undefined)[]>();
  private readonly leaving = new Set<string>();
  /** Where it was banned since it asked for its rooms. */
  private readonly putOutOf = new Set<string>();
  private cutAt = 0;
  /** Why its rooms may be forgotten when it comes back. */
  private lost = true;
  /** A socket of it ended, for the server, after its next one had come: what that leaves behind, a later one takes. */
  private haunted = false;
  private letInAt = 0;
  /** It came as one of whom there may be nothing. */
  private cameLost = true;
  private replica?: Replica;

  constructor(
    readonly name: string,
    readonly habits: Habits,
    private readonly world: World,
  ) {
    const { userId } = habits;
    this.speech = new Speech(habits.dialect);
    const sessionId = `session of ${name}`;
    const caller = { kind: 'user', userId, sessionId, role: 'user' } as const;
    this.identity = { caller, userId, username: `user${userId}`, role: 'user', sessionId, tokenEndsAt: Infinity };
  }

  get open(): boolean {
    return this.line?.answered === true;
  }

  /** The number of its connection now. */
  get connection(): number {
    return this.connections;
  }

  /** Whether it is surely in a room. */
  isIn(room: string): boolean {
    return this.views.get(room)?.standing === 'in';
  }

  connect(): void {
    if (this.line) return;
    const { time, luck } = this.world;
    const replica = this.world.anyReplica();
    if (!replica) return void time.after(COME_BACK_MS, time.outside, () => this.connect());
    const mine = (tell: () => void) => (this.line === line ? tell() : undefined);
    const line: Line = new Line(time, luck, replica.outside.process, {
      written: (frame) => {
        const heard = this.written(frame);
        return () => mine(() => this.heard(frame, heard));
      },
      closed: () => mine(() => this.closed()),
    });
    this.line = line;
    this.connections += 1;
    this.asked = new Map();
    this.replica = replica;
    time.after(luck.within(1, 5), replica.outside.process, () => this.letIn(replica, line));
  }

  join(room: string, since?: number): void {
    if (!this.open) return;
    const asked = this.asked.get(room) ?? [];
    this.asked.set(room, asked);
    asked.push(since);
    this.say(this.speech.join(room, since));
  }

  leave(room: string): void {
    if (!this.open) return;
    this.leaving.add(room);
    this.say(this.speech.leave(room));
  }

  send(room: string): void {
    if (!this.open) return;
    const ref = `${this.name}-${this.sendings.length}`;
    const sending = { ref, room, content: `what ${ref} says`, connection: this.connections, resent: false };
    this.sendings.push(sending);
    this.utter(sending);
  }

  /** The same again, under the same id. */
  resend(sending: Sending): void {
    if (!this.open) return;
    sending.connection = this.connections;
    sending.resent = true;
    this.utter(sending);
  }

  edit(id: number): void {
    this.say(this.speech.edit(id, `what ${this.name} made of ${id} at ${this.world.time.now}`));
  }

  remove(id: number): void {
    this.say(this.speech.remove(id));
  }

  react(room: string, id: number, on: boolean): void {
    this.say(on ? this.speech.react(room, id, '👍') : this.speech.unreact(id, '👍'));
  }

  /** The line breaks; what its replica remembers when it has noticed is owed to the next. */
  cut(noticedAfterMs: number): void {
    if (!this.line) return;
    if (noticedAfterMs >= COME_BACK_MS) this.haunted = this.lost = true;
    this.line.cut(noticedAfterMs);
  }

  /** Its own close: it does not want to be remembered. */
  goodbye(): void {
    const { line } = this;
    if (!line?.answered) return;
    this.line = undefined;
    this.leaving.clear();
    this.lost = true;
    const { haunted } = this;
    this.haunted = true; // unless it is heard
    const isNew = this.world.time.now - this.letInAt < RESUMING_MS;
    line.goodbye(() => (this.haunted = haunted || isNew)); // it may not have taken yet what the one before had left
    for (const [room, view] of this.views) if (!peopleOf(room)) view.left();
    this.world.time.after(COME_BACK_MS, this.world.time.outside, () => this.connect());
  }

  /**
   * Something happened that may make the server forget it, or may just have kept it from remembering.
   *
   * @param haunted whether what an older socket left behind may be found instead
   */
  mayBeForgotten(haunted: boolean): void {
    this.lost = true;
    this.haunted ||= haunted;
    if (this.world.time.now - this.letInAt > RESUMING_MS) return;
    for (const { id } of this.directRooms()) this.view(id); // also those of which it has not heard yet
    for (const view of this.views.values()) if (view.standing === 'in') view.standing = 'perhaps';
  }

  /** The process behind its socket is gone. */
  serverDied(replica: Replica): void {
    if (this.replica === replica) this.line?.serverDied(this.world.luck.next() < 0.5);
  }

  banned(room: string): void {
    const view = this.views.get(room);
    if (view?.standing === 'in') view.standing = 'perhaps';
  }

  // What comes.

  private written(frame: string): Heard | undefined {
    const heard = this.speech.hear(frame);
    if (heard?.is === 'event') this.world.checks.shown(this, heard);
    if (heard?.is === 'ack') this.world.checks.acknowledged(this, heard);
    return heard;
  }

  private heard(frame: string, heard: Heard | undefined): void {
    this.world.tell(this.name, `hears ${frame}`);
    const fault = heard && this.take(heard);
    if (fault) this.world.fail(`${this.name}: ${fault}`);
  }

  private closed(): void {
    if (!this.line) return;
    this.world.tell(this.name, 'is cut off');
    this.line = undefined;
    if (this.cameLost && this.world.time.now - this.letInAt < COMING_MS) this.lost = true;
    if (this.world.time.now - this.letInAt > RESUMING_MS) this.cutAt = this.world.time.now;
    this.nothingMoreIsAnswered();
    this.world.time.after(COME_BACK_MS, this.world.time.outside, () => this.connect());
  }

  /** Whether it is in the rooms that it was about to enter or to leave, it will never hear. */
  private nothingMoreIsAnswered(): void {
    for (const [room, since] of this.asked) if (since.length > 0) this.view(room).standing = 'perhaps';
    for (const room of this.leaving) this.view(room).standing = 'perhaps';
    this.leaving.clear();
  }

  private take(heard: Heard): string | undefined {
    switch (heard.is) {
      case 'event':
        return this.view(heard.room).heard(heard.seq, this.world.time.now, this.cutAt);
      case 'joined':
        if (heard.reset || heard.truncated) return `${heard.room}: told that its history is gone`;
        return this.hasJoined(heard);
      case 'left':
        this.view(heard.room).left();
        this.leaving.delete(heard.room);
        return undefined;
      case 'ack':
        this.answered(heard.ref, heard);
        return undefined;
      case 'error':
        if (heard.ref.startsWith('join ')) this.asked.get(heard.ref.slice(5))?.shift();
        this.answered(heard.ref, 'refused');
        return undefined;
      case 'synced':
        for (const room of Object.keys(heard.rooms)) if (!this.putOutOf.has(room)) this.view(room).standing = 'in';
        return undefined;
      case 'banned':
        if (heard.userId === this.habits.userId) this.isPutOut(heard.room);
        return undefined;
    }
  }

  /** Whoever was on the way in stays when the ban is over before they are looked at again. */
  private isPutOut(room: string): void {
    const view = this.view(room);
    view.left();
    this.putOutOf.add(room);
    if (!this.world.checks.isBanned(room, this.habits.userId)) view.standing = 'perhaps';
  }

  private hasJoined({ room, lastSeq }: Extract<Heard, { is: 'joined' }>): string | undefined {
    const view = this.view(room);
    const fault = view.joined(this.asked.get(room)?.shift(), lastSeq);
    if (this.world.checks.isBanned(room, this.habits.userId)) view.standing = 'perhaps';
    return fault;
  }

  private view(room: string): RoomView {
    const known = this.views.get(room);
    if (known) return known;
    const made = new RoomView(room, 0);
    if (!peopleOf(room)) made.standing = 'out';
    this.views.set(room, made);
    return made;
  }

  private directRooms(): RoomRow[] {
    return [...this.world.tables.rooms.values()].filter(({ people }) => people?.includes(this.habits.userId));
  }

  /** The replica has accepted the socket: from here on it is owed what is said directly to its user. */
  private letIn(replica: Replica, line: Line): void {
    if (line.readyState !== line.OPEN) return;
    this.lost ||= this.haunted;
    for (const [room, view] of this.views) {
      view.reconnected(!this.lost);
      if (this.haunted) view.standing = 'perhaps';
      if (this.lost && peopleOf(room)) this.views.delete(room);
    }
    if (this.lost) {
      for (const { id, lastSeq } of this.directRooms()) {
        const view = new RoomView(id, lastSeq);
        if (this.world.isBeingWritten(id)) view.standing = 'perhaps'; // it bears the time at which it began
        this.views.set(id, view);
      }
    }
    this.cameLost = this.lost;
    this.world.tell(this.name, `comes to ${replica.outside.process.name}${this.lost ? ', perhaps forgotten' : ''}`);
    this.lost = false;
    this.letInAt = this.world.time.now;
    line.accepted(() => this.comeBack());
    replica.open(line, this.speech.dialect, this.identity);
  }

  /** What a client that knows how to resume says first; one that does not, and was perhaps forgotten, joins anew. */
  private comeBack(): void {
    const rooms = [...this.views].filter(([, { standing }]) => standing !== 'out');
    if (!this.habits.knows) {
      if (this.cameLost) for (const [room] of rooms) if (!peopleOf(room)) this.join(room);
      return;
    }
    if (this.world.luck.next() < 0.5) {
      for (const [room, { have }] of rooms) if (!peopleOf(room)) this.join(room, have);
      return;
    }
    this.putOutOf.clear();
    const since: Record<string, number> = {};
    const direct: Record<string, number> = {};
    for (const [room, view] of rooms) {
      const other = peopleOf(room)?.find((person) => person !== this.habits.userId);
      if (other === undefined) since[room] = view.have;
      else direct[other] = view.have;
      view.replayAsked(view.have);
    }
    this.say(this.speech.sync(since, direct));
  }

  private answered(ref: string, answer: Exclude<Sending['answer'], undefined>): void {
    const sending = this.sendings.find((each) => each.ref === ref);
    if (sending && (sending.answer === undefined || sending.answer === 'refused')) sending.answer = answer;
  }

  private utter({ room, content, ref }: Sending): void {
    const people = peopleOf(room);
    const to = people?.find((person) => person !== this.habits.userId);
    this.say(to === undefined ? this.speech.say(room, content, ref) : this.speech.write(to, content, ref));
  }

  private say(frame: string): void {
    if (!this.open) return;
    this.world.tell(this.name, `says ${frame}`);
    this.line?.say(frame);
  }
}
