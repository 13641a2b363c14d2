const MOST_GROUPS = 1_000;

/** The time that the tasks of each group took lately, in milliseconds; half of it is forgotten in each half-life. */
export class RecentCost {
  private readonly spent = new Map<string, { ms: number; at: number }>();

  constructor(private readonly halfLifeMs: number) {}

  add(group: string, ms: number): void {
    const known = this.of(group);
    this.spent.delete(group); // insertion order is age
    this.spent.set(group, { ms: known + ms, at: performance.now() });
    const [oldest] = this.spent.keys();
    if (this.spent.size > MOST_GROUPS && oldest !== undefined) this.spent.delete(oldest);
  }

  of(group: string): number {
    const known = this.spent.get(group);
    return known ? known.ms * 2 ** ((known.at - performance.now()) / this.halfLifeMs) : 0;
  }
}
