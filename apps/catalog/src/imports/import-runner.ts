import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { RowFault } from '@veza/contracts';
import { isUniqueViolation } from '@veza/database';
import { AppLogger, HOURLY_MS, recurring, Shutdown } from '@veza/platform';
import { RecurringJob, ReplicaId } from '@veza/transport';
import { UploadedBytes } from '../objects/uploaded-bytes.js';
import { ImportBatchesRepository, LeaseLost } from './import-batches.repository.js';
import { type FileRow, fileRows, UnreadableFile } from './import-file.js';
import { type ImportRow, isFault, isPermanent, readRow, SeenKeys } from './import-row.js';
import { ImportsRepository } from './imports.repository.js';
import type { ProductImport } from './product-import.entity.js';

const POLL_MS = 5_000;
/** After the death of a replica another one waits this long. A batch takes about a second. */
const LEASE_MS = 20_000;
const BATCH_ROWS = 500;
/** Without progress: a file that ends its replica, or a long outage of media, is given up. */
const MOST_TAKES = 20;
/** A key that another request created meanwhile is found by the next try. */
const TRIES = 3;

/**
 * Runs imports, one at a time in a replica. The file is read twice: first to count its rows, so that a file that cannot
 * be read as a whole changes nothing, then to apply them in batches. An import that is taken again is read from its
 * beginning, and rows up to its progress are skipped.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap {
  private readonly job: RecurringJob;
  private readonly stop = new AbortController();

  constructor(
    private readonly imports: ImportsRepository,
    private readonly batches: ImportBatchesRepository,
    private readonly bytes: UploadedBytes,
    private readonly replica: ReplicaId,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
  ) {
    this.job = new RecurringJob(() => this.runNext(), {
      everyMs: POLL_MS,
      onFailure: (cause) => logger.warn('An import was interrupted; it is taken again', { cause }),
    });
  }

  onApplicationBootstrap(): void {
    this.job.start();
    this.shutdown.register('drain', 'imports', () => {
      this.stop.abort();
      return this.job.stop();
    });
    recurring('sweep of imports', HOURLY_MS, () => this.imports.purge(), this);
  }

  wake(): void {
    this.job.runIn(0);
  }

  /** Resolves to the pause before the next one. */
  private async runNext(): Promise<number | void> {
    const taken = await this.imports.take(this.replica.value, LEASE_MS);
    if (!taken) return;
    try {
      if (taken.takes > MOST_TAKES) throw new UnreadableFile('The import was interrupted too often');
      await this.run(taken);
      await this.imports.end(taken.id, { status: 'done' }, this.replica.value);
    } catch (error) {
      if (error instanceof LeaseLost) return 0;
      if (this.stop.signal.aborted) await this.imports.keep(taken, 0);
      const message = isPermanent(error)
        ? 'The file is no longer there'
        : error instanceof UnreadableFile
          ? error.message
          : undefined;
      if (message === undefined) throw error;
      await this.imports.end(taken.id, { status: 'failed', error: message }, this.replica.value);
    }
    return 0;
  }

  private async run(taken: ProductImport): Promise<void> {
    if (taken.rowsTotal === null) {
      let rowsTotal = 0;
      for await (const _row of await this.rowsOf(taken)) {
        rowsTotal += 1;
        if (rowsTotal % (20 * BATCH_ROWS) === 0) await this.keep(taken);
      }
      await this.keep(taken, rowsTotal);
    }
    const seen = new SeenKeys();
    let rows: (ImportRow | RowFault)[] = [];
    let count = 0;
    for await (const each of await this.rowsOf(taken)) {
      count += 1;
      const row = readRow(each);
      const fault = row && !isFault(row) ? seen.check(row) : undefined;
      if (count <= taken.rowsDone) continue;
      if (row) rows.push(fault ?? row);
      if (count % BATCH_ROWS > 0) continue;
      await this.apply(taken, rows, count);
      rows = [];
    }
    if (count % BATCH_ROWS > 0) await this.apply(taken, rows, count);
  }

  private async rowsOf({ objectId }: ProductImport): Promise<AsyncGenerator<FileRow>> {
    return fileRows(await this.bytes.read(objectId, this.stop.signal));
  }

  private async keep(taken: ProductImport, rowsTotal?: number): Promise<void> {
    if (!(await this.imports.keep(taken, LEASE_MS, rowsTotal))) throw new LeaseLost('The import has ended');
  }

  private async apply(taken: ProductImport, rows: readonly (ImportRow | RowFault)[], upTo: number): Promise<void> {
    if (upTo <= taken.rowsDone) return;
    for (let tries = 1; ; tries++) {
      this.stop.signal.throwIfAborted();
      try {
        return await this.batches.apply(taken, { rows, upTo }, LEASE_MS);
      } catch (error) {
        if (tries >= TRIES || !isUniqueViolation(error, 'products_sku')) throw error;
      }
    }
  }
}
