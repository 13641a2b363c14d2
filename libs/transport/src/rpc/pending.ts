import { DeclaredError } from '@veza/contracts';
import { HEARTBEAT_MS, LIVE_MS, MAX_QUEUED_MS, fromWire, type WireReply } from './wire-format.js';

/** Whether the request ran is unknown: its replica, or the connection to it, was lost. */
export class LostRequest extends DeclaredError {
  constructor(cause?: unknown) {
    super('UNAVAILABLE', { cause });
  }
}

interface PendingRequest {
  /** The service that it was sent to: no other one may reply. */
  readonly service: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: DeclaredError) => void;
  readonly sentAt: number;
  readonly expiresAt: number;
  /** When a heartbeat last listed it as running; 0 before the first. */
  seenAt: number;
}

const SWEEP_MS = 25;
const UNSEEN_MS = MAX_QUEUED_MS + 2 * HEARTBEAT_MS;

/**
 * Requests that were sent and have no reply yet. One timer, which runs only while there are any, rejects them: at their
 * deadline (at most one sweep late), or when the replica that runs them sends no more heartbeats.
 */
export class PendingRequests {
  private readonly requests = new Map<string, PendingRequest>();
  private timer?: NodeJS.Timeout;
  private sweptAt = 0;

  get size(): number {
    return this.requests.size;
  }

  add(id: string, service: string, budgetMs: number): Promise<unknown> {
    const sentAt = performance.now();
    if (!this.timer) {
      this.sweptAt = sentAt;
      this.timer = setInterval(() => this.sweep(), SWEEP_MS);
    }
    return new Promise((resolve, reject) => {
      this.requests.set(id, { service, resolve, reject, sentAt, expiresAt: sentAt + budgetMs, seenAt: 0 });
    });
  }

  settle(service: string, [id, value, error]: WireReply): void {
    const request = this.requests.get(id);
    if (request?.service !== service) return; // its deadline has passed
    this.requests.delete(id);
    if (error) request.reject(fromWire(error));
    else request.resolve(value);
  }

  fail(id: string, error: DeclaredError): void {
    this.requests.get(id)?.reject(error);
    this.requests.delete(id);
  }

  failAll(error: () => DeclaredError): void {
    for (const id of [...this.requests.keys()]) this.fail(id, error());
  }

  seen(service: string, ids: readonly string[]): void {
    const now = performance.now();
    for (const id of ids) {
      const request = this.requests.get(id);
      if (request?.service === service) request.seenAt = now;
    }
  }

  private sweep(): void {
    const now = performance.now();
    const late = now - this.sweptAt - SWEEP_MS;
    this.sweptAt = now;
    if (this.requests.size === 0) {
      clearInterval(this.timer);
      this.timer = undefined;
      return;
    }
    // This process was blocked: heartbeats that arrived meanwhile are read before a replica is taken for lost.
    if (late > HEARTBEAT_MS / 2) return;
    for (const [id, request] of this.requests) {
      if (now >= request.expiresAt) this.fail(id, new DeclaredError('DEADLINE'));
      else if (request.seenAt ? now - request.seenAt > LIVE_MS : now - request.sentAt > UNSEEN_MS)
        this.fail(id, new LostRequest());
    }
  }
}
