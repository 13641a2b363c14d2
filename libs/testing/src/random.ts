import { randomInt } from 'node:crypto';

/** The seed of this run of tests: fixed where a change lands, another one in each run by hand (TEST_SEED repeats it). */
export const testSeed = (): number => Number(process.env['TEST_SEED'] ?? randomInt(2 ** 31));

/** Repeatable choices: the same seed gives the same ones (mulberry32). */
export class Random {
  constructor(private state: number = testSeed()) {}

  /** From 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  oneOf<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('There is nothing to choose from');
    return chosen;
  }
}
