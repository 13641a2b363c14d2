import type { Dialect } from '../../../src/protocol/dialects/index.js';
import { Line } from './line.js';
import { COME_BACK_MS, Remembrance } from './remembrance.js';
import type { Replica } from './replica.js';
import type { World } from './world.js';
import type { Identity } from '../../../src/protocol/identity.js';

/** Who dials, and is told what becomes of it. */
export interface Dialler {
  readonly name: string;
  readonly userId: number;
  readonly dialect: Dialect;
  dials(): void;
  /** A replica has accepted the socket; `lost` when it may know nothing of this client, `haunted` when something older. */
  isLetIn(how: { lost: boolean; haunted: boolean }): void;
  /** The answer has come: from here on it can speak. */
  isThere(): void;
  /** The moment in which the server lets go of a frame, before it has travelled; answers what to do when it arrives. */
  written(frame: string): () => void;
  isCutOff(): void;
}

/** How a client comes to some replica, and comes again whenever that ends. */
export class Dialling {
  readonly remembrance: Remembrance;
  /** The number of its connection now. */
  number = 0;
  private line?: Line;
  private replica?: Replica;

  constructor(
    private readonly dialler: Dialler,
    private readonly world: World,
  ) {
    this.remembrance = new Remembrance(world.time);
  }

  get open(): boolean {
    return this.line?.answered === true;
  }

  dial(): void {
    if (this.line) return;
    const { time, luck } = this.world;
    const replica = this.world.anyReplica();
    if (!replica) return this.dialLater();
    const mine = (tell: () => void) => (this.line === line ? tell() : undefined);
    const line: Line = new Line(time, luck, replica.outside.process, {
      written: (frame) => {
        const arrive = this.dialler.written(frame);
        return () => mine(arrive);
      },
      closed: () => mine(() => this.closed()),
    });
    this.line = line;
    this.replica = replica;
    this.number += 1;
    this.dialler.dials();
    time.after(luck.within(1, 5), replica.outside.process, () => this.letIn(replica, line));
  }

  say(frame: string): void {
    if (!this.open) return;
    this.world.tell(this.dialler.name, `says ${frame}`);
    this.line?.say(frame);
  }

  /** Its own close: it does not want to be remembered. */
  hangUp(): void {
    this.line?.goodbye(this.remembrance.goodbye());
    this.line = undefined;
    this.dialLater();
  }

  /** The line breaks; what its replica remembers when it has noticed is owed to the next. */
  cut(noticedAfterMs: number): void {
    if (!this.line) return;
    this.remembrance.cut(noticedAfterMs);
    this.line.cut(noticedAfterMs);
  }

  /** The process behind its socket is gone. */
  serverDied(replica: Replica): void {
    if (this.replica === replica) this.line?.serverDied(this.world.luck.next() < 0.5);
  }

  private letIn(replica: Replica, line: Line): void {
    if (line.readyState !== line.OPEN) return;
    const { name, dialect } = this.dialler;
    const how = this.remembrance.letIn();
    this.dialler.isLetIn(how);
    this.world.tell(name, `comes to ${replica.outside.process.name}${how.lost ? ', perhaps forgotten' : ''}`);
    line.accepted(() => this.dialler.isThere());
    replica.open(line, dialect, identityOf(this.dialler));
  }

  private closed(): void {
    this.world.tell(this.dialler.name, 'is cut off');
    this.line = undefined;
    this.remembrance.closed();
    this.dialler.isCutOff();
    this.dialLater();
  }

  private dialLater(): void {
    this.world.time.after(COME_BACK_MS, this.world.time.outside, () => this.dial());
  }
}

function identityOf({ name, userId }: Dialler): Identity {
  const sessionId = `session of ${name}`;
  const caller = { kind: 'user', userId, sessionId, role: 'user' } as const;
  return { caller, userId, username: `user${userId}`, role: 'user', sessionId, tokenEndsAt: Infinity };
}
