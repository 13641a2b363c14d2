/**
 * Hands out everything there is in so many slices, over and over. Few things leave later slices empty: a turn over them takes
 * as long as one over many.
 */
export class Slices<T> {
  private slicesLeft = 0;
  private remaining: T[] = [];

  /** @param all asked when a turn begins */
  constructor(
    private readonly count: number,
    private readonly all: () => Iterable<T>,
  ) {}

  next(): T[] {
    if (this.slicesLeft === 0) {
      this.remaining = [...this.all()];
      this.slicesLeft = this.count;
    }
    const share = Math.ceil(this.remaining.length / this.slicesLeft);
    this.slicesLeft -= 1;
    return this.remaining.splice(0, share);
  }
}
