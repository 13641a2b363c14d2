import { AsyncLocalStorage } from 'node:async_hooks';

/** A simulated process: the owner of timers and events. The pending events of a killed process never happen. */
export class SimulatedProcess {
  alive = true;
  /** Milliseconds by which its wall clock is ahead. */
  skewMs = 0;

  constructor(readonly name: string) {}
}

type Run = () => void;

class TimedEvent {
  cancelled = false;

  constructor(
    readonly at: number,
    readonly order: number,
    readonly owner: SimulatedProcess,
    readonly run: Run,
  ) {}

  // The core calls it on its timers.
  unref(): this {
    return this;
  }
}

/**
 * The one clock of a simulated world, with its pending events. Time stands still during an event, and then jumps to the
 * next one. All promises settle between two events. So the code in between belongs to the process of the event, and a
 * timer that it sets belongs to the same replica.
 */
export class SimulatedTime {
  now = Date.UTC(2030, 0, 1);
  current: SimulatedProcess;
  private readonly pending: TimedEvent[] = [];
  private ordered = 0;

  constructor(readonly outside: SimulatedProcess) {
    this.current = outside;
  }

  /** Schedules an event of a process. Events at the same time run in the order in which they were scheduled. */
  after(ms: number, owner: SimulatedProcess, run: Run): TimedEvent {
    const event = new TimedEvent(this.now + (ms > 0 ? ms : 0), (this.ordered += 1), owner, run);
    this.push(event);
    return event;
  }

  /** Resolves after this time in a process; never if the process has been killed by then. */
  pause(ms: number, owner: SimulatedProcess): Promise<void> {
    return new Promise((resolve) => void this.after(ms, owner, resolve));
  }

  /** Runs all events of the next milliseconds. */
  advance(ms: number): Promise<void> {
    const end = this.now + ms;
    return new Promise((resolve, reject) => {
      const runNext = () => {
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
          afterPromises(runNext);
        } catch (error) {
          reject(error);
        }
      };
      runNext();
    });
  }

  /** Removes and returns the next event, unless it is later than `end`. */
  private next(end: number): TimedEvent | undefined {
    for (let first = this.pending[0]; first && first.at <= end; first = this.pending[0]) {
      this.pop();
      if (!first.cancelled && first.owner.alive) return first;
    }
    return undefined;
  }

  /**
   * Replaces the clock and the timers of the process. Returns a function that restores them. The simulation needs no
   * request context, so AsyncLocalStorage is off: its tracking of promises would take a good part of the run time.
   */
  install(): () => void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;
    const { now } = Date;
    const started = this.now;
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
    const cancel = (timer?: { cancelled: boolean; timer?: TimedEvent }) => {
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
    Date.now = () => this.now + this.current.skewMs;
    performance.now = () => this.now - started;
    return () => {
      Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate });
      Date.now = now;
      Reflect.deleteProperty(performance, 'now');
      AsyncLocalStorage.prototype.run = run;
    };
  }

  private push(event: TimedEvent): void {
    const heap = this.pending;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (!above || !earlier(event, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = event;
  }

  private pop(): void {
    const heap = this.pending;
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

const earlier = (one: TimedEvent, other: TimedEvent): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/**
 * A tick that a promise requests runs after all settled promises. A turn of the event loop would cost five times as
 * much.
 */
const FULFILLED = Promise.resolve();
const afterPromises = (run: Run): void => void FULFILLED.then(() => process.nextTick(run));
