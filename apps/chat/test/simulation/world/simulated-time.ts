import { AsyncLocalStorage } from 'node:async_hooks';

/** Whoever code runs for. What is due to a process that has been killed never happens. */
export class Process {
  alive = true;

  constructor(readonly name: string) {}
}

type Run = () => void;

class Due {
  cancelled = false;

  constructor(
    readonly at: number,
    readonly order: number,
    readonly owner: Process,
    readonly run: Run,
  ) {}

  // What core code may do with a timer.
  unref(): this {
    return this;
  }
}

/**
 * The one clock of a simulated world, and everything that is still to happen in it. Time stands still while something
 * happens, and jumps to whatever is next. Between two happenings all promises settle, so whatever runs in between runs for
 * the process to which the happening belongs: that is how a timer of the core is known to be a certain replica's.
 */
export class SimulatedTime {
  now = Date.UTC(2030, 0, 1);
  current: Process;
  private readonly due: Due[] = [];
  private ordered = 0;

  constructor(readonly outside: Process) {
    this.current = outside;
  }

  /** Something that happens to a process after some milliseconds; what was planned first happens first. */
  after(ms: number, owner: Process, run: Run): Due {
    const due = new Due(this.now + (ms > 0 ? ms : 0), (this.ordered += 1), owner, run);
    this.push(due);
    return due;
  }

  /** Resolves after some milliseconds, in a process; never, when that is dead by then. */
  pause(ms: number, owner: Process): Promise<void> {
    return new Promise((resolve) => void this.after(ms, owner, resolve));
  }

  /** Lets time pass. */
  pass(ms: number): Promise<void> {
    const end = this.now + ms;
    return new Promise((resolve, reject) => {
      const happen = () => {
        const next = this.next(end);
        if (!next) {
          this.now = end;
          this.current = this.outside;
          return resolve();
        }
        this.now = next.at;
        this.current = next.owner;
        try {
          next.run();
          afterPromises(happen);
        } catch (error) {
          reject(error);
        }
      };
      happen();
    });
  }

  /** Takes out what happens next, unless that is later than `end`. */
  private next(end: number): Due | undefined {
    for (let first = this.due[0]; first && first.at <= end; first = this.due[0]) {
      this.pop();
      if (!first.cancelled && first.owner.alive) return first;
    }
    return undefined;
  }

  /**
   * Puts this clock in the place of the machine's, until the answer is called. Nobody asks here whose request something is
   * for, so that is not followed through every promise either: it would be a good part of the time.
   */
  install(): () => void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;
    const { now } = Date;
    const { run } = AsyncLocalStorage.prototype;
    AsyncLocalStorage.prototype.run = (_: unknown, work: () => unknown) => work();
    const later = (run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
      this.after(ms, this.current, () => run(...args));
    const repeat = (run: () => void, ms: number) => {
      const each = { unref: () => each, timer: later(() => again(), ms), cancelled: false };
      const again = () => {
        each.timer = later(() => again(), ms);
        run();
      };
      return each;
    };
    const cancel = (timer?: { cancelled: boolean; timer?: Due }) => {
      if (!timer) return;
      timer.cancelled = true;
      if (timer.timer) timer.timer.cancelled = true;
    };
    Object.assign(globalThis, {
      setTimeout: later,
      clearTimeout: cancel,
      setInterval: repeat,
      clearInterval: cancel,
      setImmediate: (run: (...args: unknown[]) => void, ...args: unknown[]) => later(run, 0, ...args),
    });
    Date.now = () => this.now;
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate });
      Date.now = now;
      AsyncLocalStorage.prototype.run = run;
    };
  }

  private push(due: Due): void {
    const heap = this.due;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !earlier(due, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = due;
  }

  private pop(): void {
    const heap = this.due;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const [one, other] = [heap[left], heap[right]];
      if (!one) break;
      const child = other && earlier(other, one) ? right : left;
      const least = heap[child];
      if (!least || !earlier(least, last)) break;
      heap[at] = least;
      at = child;
    }
    heap[at] = last;
  }
}

const earlier = (one: Due, other: Due): boolean => one.at < other.at || (one.at === other.at && one.order < other.order);

/** A tick that a promise asks for comes when promises have nothing left to do; a turn of the loop would cost five times as much. */
const FULFILLED = Promise.resolve();
const afterPromises = (run: Run): void => void FULFILLED.then(() => process.nextTick(run));
