import type { UserCaller } from '@veza/contracts';

/** The receiver of a frame. Replies are encoded for one viewer; events of a room are encoded once for all. */
export interface Viewer {
  readonly userId: number;
  readonly username: string;
  readonly role: string;
  readonly sessionId: string;
}

/** The user and session of a connection, known once a token or ticket was verified. */
export interface Identity extends Viewer {
  readonly caller: UserCaller;
  /** Expiry of the token that authenticated the connection (epoch milliseconds). */
  readonly tokenEndsAt: number;
  /** When its session began (epoch milliseconds): a renewed token or a ticket does not change it. */
  readonly sessionBeganAt: number;
}
