/**
 * Calls `flush` for what was collected during a tick of the event loop. The first call follows as soon as the code that
 * collected the first item is done, so a single request is not delayed. What is collected later in the same tick is
 * flushed together at its end, so many requests cost few writes.
 */
export class TickBatcher {
  #scheduled = false;
  #flushedEarly = false;

  constructor(private readonly flush: () => void) {}

  /** There is something to flush. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (this.#flushedEarly) return;
    this.#flushedEarly = true;
    process.nextTick(() => this.#run());
    setImmediate(() => {
      this.#flushedEarly = false;
      if (this.#scheduled) this.#run();
    });
  }

  #run(): void {
    this.#scheduled = false;
    this.flush();
  }
}
