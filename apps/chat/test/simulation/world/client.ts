import { directMembers } from '../../../src/protocol/log-event.js';
import { ClientLine } from './client-line.js';
import { ClientRooms } from './client-rooms.js';
import type { ChatDialect } from '../../test-client.js';
import { DialectCodec, type DecodedFrame } from './dialect-codec.js';
import type { ClientRoomView } from './room-view.js';
import { type SentMessage, SentMessages } from './sent-messages.js';
import type { CheckedClient, SimulatedWorld } from './simulated-world.js';

export interface ClientProfile {
  readonly userId: number;
  readonly dialect: ChatDialect;
  /** Joins again with `since` or `sync` after a reconnect; other clients rely on the server. */
  readonly resumes: boolean;
  /** It shows a resume token, and sends its positions only if the server does not know it. */
  readonly hasToken?: true;
}

/** A client of the simulation. It sends commands, and checks each received frame against the log. */
export class SimulatedClient implements CheckedClient {
  readonly rooms: ClientRooms;
  readonly line: ClientLine;
  private readonly sent: SentMessages;
  private readonly codec: DialectCodec;
  /** Of its last connection; undefined for a client that uses none. */
  private token?: string;

  constructor(
    readonly name: string,
    readonly profile: ClientProfile,
    private readonly world: SimulatedWorld,
  ) {
    this.rooms = new ClientRooms(profile.userId, world);
    this.sent = new SentMessages(name);
    this.token = profile.hasToken && '';
    this.codec = new DialectCodec(profile.dialect);
    this.line = new ClientLine(
      {
        name,
        userId: profile.userId,
        dialect: this.codec.dialect,
        resumeToken: () => this.token,
        onConnecting: () => this.rooms.clearJoins(),
        onAccepted: (how) => this.rooms.accepted(how),
        onOpen: () => this.resume(),
        onWritten: (frame) => this.written(frame),
        onClosed: () => this.rooms.closed(),
      },
      world,
    );
  }

  get open(): boolean {
    return this.line.open;
  }

  /** The number of the current connection. */
  get connection(): number {
    return this.line.number;
  }

  get sentMessages(): readonly SentMessage[] {
    return this.sent.all;
  }

  get views(): ReadonlyMap<string, ClientRoomView> {
    return this.rooms.views;
  }

  /** Whether it is certainly in a room. */
  isIn(room: string): boolean {
    return this.views.get(room)?.membership === 'in';
  }

  // Its commands.

  join(room: string, since?: number): void {
    if (!this.open) return;
    this.rooms.onJoinSent(room, since);
    this.line.send(this.codec.join(room, since));
  }

  leave(room: string): void {
    if (!this.open) return;
    this.rooms.onLeaveSent(room);
    this.line.send(this.codec.leave(room));
  }

  send(room: string): void {
    if (this.open) this.transmit(this.sent.add(room, this.connection));
  }

  /** Sends a message again, with its client id. */
  resend(sent: SentMessage): void {
    if (!this.open) return;
    sent.connection = this.connection;
    sent.resent = true;
    this.transmit(sent);
  }

  edit(id: number): void {
    this.line.send(this.codec.edit(id, `edit of ${id} by ${this.name} at ${this.world.time.now}`));
  }

  remove(id: number): void {
    this.line.send(this.codec.remove(id));
  }

  react(room: string, id: number, on: boolean): void {
    this.line.send(on ? this.codec.react(room, id, '👍') : this.codec.unreact(id, '👍'));
  }

  closeCleanly(): void {
    if (!this.open) return;
    this.rooms.leaveAll();
    this.token = this.profile.hasToken && '';
    this.line.closeCleanly();
  }

  /**
   * The server may have lost its session state, or may have failed to store it.
   *
   * @param stale whether the state of an older socket may be found instead
   */
  mayBeForgotten(stale: boolean): void {
    this.line.session.mayBeLost(stale);
    if (this.line.session.isNew) this.rooms.mayBeForgotten();
  }

  /** The server may have its session state of this moment only. */
  mayBeOutdated(since: number): void {
    this.line.session.outdated(since);
    this.rooms.mayBeOutdated(since);
  }

  /** Redis has lost its data while a replica looks for its state. */
  mayBePresumed(): void {
    if (this.line.session.isNew) this.rooms.mayBePresumed();
  }

  // Received frames.

  /** Checks a frame when the server writes it. Returns what to do when it arrives. */
  private written(text: string): () => void {
    const frame = this.codec.decode(text);
    if (frame?.is === 'event') this.world.checks.checkEvent(this, frame);
    if (frame?.is === 'ack') this.world.checks.checkAck(this, frame);
    return () => {
      this.world.trace(this.name, `receives ${text}`);
      const fault = frame && this.receive(frame);
      if (fault) this.world.fail(`${this.name}: ${fault}`);
    };
  }

  /** Applies a frame. Returns its fault, if it has one. */
  private receive(frame: DecodedFrame): string | undefined {
    if (frame.is === 'event') return this.rooms.received(frame, this.line.session.cutAt);
    if (frame.is === 'joined') return this.rooms.joined(frame);
    if (frame.is === 'token') this.token = frame.token;
    if (frame.is === 'notResumed') {
      this.rooms.notResumed();
      this.synchronize();
    }
    if (frame.is === 'left') this.rooms.left(frame);
    if (frame.is === 'ack') this.sent.onReply(frame.ref, frame);
    if (frame.is === 'synced') this.rooms.synced(frame);
    if (frame.is === 'banned') this.rooms.banned(frame);
    if (frame.is === 'error') {
      this.rooms.rejected(frame);
      this.sent.onReply(frame.ref, 'rejected');
    }
    return undefined;
  }

  /**
   * Sends the first commands of a connection: `sync` or joins with `since`. A client that relies on the server joins
   * anew if its state may be lost.
   */
  private resume(): void {
    const { resumes } = this.profile;
    if (this.token) return; // the server says whether it knows the client
    if (resumes && this.world.random.next() >= 0.5) return this.synchronize();
    if (!resumes && !this.line.session.startedLost) return;
    for (const [room, { upTo }] of [...this.rooms.possiblyIn()])
      if (!directMembers(room)) this.join(room, resumes ? upTo : undefined);
  }

  private synchronize(): void {
    const { since, direct } = this.rooms.onSyncSent();
    this.line.send(this.codec.sync(since, direct));
  }

  private transmit({ room, content, ref }: SentMessage): void {
    const people = directMembers(room);
    const to = people?.find((person) => person !== this.profile.userId);
    this.line.send(to === undefined ? this.codec.message(room, content, ref) : this.codec.direct(to, content, ref));
  }
}
