/** Row locks: granted in the order of the requests, held until the end of the transaction. */
export class Locks {
  private readonly queues = new Map<string, (() => void)[]>();

  isTaken(key: string): boolean {
    return this.queues.has(key);
  }

  /** `SKIP LOCKED`: returns whether the row was free, and locks it then. */
  tryTake(key: string): boolean {
    if (this.queues.has(key)) return false;
    this.queues.set(key, []);
    return true;
  }

  async take(key: string): Promise<void> {
    if (this.tryTake(key)) return;
    await new Promise<void>((resolve) => this.queues.get(key)?.push(resolve));
  }

  release(key: string): void {
    const next = this.queues.get(key)?.shift();
    if (next) next();
    else this.queues.delete(key);
  }
}
