import type { SimulatedTime } from './simulated-time.js';

/** Clients as they are printed come back after exactly this long. */
export const COME_BACK_MS = 1_000;
/** How long it may take until something is kept of somebody of whom there was nothing. */
const COMING_MS = 300;
/** How long it may take to be put back into one's rooms. */
const RESUMING_MS = 3_000;

/**
 * Whether the server must still know a client that comes back. Where it may have forgotten it, nothing is owed for the time
 * between; so whatever may make it forget is noted here, and nothing else excuses it.
 */
export class Remembrance {
  /** When the connection before this one was lost. */
  cutAt = 0;
  /** Why its rooms may be forgotten when it comes back. */
  private lost = true;
  /** A socket of it ended, for the server, after its next one had come: what that leaves behind, a later one takes. */
  private haunted = false;
  private letInAt = 0;
  /** It came as one of whom there may be nothing. */
  private came = true;

  constructor(private readonly time: SimulatedTime) {}

  /** Whether there may have been nothing of it when it came. */
  get cameLost(): boolean {
    return this.came;
  }

  /** It may not have been put back into its rooms yet. */
  get isNew(): boolean {
    return this.age <= RESUMING_MS;
  }

  cut(noticedAfterMs: number): void {
    if (noticedAfterMs >= COME_BACK_MS) this.haunted = this.lost = true;
  }

  /** It takes leave; the answer is to be called when that is heard. */
  goodbye(): () => void {
    const { haunted, isNew } = this;
    this.lost = true;
    this.haunted = true; // unless it is heard
    return () => (this.haunted = haunted || isNew); // it may not have taken yet what the one before had left
  }

  mayBeLost(haunted: boolean): void {
    this.lost = true;
    this.haunted ||= haunted;
  }

  closed(): void {
    if (this.came && this.age < COMING_MS) this.lost = true;
    if (!this.isNew) this.cutAt = this.time.now;
  }

  letIn(): { lost: boolean; haunted: boolean } {
    const { haunted } = this;
    const lost = this.lost || haunted;
    this.came = lost;
    this.lost = false;
    this.letInAt = this.time.now;
    return { lost, haunted };
  }

  private get age(): number {
    return this.time.now - this.letInAt;
  }
}
