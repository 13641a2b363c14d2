/**
 * Hands out everything there is in so many slices, over and over. Few things leave later slices empty: a turn over them takes
 * as long as one over many.
 */
export class Slices<T> {
  private left = 0;
  private due: T[] = [];

  /** @param all asked when a turn begins */
  constructor(
    private readonly count: number,
    private readonly all: () => Iterable<T>,
  ) {}

  next(): T[] {
    if (this.left === 0) {
      this.due = [...this.all()];
      this.left = this.count;
    }
    const share = Math.ceil(this.due.length / this.left);
    this.left -= 1;
    return this.due.splice(0, share);
  }
}
