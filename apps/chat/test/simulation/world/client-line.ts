import type { Dialect } from '../../../src/protocol/dialects/index.js';
import type { Identity } from '../../../src/protocol/identity.js';
import type { ClientCredential } from './client-credential.js';
import { type Accepted, ExpectedSession, RECONNECT_MS } from './expected-session.js';
import { Line } from './line.js';
import type { Replica } from './replica.js';
import type { SimulatedWorld } from './simulated-world.js';

/** The first replica has begun by then: a Redis without any state is not a loss for this client. */
const SIGNED_IN_MS = 1_000;

/** The client of a line. It is notified of each change of the line. */
export interface LineOwner {
  readonly name: string;
  readonly userId: number;
  readonly sessionId: string;
  readonly dialect: Dialect;
  /** What it shows at each connection; absent if its identity is known. */
  readonly credential?: ClientCredential;
  /** What it shows as its resume token. */
  resumeToken(): string | undefined;
  onConnecting(): void;
  /** A replica has accepted the socket. */
  onAccepted(how: Accepted): void;
  /** The reply to the upgrade has arrived: from now on the client can send. */
  onOpen(): void;
  /** The server writes a frame, before its way to the client. Returns what to do on its arrival. */
  onWritten(frame: string): () => void;
  onClosed(code: number): void;
}

/** Connects a client to some replica, and reconnects it after each end. */
export class ClientLine {
  readonly session: ExpectedSession;
  private readonly signedInAt: number;
  /** The number of the current connection. */
  number = 0;
  /** Bytes that its lines pass in a millisecond. */
  private rate = Infinity;
  private line?: Line;
  /** Whether a replica has accepted the current line. */
  private isAccepted = false;
  private replica?: Replica;
  private previousReplica?: Replica;
  /** The last replica that has accepted it. */
  private acceptedBy?: Replica;

  constructor(
    private readonly owner: LineOwner,
    private readonly world: SimulatedWorld,
  ) {
    this.session = new ExpectedSession(world.time);
    this.signedInAt = world.time.now + SIGNED_IN_MS;
    world.identity.signIn(owner.sessionId, owner.userId, this.signedInAt);
  }

  get open(): boolean {
    return this.line?.answered === true;
  }

  connect(): void {
    if (this.line) return;
    const { time, random } = this.world;
    const replica = this.world.anyReplica();
    if (!replica) return this.reconnectLater();
    const ifCurrent = (run: () => void) => (this.line === line ? run() : undefined);
    const far = {
      written: (frame: string) => {
        const arrive = this.owner.onWritten(frame);
        return () => ifCurrent(arrive);
      },
      closed: (code: number) => ifCurrent(() => this.closed(code)),
    };
    const line: Line = new Line(time, random, replica.outside.process, far, this.rate);
    this.line = line;
    this.isAccepted = false;
    this.previousReplica = this.replica;
    this.replica = replica;
    this.number += 1;
    this.owner.onConnecting();
    time.after(random.within(1, 5), replica.outside.process, () => this.check(replica, line));
  }

  send(frame: string): void {
    if (!this.open) return;
    this.world.trace(this.owner.name, `sends ${frame}`);
    this.line?.send(frame);
  }

  /** The client closes the socket, which ends its session state. */
  closeCleanly(): void {
    this.line?.closeCleanly(this.session.closeCleanly());
    this.line = undefined;
    this.reconnectLater();
  }

  /** The line breaks. The replica stores the session state when it has noticed, and the next connection takes it. */
  cut(noticedAfterMs: number): void {
    if (!this.line) return;
    this.session.cut(noticedAfterMs);
    this.line.cut(noticedAfterMs);
  }

  /** The line is gone for the client alone: its next socket has to find the old one dead. */
  vanish(): void {
    this.session.vanished();
    this.line?.vanish();
  }

  /** For a while nothing of the client arrives, then the line breaks. */
  mute(ms: number): void {
    const { line } = this;
    line?.mute();
    if (line) this.world.time.after(ms, this.world.time.outside, () => this.line === line && this.cut(0));
  }

  /** This line and the next ones pass so many bytes in a millisecond. */
  slowDown(bytesPerMs: number): void {
    this.rate = bytesPerMs;
    this.session.slowed(bytesPerMs < Infinity);
    if (this.line) this.line.rate = bytesPerMs;
  }

  /** Whether the state of its session is, or was a moment ago, with this replica alone. */
  dependsOn(replica: Replica): boolean {
    return this.replica === replica || (this.previousReplica === replica && this.session.isNew);
  }

  /** Whether its last replica has died, and no other one has its state yet. */
  get isOrphan(): boolean {
    return this.acceptedBy?.outside.process.alive === false || this.session.isNew;
  }

  /** Whether its session has had one connection so far, whose replica is dead. */
  get isInRedisAlone(): boolean {
    const isDead = this.acceptedBy?.outside.process.alive === false;
    return isDead && this.number === 1 && this.signedInAt < this.world.time.now;
  }

  /** A process was killed; ends the line if that process was behind it. */
  serverDied(replica: Replica): void {
    if (this.replica === replica) this.line?.serverDied(this.world.random.next() < 0.5);
  }

  /** Accepts the upgrade when its credential was checked. One that is refused ends without a connection. */
  private check(replica: Replica, line: Line): void {
    const { credential } = this.owner;
    if (!credential) return this.accept(replica, line, identityOf(this.owner, this.signedInAt));
    replica.identify(credential.next(this.world.time.now)).then(
      (identity) => {
        if (replica.draining) return line.terminate();
        credential.accepted(identity.tokenEndsAt);
        this.accept(replica, line, identity);
        if (this.line !== line) this.session.vanished(); // meanwhile, and the replica has an open socket all the same
      },
      () => line.terminate(),
    );
  }

  private accept(replica: Replica, line: Line, identity: Identity): void {
    if (line.readyState !== line.OPEN) return;
    const { name, dialect } = this.owner;
    const how = this.session.accepted();
    this.acceptedBy = replica;
    if (this.line === line) this.isAccepted = true;
    this.owner.onAccepted(how);
    this.world.trace(name, `connects to ${replica.outside.process.name}${how.lost ? ', its state may be lost' : ''}`);
    line.accepted(() => this.owner.onOpen());
    replica.open(line, dialect, identity, this.owner.resumeToken());
  }

  private closed(code: number): void {
    this.world.trace(this.owner.name, `is cut off with ${code}`);
    this.line = undefined;
    if (this.isAccepted) this.session.closed();
    this.owner.onClosed(code);
    this.reconnectLater();
  }

  private reconnectLater(): void {
    this.world.time.after(RECONNECT_MS, this.world.time.outside, () => this.connect());
  }
}

function identityOf({ userId, sessionId }: LineOwner, sessionBeganAt: number): Identity {
  const caller = { kind: 'user', userId, sessionId, role: 'user' } as const;
  return { caller, userId, username: `user${userId}`, role: 'user', sessionId, tokenEndsAt: Infinity, sessionBeganAt };
}
