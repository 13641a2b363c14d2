/**
 * Reads by id that arrive in the same turn of the event loop, as one query: requests come off the queue several at a time, and
 * a round trip of its own for each is most of what a read costs. Nobody waits for company: a read alone leaves in the same turn.
 * A read sees everything that was committed before it was asked; when the query fails, all that share it fail.
 */
export class ReadsTogether<Row extends { id: number }> {
  private waiting?: { ids: Set<number>; rows: Promise<ReadonlyMap<number, Row>> };

  constructor(private readonly read: (ids: number[]) => Promise<Row[]>) {}

  async find(id: number): Promise<Row | undefined> {
    this.waiting ??= this.open();
    this.waiting.ids.add(id);
    return (await this.waiting.rows).get(id);
  }

  private open() {
    const ids = new Set<number>();
    const turn = new Promise((resolve) => setImmediate(resolve));
    const rows = turn.then(async () => {
      this.waiting = undefined;
      return new Map((await this.read([...ids])).map((row) => [row.id, row]));
    });
    return { ids, rows };
  }
}
