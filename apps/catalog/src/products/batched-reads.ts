import { TickBatcher } from '@veza/transport';

interface Read<Row> {
  readonly id: number;
  readonly resolve: (row: Row | undefined) => void;
  readonly reject: (cause: unknown) => void;
}

/**
 * Reads by id that arrive in the same tick of the event loop, as one query: a round trip for each is most of the cost of
 * a read. A single read leaves in its own tick. A read returns everything that was committed before it was requested. If
 * the query fails, all of its reads fail.
 */
export class BatchedReads<Row extends { id: number }> {
  private readonly batcher = new TickBatcher<Read<Row>>((reads) => void this.readAll(reads));

  constructor(private readonly query: (ids: number[]) => Promise<Row[]>) {}

  find(id: number): Promise<Row | undefined> {
    return new Promise((resolve, reject) => this.batcher.add({ id, resolve, reject }));
  }

  private async readAll(reads: readonly Read<Row>[]): Promise<void> {
    try {
      const rows = await this.query([...new Set(reads.map(({ id }) => id))]);
      const byId = new Map(rows.map((row) => [row.id, row]));
      for (const { id, resolve } of reads) resolve(byId.get(id));
    } catch (cause) {
      for (const { reject } of reads) reject(cause);
    }
  }
}
