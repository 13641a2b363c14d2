const PRINTED = 80;

/** The events of a run with their times, for the message of a failure. */
export class Timeline {
  private readonly begun = performance.now();
  private readonly lines: string[] = [];

  note(event: string): void {
    const seconds = ((performance.now() - this.begun) / 1_000).toFixed(1);
    this.lines.push(`${seconds.padStart(6)} s  ${event}`);
  }

  get all(): readonly string[] {
    return this.lines;
  }

  /** The last events. */
  toString(): string {
    return this.lines.slice(-PRINTED).join('\n');
  }
}
