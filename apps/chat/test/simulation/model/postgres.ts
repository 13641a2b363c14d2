import { DeclaredError } from '@veza/contracts';
import { Locks } from './locks.js';
import { Tables } from './tables.js';

const NEVER = new Promise<never>(() => undefined);

/** The connection to the server. In a simulation each way takes time, and the caller may be killed meanwhile. */
export interface ServerLink {
  now(): number;
  toServer(): Promise<void>;
  toClient(): Promise<void>;
  /** The run of a statement that writes: it holds its locks, and its changes are not visible yet. */
  executing(): Promise<void>;
}

/** The fault of the next write: its connection breaks before the statement arrives, or after its commit. */
export type WriteFault = 'before' | 'after';

export class Postgres {
  readonly tables = new Tables();
  readonly locks = new Locks();
  readonly writeFaults: WriteFault[] = [];
}

/** One transaction. Its changes become visible at its commit, all at once. */
export class ModelTransaction {
  readonly query = (): Promise<never> => Promise.reject(new Error('The model does not run SQL'));
  private readonly held = new Set<string>();
  private readonly changes: (() => void)[] = [];
  over = false;

  constructor(
    private readonly postgres: Postgres,
    readonly startedAt: number,
  ) {}

  async lock(key: string): Promise<void> {
    if (this.held.has(key)) return;
    await this.postgres.locks.take(key);
    if (!this.over) return void this.held.add(key);
    // It ended while it waited: the statement never returns, and the next one gets the lock.
    this.postgres.locks.release(key);
    await NEVER;
  }

  tryLock(key: string): boolean {
    const free = this.postgres.locks.tryTake(key);
    if (free) this.held.add(key);
    return free;
  }

  change(apply: () => void): void {
    this.changes.push(apply);
  }

  commit(): void {
    this.postgres.tables.commit += 1;
    for (const apply of this.changes) apply();
    this.end();
  }

  end(): void {
    this.over = true;
    for (const key of this.held) this.postgres.locks.release(key);
    this.held.clear();
  }
}

/** The connection pool of one replica. */
export class ModelSession {
  private readonly open = new Set<ModelTransaction>();

  constructor(
    readonly postgres: Postgres,
    private readonly link: ServerLink,
  ) {}

  get tables(): Tables {
    return this.postgres.tables;
  }

  get now(): number {
    return this.link.now();
  }

  /** A statement that only reads. It sees the commits up to its arrival. */
  async read<T>(work: (tables: Tables) => T): Promise<T> {
    await this.link.toServer();
    const result = work(this.tables);
    await this.link.toClient();
    return result;
  }

  /** A statement that is its own transaction. It completes even if its caller has been killed. */
  async write<T>(work: (transaction: ModelTransaction, snapshot: number) => Promise<T> | T): Promise<T> {
    const fault = this.postgres.writeFaults.shift();
    await this.link.toServer();
    if (fault === 'before') return this.unavailable();
    const transaction = new ModelTransaction(this.postgres, this.now);
    try {
      const result = await work(transaction, this.tables.commit);
      await this.link.executing();
      transaction.commit();
      if (fault === 'after') throw new DeclaredError('UNAVAILABLE');
      return result;
    } finally {
      if (!transaction.over) transaction.end();
      await this.link.toClient();
    }
  }

  /** A transaction of several statements. It is rolled back if the work fails or its process is killed. */
  async transaction<T>(work: (transaction: ModelTransaction) => Promise<T>): Promise<T> {
    const fault = this.postgres.writeFaults.shift();
    await this.link.toServer();
    if (fault === 'before') return this.unavailable();
    const transaction = new ModelTransaction(this.postgres, this.now);
    this.open.add(transaction);
    try {
      await this.link.toClient();
      const result = await work(transaction);
      await this.link.toServer();
      // From here on the commit happens even if the process is killed.
      this.open.delete(transaction);
      transaction.commit();
      if (fault === 'after') return await this.unavailable();
      await this.link.toClient();
      return result;
    } finally {
      this.open.delete(transaction);
      if (!transaction.over) transaction.end();
    }
  }

  /** A statement inside a transaction. */
  async within<T>(transaction: ModelTransaction, work: (snapshot: number) => Promise<T> | T): Promise<T> {
    await this.link.toServer();
    if (transaction.over) await NEVER;
    try {
      return await work(this.tables.commit);
    } finally {
      await this.link.toClient();
    }
  }

  /** The process was killed: the server rolls back its open transactions. */
  abandon(): void {
    for (const transaction of this.open) transaction.end();
    this.open.clear();
  }

  private async unavailable(): Promise<never> {
    await this.link.toClient();
    throw new DeclaredError('UNAVAILABLE');
  }
}

/** The error of Postgres for a duplicate key. */
export class UniqueViolation extends Error {
  readonly code = '23505';

  constructor(readonly constraint: string) {
    super(`duplicate key value violates unique constraint "${constraint}"`);
  }
}
