import { backOff } from '../back-off.js';
import { VezaError } from '../veza-error.js';
import { ChatError } from './chat-error.js';
import { isGreeting, type ServerFrame, toFrame } from './frames.js';
import { runtime, type SocketConstructor, type SocketLike } from './runtime.js';
import type { ChatStatus } from './chat-types.js';

export interface SocketPlan {
  /** The address with a fresh ticket. */
  address(): Promise<URL>;
  WebSocket: SocketConstructor;
  onStatus(status: ChatStatus, error?: ChatError): void;
  /** The connection is authenticated: its first commands are sent here. */
  onOpen(greeting: ServerFrame<'auth_success'>['data']): void;
  onFrame(frame: ServerFrame): void;
}

/** docs/protocol, Close codes: "A client SHOULD wait 1 second before the first attempt and double the time with each failure." */
const RETRY = { firstMs: 1_000, longestMs: 30_000 };
const SHORTEST_RETRY_MS = 100;
/** A connection of this age was a success: the next failure is the first one. */
const STABLE_MS = 5_000;
const OPEN_MS = 15_000;
const QUIET_MS = 25_000;
const PONG_MS = 10_000;
/** After these no further attempt is made. 4401 is followed by a new ticket, three times. */
const FINAL_CODES = new Set([1009, 4400, 4403, 4429]);
const MOST_REFUSALS = 3;
/** Unlike 1000 and 1001 it does not make the server forget the session. */
const DROPPED = 4000;

/**
 * One connection that is always made again: after a loss, with growing random delays and the delays that the server asks
 * for; with a new ticket each time; and when the server is silent for too long. It ends when the user has no session, or the
 * server refuses for good.
 */
export class ChatSocket {
  private socket?: SocketLike;
  private isOpen = false;
  private isStopped = true;
  private failures = 0;
  private refusals = 0;
  private openedAt = 0;
  private timer?: ReturnType<typeof setTimeout>;
  private attempt = 0;

  constructor(private readonly plan: SocketPlan) {}

  get isOnline(): boolean {
    return this.isOpen;
  }

  start(): void {
    if (!this.isStopped) return;
    this.isStopped = false;
    this.failures = 0;
    this.refusals = 0;
    runtime.addEventListener?.('online', this.wake);
    runtime.addEventListener?.('offline', this.sleep);
    void this.dial();
  }

  /** Ends the connection as the user's own wish: the server forgets it. */
  stop(error?: ChatError): void {
    if (this.isStopped) return;
    this.isStopped = true;
    runtime.removeEventListener?.('online', this.wake);
    runtime.removeEventListener?.('offline', this.sleep);
    this.letGo(1000);
    this.plan.onStatus(error ? 'ended' : 'idle', error);
  }

  /** Whether the frame was written; what is written may be lost all the same. */
  send(frame: object): boolean {
    if (!this.isOpen || !this.socket) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Drops the connection and makes a new one, at once. */
  renew(): void {
    if (this.isStopped) return;
    this.letGo(DROPPED);
    void this.dial();
  }

  /** The network is back: no need to wait, and the old connection may be dead. */
  private readonly wake = () => (this.isOpen ? this.probe() : this.renew());

  /** The network is away, and a dead connection reports nothing. A server that can be reached all the same is found again. */
  private readonly sleep = () => this.isOpen && this.lost();

  private async dial(): Promise<void> {
    this.attempt += 1;
    const { attempt } = this;
    this.plan.onStatus('connecting');
    try {
      const url = await this.plan.address();
      if (attempt === this.attempt && !this.isStopped) this.open(url, attempt);
    } catch (error) {
      if (attempt !== this.attempt || this.isStopped) return;
      if (error instanceof VezaError && (error.status === 401 || error.status === 403))
        return this.stop(new ChatError('UNAUTHENTICATED', 'There is no session: sign in', undefined, { cause: error }));
      this.retry(error instanceof VezaError ? (error.retryAfter ?? 0) * 1_000 : 0);
    }
  }

  private open(url: URL, attempt: number): void {
    const socket = new this.plan.WebSocket(url.href, ['veza.v1']);
    this.socket = socket;
    const ours = () => attempt === this.attempt && !this.isStopped;
    this.after(OPEN_MS, () => this.lost());
    socket.addEventListener('message', ({ data }) => {
      if (ours()) this.receive(data);
    });
    socket.addEventListener('close', ({ code = 1006, reason = '' }) => {
      if (ours()) this.closed(code, reason);
    });
    socket.addEventListener('error', () => undefined); // a close follows
  }

  private receive(data: unknown): void {
    const frame = toFrame(data);
    if (!frame) return;
    if (isGreeting(frame)) {
      this.isOpen = true;
      this.openedAt = performance.now();
      this.plan.onStatus('online');
      this.plan.onOpen(frame.data);
    }
    // "Reconnect before, or expect close 4401": positions and unsent messages go with the client.
    if (frame.type === 'auth_expiring') return this.renew();
    if (this.isOpen) this.after(QUIET_MS, () => this.probe());
    this.plan.onFrame(frame);
  }

  /** A connection that is silent may be dead: its network would report that after minutes. */
  private probe(): void {
    this.after(PONG_MS, () => this.lost());
    this.send({ type: 'ping', data: {} });
  }

  private lost(): void {
    this.closed(1006, '');
  }

  private closed(code: number, reason: string): void {
    const wasStable = this.isOpen && performance.now() - this.openedAt > STABLE_MS;
    this.letGo(DROPPED);
    if (wasStable) [this.failures, this.refusals] = [0, 0];
    if (code === 4401) this.refusals += 1;
    if (FINAL_CODES.has(code) || this.refusals > MOST_REFUSALS)
      return this.stop(
        new ChatError(code === 4401 ? 'UNAUTHENTICATED' : 'ENDED', `The server closed the chat (${code} ${reason})`),
      );
    this.retry(Number(/^retry=(\d{1,6})$/.exec(reason)?.[1] ?? 0));
  }

  /** @param leastMs the delay that the server asks for */
  private retry(leastMs: number): void {
    this.plan.onStatus('offline');
    const delay = Math.max(SHORTEST_RETRY_MS, backOff(this.failures, RETRY)) + leastMs;
    this.failures += 1;
    this.after(leastMs > 0 ? Math.min(delay, leastMs * 2) : delay, () => void this.dial());
  }

  private letGo(code: number): void {
    clearTimeout(this.timer);
    this.attempt += 1; // what still arrives belongs to no attempt
    this.isOpen = false;
    this.socket?.close(code);
    this.socket = undefined;
  }

  private after(ms: number, does: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(does, ms);
  }
}
