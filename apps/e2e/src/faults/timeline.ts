/** Enough for the faults of a minute. */
const PRINTED = 150;

/** The events of a run with their times, for the message of a failure. */
export class Timeline {
  private readonly begun = performance.now();
  private readonly lines: string[] = [];

  note(event: string): void {
    const seconds = ((performance.now() - this.begun) / 1_000).toFixed(1);
    this.lines.push(`${seconds.padStart(6)} s  ${event}`);
  }

  /** The last events of the clients that a failure names, between the faults. */
  of(failure: string): string {
    const concerned = this.lines.filter((line) => {
      const [client] = /user \d+ \([^)]*\)/.exec(line) ?? [];
      return client === undefined || failure.includes(client);
    });
    return concerned.slice(-PRINTED).join('\n');
  }
}
