import { DeclaredError } from '@veza/contracts';
import { Locks } from './locks.js';
import { Tables } from './tables.js';

const NEVER = new Promise<never>(() => undefined);

/** How a statement gets to the server and its answer back; in a simulation that takes time, and the asker may die. */
export interface Way {
  now(): number;
  there(): Promise<void>;
  back(): Promise<void>;
  /** While a statement that writes runs: it holds its locks, and nobody sees it yet. */
  working(): Promise<void>;
}

/** What is to go wrong with the next write: the connection breaks before it gets there, or after it was done. */
export type Trouble = 'before' | 'after';

export class Postgres {
  readonly tables = new Tables();
  readonly locks = new Locks();
  readonly troubles: Trouble[] = [];
}

/** The changes of one transaction. Nobody sees them before they are applied, all at once. */
export class Changing {
  readonly query = (): Promise<never> => Promise.reject(new Error('The model speaks no SQL'));
  private readonly held = new Set<string>();
  private readonly changes: (() => void)[] = [];
  over = false;

  constructor(
    private readonly postgres: Postgres,
    readonly startedAt: number,
  ) {}

  async hold(key: string): Promise<void> {
    if (this.held.has(key)) return;
    await this.postgres.locks.take(key);
    if (!this.over) return void this.held.add(key);
    // It ended while it waited: nobody hears of it, and the lock goes to the next.
    this.postgres.locks.release(key);
    await NEVER;
  }

  holdIfFree(key: string): boolean {
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

/** One service's door to the model. */
export class Session {
  private readonly open = new Set<Changing>();

  constructor(
    readonly postgres: Postgres,
    private readonly way: Way,
  ) {}

  get tables(): Tables {
    return this.postgres.tables;
  }

  get now(): number {
    return this.way.now();
  }

  /** A statement that only reads: it sees what is committed when it gets there. */
  async read<T>(work: (tables: Tables) => T): Promise<T> {
    await this.way.there();
    const answer = work(this.tables);
    await this.way.back();
    return answer;
  }

  /** A statement that is a transaction of its own; it is done whether or not its asker lives to hear of it. */
  async write<T>(work: (changing: Changing, seen: number) => Promise<T> | T): Promise<T> {
    const trouble = this.postgres.troubles.shift();
    await this.way.there();
    if (trouble === 'before') return this.away();
    const changing = new Changing(this.postgres, this.now);
    try {
      const answer = await work(changing, this.tables.commit);
      await this.way.working();
      changing.commit();
      if (trouble === 'after') throw new DeclaredError('UNAVAILABLE');
      return answer;
    } finally {
      if (!changing.over) changing.end();
      await this.way.back();
    }
  }

  /** Several statements; what they change is rolled back when the work fails, or its process dies. */
  async transaction<T>(work: (changing: Changing) => Promise<T>): Promise<T> {
    const trouble = this.postgres.troubles.shift();
    await this.way.there();
    if (trouble === 'before') return this.away();
    const changing = new Changing(this.postgres, this.now);
    this.open.add(changing);
    try {
      await this.way.back();
      const answer = await work(changing);
      await this.way.there();
      // From here on it is the server's: the process may die, the commit stays.
      this.open.delete(changing);
      changing.commit();
      if (trouble === 'after') return await this.away();
      await this.way.back();
      return answer;
    } finally {
      this.open.delete(changing);
      if (!changing.over) changing.end();
    }
  }

  /** A statement inside a transaction. */
  async within<T>(changing: Changing, work: (seen: number) => Promise<T> | T): Promise<T> {
    await this.way.there();
    if (changing.over) await NEVER;
    try {
      return await work(this.tables.commit);
    } finally {
      await this.way.back();
    }
  }

  /** The process behind it is gone: the server rolls back what was open. */
  abandon(): void {
    for (const changing of this.open) changing.end();
    this.open.clear();
  }

  private async away(): Promise<never> {
    await this.way.back();
    throw new DeclaredError('UNAVAILABLE');
  }
}

/** What Postgres says when a unique key is there already. */
export class UniqueViolation extends Error {
  readonly code = '23505';

  constructor(readonly constraint: string) {
    super(`duplicate key value violates unique constraint "${constraint}"`);
  }
}
