/**
 * A signal that aborts with any of these signals, or after a time. `clear` when the work is done.
 *
 * Instead of `AbortSignal.any`: Node 20 may collect a signal of `AbortSignal.timeout` that only `any` refers to, and then
 * never aborts.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly signals: readonly AbortSignal[];
  private readonly timer?: ReturnType<typeof setTimeout>;

  constructor(signals: readonly (AbortSignal | undefined)[], ms?: number) {
    this.signals = signals.filter((signal) => signal !== undefined);
    for (const signal of this.signals) signal.addEventListener('abort', this.follow);
    this.follow();
    if (ms !== undefined) this.timer = setTimeout(() => this.controller.abort(timeout(ms)), ms);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  clear(): void {
    clearTimeout(this.timer);
    for (const signal of this.signals) signal.removeEventListener('abort', this.follow);
  }

  private readonly follow = () => {
    const aborted = this.signals.find((signal) => signal.aborted);
    if (aborted) this.controller.abort(aborted.reason);
  };
}

const timeout = (ms: number) => new DOMException(`No response in ${ms} ms`, 'TimeoutError');
