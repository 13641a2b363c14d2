import { directMembers } from '../../../src/protocol/log-event.js';
import { ClientCredential } from './client-credential.js';
import { ClientLine } from './client-line.js';
import { ClientRooms } from './client-rooms.js';
import type { ChatDialect } from '../../test-client.js';
import { DialectCodec, type DecodedFrame, RENEWAL } from './dialect-codec.js';
import type { ClientRoomView } from './room-view.js';
import { type SentMessage, SentMessages } from './sent-messages.js';
import type { CheckedClient, SimulatedWorld } from './simulated-world.js';

/** The close code of a connection whose token has ended. */
const TOKEN_ENDED = 4401;

export interface ClientProfile {
  readonly userId: number;
  readonly dialect: ChatDialect;
  /** Joins again with `since` or `sync` after a reconnect; other clients rely on the server. */
  readonly resumes: boolean;
  /** It shows a resume token, and sends its positions only if the server does not know it. */
  readonly hasToken?: true;
  /** What it shows at each connection. Absent: a token that does not end. */
  readonly shows?: 'token' | 'ticket';
}

/** A client of the simulation. It sends commands, and checks each received frame against the log. */
export class SimulatedClient implements CheckedClient {
  readonly rooms: ClientRooms;
  readonly line: ClientLine;
  private readonly sent: SentMessages;
  private readonly codec: DialectCodec;
  private readonly credential?: ClientCredential;
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
    const sessionId = `session of ${name}`;
    const { identity, random } = world;
    this.credential = profile.shows && new ClientCredential(profile.shows, sessionId, identity, random);
    this.line = new ClientLine(
      {
        name,
        userId: profile.userId,
        sessionId,
        dialect: this.codec.dialect,
        credential: this.credential,
        resumeToken: () => this.token,
        onConnecting: () => this.rooms.clearJoins(),
        onAccepted: (how) => this.rooms.accepted(how),
        onOpen: () => this.resume(),
        onWritten: (frame) => this.written(frame),
        onClosed: (code) => this.closed(code),
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

  /** Renews the token of its connection. Returns whether it has one that ends. */
  renew(): boolean {
    if (!this.credential || !this.open) return false;
    this.line.send(this.codec.renew(this.credential.renew()));
    return true;
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

  /** Redis has lost its data. A client whose tokens end then relies on the server; the others join by themselves. */
  wiped(): void {
    const { session, isInRedisAlone, isOrphan } = this.line;
    session.wiped();
    if (this.credential && isInRedisAlone) {
      session.wipedAlone();
      this.rooms.mustBePresumed();
    }
    if (isOrphan) this.mayBeForgotten(true);
    if (session.isNew) this.rooms.mayBePresumed();
  }

  // Received frames.

  /** Checks a frame when the server writes it. Returns what to do when it arrives. */
  private written(text: string): () => void {
    const frame = this.codec.decode(text);
    if (frame?.is === 'event') {
      const late = this.credential?.faultOfEvent(this.world.time.now);
      if (late) this.world.fail(`${this.name}: ${late}`);
      this.world.checks.checkEvent(this, frame);
    }
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
    if (frame.is === 'renewed') this.credential?.replied(true);
    if (frame.is === 'notResumed') {
      this.rooms.notResumed();
      this.synchronize();
    }
    if (frame.is === 'left') this.rooms.left(frame);
    if (frame.is === 'ack') this.sent.onReply(frame.ref, frame);
    if (frame.is === 'synced') this.rooms.synced(frame);
    if (frame.is === 'banned') this.rooms.banned(frame);
    if (frame.is === 'error') {
      if (frame.ref === RENEWAL) this.credential?.replied(false);
      this.rooms.rejected(frame);
      this.sent.onReply(frame.ref, 'rejected');
    }
    return undefined;
  }

  private closed(code: number): void {
    const early = code === TOKEN_ENDED && this.credential?.faultOfEnd(this.world.time.now);
    if (early) this.world.fail(`${this.name}: ${early}`);
    this.rooms.closed();
  }

  /**
   * Sends the first commands of a connection: `sync` or joins with `since`. A client that relies on the server joins
   * anew if its state may be lost.
   */
  private resume(): void {
    const { resumes } = this.profile;
    if (this.token) return; // the server says whether it knows the client
    if (resumes && this.world.random.next() >= 0.5) return this.synchronize();
    const { startedLost, startedOwed } = this.line.session;
    if (!resumes && (!startedLost || startedOwed)) return;
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
