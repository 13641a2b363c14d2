/** Locals, since globals are looked up slowly in a test and a history draws hundreds of numbers. */
const { imul, floor } = Math;

/** A repeatable generator: the same seed gives the same numbers (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends included. */
  within(least: number, most: number): number {
    return least + floor(this.next() * (most - least + 1));
  }

  /** Milliseconds: mostly short, sometimes long, so that the usual order of events is sometimes reversed. */
  latency(): number {
    const draw = this.next();
    return draw < 0.7 ? this.within(0, 3) : draw < 0.95 ? this.within(4, 20) : this.within(20, 80);
  }

  oneOf<T>(choices: readonly T[]): T | undefined {
    return choices[this.within(0, choices.length - 1)];
  }
}
