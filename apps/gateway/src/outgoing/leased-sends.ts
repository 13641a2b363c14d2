import { type AppLogger, LOOK_MS, recurring, type Shutdown } from '@veza/platform';

export interface LeasedSendsPlan<Row> {
  /** Of the recurring look, and in the list of what a stop waits for. */
  name: string;
  /** Sends of one replica at once. */
  most: number;
  /** Leases at most so many rows that are due. The lease of a replica that died ends, and another one takes the row. */
  take(most: number): Promise<Row[]>;
  send(row: Row): Promise<void>;
  /** A send that rejected, which its lease repeats. */
  onFault(row: Row, cause: unknown): void;
}

/** Looks for due rows and sends them side by side; a slow receiver delays no other. A stop waits for them. */
export class LeasedSends<Row> {
  private readonly running = new Set<Promise<void>>();
  private job?: ReturnType<typeof recurring>;
  /** The latest look found as many rows as it could take. */
  private more = false;

  constructor(
    private readonly plan: LeasedSendsPlan<Row>,
    private readonly owner: { logger: AppLogger; shutdown: Shutdown },
  ) {}

  begin(): void {
    this.job = recurring(this.plan.name, LOOK_MS, () => this.start(), this.owner);
    this.owner.shutdown.register('drain', `${this.plan.name} that are sent`, () => Promise.all(this.running));
  }

  /** A row is being written here. */
  kick(): void {
    this.job?.kick();
  }

  /** Does not wait for what it begins. */
  private async start(): Promise<void> {
    const free = this.plan.most - this.running.size;
    if (free <= 0 || this.owner.shutdown.started) return;
    const rows = await this.plan.take(free);
    this.more = rows.length === free;
    for (const row of rows) {
      const sending = this.plan
        .send(row)
        .catch((cause: unknown) => this.plan.onFault(row, cause))
        .finally(() => {
          this.running.delete(sending);
          if (this.more) this.kick();
        });
      this.running.add(sending);
    }
  }
}
