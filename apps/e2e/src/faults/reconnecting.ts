import { setTimeout as sleep } from 'node:timers/promises';
import type { Closed } from '../clients/chat-client.js';

/** How a published client of a dialect reconnects. */
export interface ReconnectPolicy {
  /** Attempts in a row without a connection, after which it gives up. */
  readonly attempts: number;
  /** @param attempt 1 for the first one */
  delayMs(attempt: number): number;
  /** Whether it reconnects after a close with this code. */
  after(code: number): boolean;
}

const MAX_ATTEMPTS = 5;
const doubled = (attempt: number): number => 1_000 * 2 ** (attempt - 1);
const always = (): boolean => true;

/** 1, 2, 4, 8 and 16 seconds, after every close, also after the client's own. */
export const DOUBLING: ReconnectPolicy = { attempts: MAX_ATTEMPTS, delayMs: doubled, after: always };
/** 1, 2, 3, 4 and 5 seconds, after every close. */
export const GROWING: ReconnectPolicy = { attempts: MAX_ATTEMPTS, delayMs: (attempt) => 1_000 * attempt, after: always };
/** Like DOUBLING, but only if there was no closing handshake. */
export const AFTER_UNCLEAN: ReconnectPolicy = { attempts: MAX_ATTEMPTS, delayMs: doubled, after: (code) => code === 1006 };

interface Socket {
  readonly closed: Promise<Closed>;
  close(): Promise<void>;
}

export interface SocketEvents<Opened extends Socket> {
  /** @param anew the server must not have kept anything: the first connection, or the one after the client's own close */
  opened(socket: Opened, anew: boolean): void;
  closed(socket: Opened, how: Closed): void;
  refused(reason: string): void;
  /** It gave up, or is not to come back. The user of the drill then loads the page again. */
  gaveUp(): void;
}

/** Keeps a socket open by the rules of a published client. */
export class Reconnecting<Opened extends Socket> {
  /** The open socket. */
  current?: Opened;
  private ended = false;
  private anew = true;

  constructor(
    private readonly policy: ReconnectPolicy,
    private readonly open: () => Promise<Opened>,
    private readonly events: SocketEvents<Opened>,
  ) {}

  start(): void {
    void this.run();
  }

  /** The client closes the socket; a client that reconnects after its own close does so. */
  leave(): void {
    if (!this.current) return;
    this.anew = true;
    void this.current.close();
  }

  async end(): Promise<void> {
    this.ended = true;
    await this.current?.close();
  }

  private async run(): Promise<void> {
    for (let attempt = 1; !this.ended; attempt += 1) {
      const code = await this.connection();
      if (code !== undefined) attempt = 1;
      if (this.ended) return;
      if (attempt > this.policy.attempts || (code !== undefined && !this.policy.after(code))) {
        this.events.gaveUp();
        this.anew = true;
        attempt = 1;
      }
      await sleep(this.policy.delayMs(attempt));
    }
  }

  /** Returns the code with which a connection has ended; undefined if there was none. */
  private async connection(): Promise<number | undefined> {
    const socket = await this.open().catch((error: unknown) => this.events.refused(String(error)));
    if (!socket) return undefined;
    this.current = socket;
    this.events.opened(socket, this.anew);
    this.anew = false;
    if (this.ended) await socket.close();
    const closed = await socket.closed;
    this.current = undefined;
    this.events.closed(socket, closed);
    return closed.code;
  }
}
