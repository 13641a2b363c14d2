import type { IdentityServer } from '../model/identity.model.js';
import type { Tables } from '../model/tables.js';
import type { EventFrame, AckFrame } from './dialect-codec.js';
import type { Random } from './random.js';
import type { Replica } from './replica.js';
import type { ClientRoomView } from './room-view.js';
import type { SentMessage } from './sent-messages.js';
import type { SimulatedTime } from './simulated-time.js';

/** The world as its clients and checks see it; `World` implements it. */
export interface SimulatedWorld {
  readonly time: SimulatedTime;
  readonly random: Random;
  readonly tables: Tables;
  readonly identity: IdentityServer;
  readonly clients: readonly CheckedClient[];
  readonly checks: FrameChecks;
  /** A ready replica, as the balancer chooses it for a new socket. */
  anyReplica(): Replica | undefined;
  /** Whether a statement holds the lock of a room at this moment. */
  isBeingWritten(room: string): boolean;
  /** Adds a line to the trace of the history. */
  trace(subject: string, event: string): void;
  /** Records a broken promise. */
  fail(message: string): void;
}

/** What the checks read of a client. */
export interface CheckedClient {
  readonly name: string;
  readonly profile: { readonly userId: number };
  readonly open: boolean;
  /** The number of its current connection. */
  readonly connection: number;
  readonly sentMessages: readonly SentMessage[];
  readonly views: ReadonlyMap<string, ClientRoomView>;
}

/** The checks that clients call. */
export interface FrameChecks {
  checkEvent(client: CheckedClient, event: EventFrame): void;
  checkAck(client: CheckedClient, ack: AckFrame): void;
  /** Whether a ban has been in force for this time. */
  isBanned(room: string, userId: number, sinceMs?: number): boolean;
}
