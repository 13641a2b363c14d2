import { DeclaredError } from '@veza/contracts';
import { HEARTBEAT_MS, LIVE_MS, PATIENCE_MS, fromWire, type Answer } from './wire-format.js';

/** Nobody knows whether the request ran: its replica, or the way to it, was lost. */
export class LostRequest extends DeclaredError {
  constructor(cause?: unknown) {
    super('UNAVAILABLE', { cause });
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: DeclaredError) => void;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** When a replica last named it as running; 0 while none has. */
  seenAt: number;
}

const SWEEP_MS = 25;
const UNSEEN_MS = PATIENCE_MS + 2 * HEARTBEAT_MS;

/**
 * What was asked and not yet answered. One timer, running only while something waits, ends all of it: at its deadline
 * (at most a sweep late), or when the replica that runs it falls silent.
 */
export class Pending {
  readonly #waiting = new Map<number, Waiting>();
  #timer: NodeJS.Timeout | undefined;
  #sweptAt = 0;

  get size(): number {
    return this.#waiting.size;
  }

  add(id: number, budgetMs: number): Promise<unknown> {
    const askedAt = performance.now();
    if (!this.#timer) {
      this.#sweptAt = askedAt;
      this.#timer = setInterval(() => this.#sweep(), SWEEP_MS);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, askedAt, expiresAt: askedAt + budgetMs, seenAt: 0 });
    });
  }

  answer([id, value, error]: Answer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return; // its deadline has passed
    this.#waiting.delete(id);
    if (error) waiting.reject(fromWire(error));
    else waiting.resolve(value);
  }

  fail(id: number, error: DeclaredError): void {
    this.#waiting.get(id)?.reject(error);
    this.#waiting.delete(id);
  }

  failAll(error: () => DeclaredError): void {
    for (const id of [...this.#waiting.keys()]) this.fail(id, error());
  }

  seen(ids: readonly number[]): void {
    const now = performance.now();
    for (const id of ids) {
      const waiting = this.#waiting.get(id);
      if (waiting) waiting.seenAt = now;
    }
  }

  #sweep(): void {
    const now = performance.now();
    const late = now - this.#sweptAt - SWEEP_MS;
    this.#sweptAt = now;
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    // This process stood still: what arrived meanwhile is read before anybody is judged by his silence.
    if (late > HEARTBEAT_MS / 2) return;
    for (const [id, waiting] of this.#waiting) {
      if (now >= waiting.expiresAt) this.fail(id, new DeclaredError('DEADLINE'));
      else if (waiting.seenAt ? now - waiting.seenAt > LIVE_MS : now - waiting.askedAt > UNSEEN_MS)
        this.fail(id, new LostRequest());
    }
  }
}
