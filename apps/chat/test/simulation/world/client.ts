import { directMembers } from '../../../src/protocol/log-event.js';
import { ClientRooms } from './client-rooms.js';
import { Dialling } from './dialling.js';
import type { RoomView } from './room-view.js';
import { type Sending, Sendings } from './sendings.js';
import { type Heard, Speech, type SpokenDialect } from './speech.js';
import type { World } from './world.js';

export interface Habits {
  readonly userId: number;
  readonly dialect: SpokenDialect;
  /** Joins again with `since` or `sync` after a reconnect; others rely on the server. */
  readonly knows: boolean;
}

/** A client of the simulation: what it does, what it hears, and whether that is what the log says. */
export class SimulatedClient {
  readonly rooms: ClientRooms;
  readonly line: Dialling;
  private readonly sent: Sendings;
  private readonly speech: Speech;

  constructor(
    readonly name: string,
    readonly habits: Habits,
    private readonly world: World,
  ) {
    this.rooms = new ClientRooms(habits.userId, world);
    this.sent = new Sendings(name);
    this.speech = new Speech(habits.dialect);
    this.line = new Dialling(
      {
        name,
        userId: habits.userId,
        dialect: this.speech.dialect,
        dials: () => this.rooms.nothingIsAsked(),
        isLetIn: (how) => this.rooms.letIn(how),
        isThere: () => this.greet(),
        written: (frame) => this.written(frame),
        isCutOff: () => this.rooms.nothingMoreIsAnswered(),
      },
      world,
    );
  }

  get open(): boolean {
    return this.line.open;
  }

  /** The number of its connection now. */
  get connection(): number {
    return this.line.number;
  }

  get sendings(): readonly Sending[] {
    return this.sent.all;
  }

  get views(): ReadonlyMap<string, RoomView> {
    return this.rooms.views;
  }

  /** Whether it is surely in a room. */
  isIn(room: string): boolean {
    return this.views.get(room)?.standing === 'in';
  }

  // What it does.

  join(room: string, since?: number): void {
    if (!this.open) return;
    this.rooms.joining(room, since);
    this.line.say(this.speech.join(room, since));
  }

  leave(room: string): void {
    if (!this.open) return;
    this.rooms.leavingOne(room);
    this.line.say(this.speech.leave(room));
  }

  send(room: string): void {
    if (this.open) this.utter(this.sent.add(room, this.connection));
  }

  /** The same again, under the same id. */
  resend(sending: Sending): void {
    if (!this.open) return;
    sending.connection = this.connection;
    sending.resent = true;
    this.utter(sending);
  }

  edit(id: number): void {
    this.line.say(this.speech.edit(id, `what ${this.name} made of ${id} at ${this.world.time.now}`));
  }

  remove(id: number): void {
    this.line.say(this.speech.remove(id));
  }

  react(room: string, id: number, on: boolean): void {
    this.line.say(on ? this.speech.react(room, id, '👍') : this.speech.unreact(id, '👍'));
  }

  goodbye(): void {
    if (!this.open) return;
    this.rooms.leavingAll();
    this.line.hangUp();
  }

  /**
   * Something happened that may make the server forget it, or may just have kept it from remembering.
   *
   * @param haunted whether what an older socket left behind may be found instead
   */
  mayBeForgotten(haunted: boolean): void {
    this.line.remembrance.mayBeLost(haunted);
    if (this.line.remembrance.isNew) this.rooms.mayBeForgotten();
  }

  // What it hears and says.

  private written(frame: string): () => void {
    const heard = this.speech.hear(frame);
    if (heard?.is === 'event') this.world.checks.shown(this, heard);
    if (heard?.is === 'ack') this.world.checks.acknowledged(this, heard);
    return () => {
      this.world.tell(this.name, `hears ${frame}`);
      const fault = heard && this.take(heard);
      if (fault) this.world.fail(`${this.name}: ${fault}`);
    };
  }

  /** Takes it in; answers what is wrong with it. */
  private take(heard: Heard): string | undefined {
    if (heard.is === 'event')
      return this.rooms.view(heard.room).heard(heard.seq, this.world.time.now, this.line.remembrance.cutAt);
    if (heard.is === 'joined') return this.rooms.joined(heard);
    if (heard.is === 'left') this.rooms.left(heard);
    if (heard.is === 'ack') this.sent.answered(heard.ref, heard);
    if (heard.is === 'synced') this.rooms.synced(heard);
    if (heard.is === 'banned') this.rooms.banned(heard);
    if (heard.is === 'error') {
      this.rooms.refused(heard);
      this.sent.answered(heard.ref, 'refused');
    }
    return undefined;
  }

  /** What a client that knows how to resume says first; one that does not, and was perhaps forgotten, joins anew. */
  private greet(): void {
    const { knows } = this.habits;
    if (knows && this.world.luck.next() >= 0.5) {
      const { since, direct } = this.rooms.syncing();
      return this.line.say(this.speech.sync(since, direct));
    }
    if (!knows && !this.line.remembrance.cameLost) return;
    for (const [room, { have }] of [...this.rooms.perhapsIn()])
      if (!directMembers(room)) this.join(room, knows ? have : undefined);
  }

  private utter({ room, content, ref }: Sending): void {
    const people = directMembers(room);
    const to = people?.find((person) => person !== this.habits.userId);
    this.line.say(to === undefined ? this.speech.say(room, content, ref) : this.speech.write(to, content, ref));
  }
}
