/** A test's globals are looked up slowly, and chance is asked for hundreds of times in a history. */
const { imul, floor } = Math;

/** Chance that can be had again: the same number gives the same draws (mulberry32). */
export class Luck {
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

  /** Nearly always short, now and then long: so that what usually comes first sometimes comes last. */
  latency(): number {
    const draw = this.next();
    return draw < 0.7 ? this.within(0, 3) : draw < 0.95 ? this.within(4, 20) : this.within(20, 80);
  }

  oneOf<T>(choices: readonly T[]): T | undefined {
    return choices[this.within(0, choices.length - 1)];
  }
}
