import { Injectable } from '@nestjs/common';
import { IMPORT_DAYS, type ListProductImports, type ObjectFacts, productImportEvents } from '@veza/contracts';
import {
  columnsOf,
  Database,
  insertReturning,
  queueDepth,
  type Page,
  QueryParts,
  readPage,
  type Transaction,
  updateReturning,
} from '@veza/database';
import { Hourly, type QueueDepth } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { ProductImport } from './product-import.entity.js';

const COLUMNS = columnsOf(ProductImport);
const UNFINISHED = `status IN ('pending', 'running')`;

/** Rows of imports, and the lease under which one replica runs each. */
@Injectable()
export class ImportsRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async insert(tx: Transaction, ownerId: number, dryRun: boolean, { objectId, filename }: ObjectFacts): Promise<ProductImport> {
    return insertReturning(tx, ProductImport, { ownerId, objectId, filename, dryRun });
  }

  find(id: number): Promise<ProductImport | null> {
    return this.database.entities((manager) => manager.findOneBy(ProductImport, { id }));
  }

  list(ownerId: number, page: ListProductImports): Promise<Page<ProductImport>> {
    const parts = new QueryParts();
    parts.and(`owner_id = ${parts.bind(ownerId)}`);
    return readPage<ProductImport>(this.database, {
      select: COLUMNS,
      from: 'product_imports',
      parts,
      searching: false,
      order: () => ({ name: '-created_at', key: 'created_at', kind: 'time', descending: true }),
      page,
    });
  }

  depth(): Promise<QueueDepth> {
    const rows = `SELECT coalesce(lease_until, created_at) AS due FROM product_imports WHERE ${UNFINISHED}`;
    return queueDepth(this.database, rows);
  }

  /** Imports without a runner for one replica, those with fewest rows so far first. Raw SQL: two replicas skip the rows that each other has locked. */
  take(runner: string, leaseSeconds: number, most: number): Promise<ProductImport[]> {
    return this.database.query<ProductImport>(
      `UPDATE product_imports SET status = 'running', runner = $1, lease_until = now() + make_interval(secs => $2), takes = takes + 1
       WHERE id = ANY (ARRAY(SELECT id FROM product_imports WHERE ${UNFINISHED} AND (lease_until IS NULL OR lease_until < now())
         ORDER BY rows_done, id LIMIT $3 FOR UPDATE SKIP LOCKED))
       RETURNING ${COLUMNS}`,
      [runner, leaseSeconds, most],
    );
  }

  /** False when the replica does not have it any more. Raw SQL: the clock of Postgres. */
  async keep({ id, runner }: ProductImport, leaseSeconds: number, rowsTotal?: number): Promise<boolean> {
    const kept = await this.database.query(
      `UPDATE product_imports SET lease_until = now() + make_interval(secs => $3), rows_total = coalesce($4, rows_total)
       WHERE id = $1 AND runner = $2 AND status = 'running' RETURNING id`,
      [id, runner, leaseSeconds, rowsTotal],
    );
    return kept.length > 0;
  }

  /** Whether an import is without a runner. Raw SQL: the clock of Postgres. */
  async hasWaiting(): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM product_imports WHERE ${UNFINISHED} AND (lease_until IS NULL OR lease_until < now()) LIMIT 1`,
    );
    return rows.length > 0;
  }

  /** For any replica, which continues behind its last batch. */
  async giveBack({ id, runner }: ProductImport): Promise<void> {
    const given = { runner: null, leaseUntil: null, status: 'pending', takes: 0 } as const;
    await this.database.entities((manager) =>
      manager.update(ProductImport, { id, runner: runner ?? '', status: 'running' }, given),
    );
  }

  /** Only by its runner; by its owner without one. Media releases the file after the event. */
  async end(id: number, outcome: Pick<ProductImport, 'status'> & { error?: string }, runner?: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const running = await tx.findOne(ProductImport, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!running || running.finishedAt || (runner !== undefined && running.runner !== runner)) return;
      await updateReturning(tx, ProductImport, { id }, { ...outcome, finishedAt: () => 'now()' });
      await this.outbox.append(tx, productImportEvents.ended, { importId: id, objectId: running.objectId });
    });
  }

  @Hourly('sweep of imports')
  async purge(): Promise<void> {
    await this.database.query(`DELETE FROM product_imports WHERE finished_at < now() - make_interval(days => ${IMPORT_DAYS})`);
  }
}
