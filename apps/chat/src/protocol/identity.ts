import type { UserCaller } from '@veza/contracts';

/** Who receives: answers are made for one connection, events of a room for everybody at once. */
export interface Viewer {
  readonly userId: number;
  readonly username: string;
  readonly role: string;
  readonly sessionId: string;
}

/** Who a socket speaks for, once a token or ticket has said so. */
export interface Identity extends Viewer {
  readonly caller: UserCaller;
  /** When the token that it came with ends (epoch milliseconds). */
  readonly tokenEndsAt: number;
}
