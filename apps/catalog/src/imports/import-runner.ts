import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { isUniqueViolation } from '@veza/database';
import { AppLogger, ConcurrencyLimit, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import { ReplicaId } from '@veza/transport';
import { UploadedBytes } from '../objects/uploaded-bytes.js';
import { QUEUES } from '../queues.js';
import { type Batch, ImportBatchesRepository, LeaseLost } from './import-batches.repository.js';
import { fileRows } from './import-file.js';
import type { Headings, ImportFileRow } from './import-header.js';
import { type FaultyRow, type ImportRow, isFaulty, isPermanent, readRow, SeenKeys } from './import-row.js';
import { ImportsRepository } from './imports.repository.js';
import type { ProductImport } from './product-import.entity.js';
import { PictureFetches } from './picture-fetches.js';
import { UnreadableFile } from './unreadable-file.js';

const { leaseSeconds, mostTakes, batchRows, batchTries, batchesOfTurn } = QUEUES.imports;

/** The import has had its turn, and another one waits. */
class TurnOver extends Error {}

/**
 * Runs imports. Those of a replica take turns by batch; one that has had many gives its place to one that waits, and goes
 * on behind it, so that no number of large files keeps a small one waiting for their ends. The file is read twice: first to count its rows, so that a file that cannot
 * be read as a whole changes nothing, then to apply them in batches. An import that is taken again is read from its
 * beginning, and rows up to its progress are skipped.
 */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap {
  private readonly rows: LeasedRows<ProductImport>;
  /** One batch at a time: the first of each import, then the second of each. */
  private readonly turns = new ConcurrencyLimit({ concurrency: 1 });

  constructor(
    private readonly imports: ImportsRepository,
    private readonly batches: ImportBatchesRepository,
    private readonly bytes: UploadedBytes,
    private readonly replica: ReplicaId,
    private readonly pictures: PictureFetches,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    this.rows = new LeasedRows(
      {
        name: 'imports',
        limits: QUEUES.imports,
        take: (most) => this.imports.take(this.replica.value, leaseSeconds, most),
        run: (taken, signal) => this.runTaken(taken, signal),
        depth: () => this.imports.depth(),
        failed: ({ id }, cause) => this.logger.warn('An import was interrupted; it is taken again', { import: id, cause }),
      },
      this,
    );
  }

  onApplicationBootstrap(): void {
    this.rows.begin();
  }

  /** An import was created. */
  kick(): void {
    this.rows.kick();
  }

  private async runTaken(taken: ProductImport, stop: AbortSignal): Promise<void> {
    try {
      if (taken.takes > mostTakes) {
        this.rows.gaveUp();
        throw new UnreadableFile('The import was interrupted too often');
      }
      await this.run(taken, stop);
      await this.imports.end(taken.id, { status: 'done' }, this.replica.value);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      if (error instanceof TurnOver) return void (await this.imports.giveBack(taken));
      if (stop.aborted) await this.imports.keep(taken, 0);
      const message = isPermanent(error)
        ? 'The file is no longer there'
        : error instanceof UnreadableFile
          ? error.message
          : undefined;
      if (message === undefined) throw error;
      await this.imports.end(taken.id, { status: 'failed', error: message }, this.replica.value);
    }
  }

  private async run(taken: ProductImport, stop: AbortSignal): Promise<void> {
    if (taken.rowsTotal === null) {
      let rowsTotal = 0;
      for await (const _row of await this.rowsOf(taken, stop)) {
        rowsTotal += 1;
        if (rowsTotal % (20 * batchRows) === 0) await this.keep(taken);
      }
      await this.keep(taken, rowsTotal);
    }
    const seen = new SeenKeys();
    let rows: (ImportRow | FaultyRow)[] = [];
    let count = 0;
    let headings: Headings | undefined;
    for await (const each of await this.rowsOf(taken, stop)) {
      count += 1;
      headings = each.headings;
      const row = readRow(each);
      const fault = row && !isFaulty(row) ? seen.check(row) : undefined;
      if (count <= taken.rowsDone) continue;
      if (row) rows.push(fault ?? row);
      if (count % batchRows > 0) continue;
      await this.apply(taken, { rows, upTo: count, headings }, stop);
      rows = [];
      const batches = Math.floor((count - taken.rowsDone) / batchRows);
      if (batches % batchesOfTurn === 0 && (await this.imports.hasWaiting())) throw new TurnOver();
    }
    if (count % batchRows > 0) await this.apply(taken, { rows, upTo: count, headings }, stop);
  }

  private async rowsOf({ objectId }: ProductImport, stop: AbortSignal): Promise<AsyncGenerator<ImportFileRow>> {
    return fileRows(await this.bytes.read(objectId, stop));
  }

  private async keep(taken: ProductImport, rowsTotal?: number): Promise<void> {
    if (!(await this.imports.keep(taken, leaseSeconds, rowsTotal))) throw new LeaseLost('The import has ended');
  }

  private async apply(taken: ProductImport, batch: Batch, stop: AbortSignal): Promise<void> {
    if (batch.upTo <= taken.rowsDone) return;
    for (let tries = 1; ; tries++) {
      stop.throwIfAborted();
      try {
        await this.turns.run(() => this.batches.apply(taken, batch, leaseSeconds), String(taken.id));
        return this.pictures.kick();
      } catch (error) {
        if (tries >= batchTries || !isUniqueViolation(error, 'products_sku')) throw error;
      }
    }
  }
}
