/**
 * Hands out all items in a fixed number of slices, over and over. With fewer items than slices the later slices of a cycle
 * are empty: a cycle takes the same time for few items as for many.
 */
export class Slices<T> {
  private slicesLeft = 0;
  private remaining: T[] = [];

  /** @param all the items, read at the beginning of each cycle */
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
