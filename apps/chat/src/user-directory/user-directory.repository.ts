import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';
import { Batcher } from '@veza/platform';
import { Any } from 'typeorm';
import { DirectoryUserEntity } from './directory-user.entity.js';

/** The fields of a user that events carry. */
export type DirectoryUser = Readonly<Pick<DirectoryUserEntity, 'id' | 'username' | 'avatar' | 'botOf'>>;

/** `deleted` marks an erased account. */
export type DirectoryRecord = Omit<DirectoryUser, 'botOf'> & { readonly botOf?: number | null; readonly deleted?: boolean };

const BATCH_LIMITS = { batchSize: 100, maxWaitMs: 50 };

/** Look-ups and writes of concurrent connects are batched, hence raw SQL: one statement for all users of a batch. */
@Injectable()
export class UserDirectoryRepository {
  private readonly findings = new Batcher<readonly number[], DirectoryUser[]>((asked) => this.findAll(asked), BATCH_LIMITS);
  private readonly savings = new Batcher<readonly DirectoryRecord[], void>((saved) => this.saveAll(saved), BATCH_LIMITS);

  constructor(private readonly database: Database) {}

  find(ids: readonly number[]): Promise<DirectoryUser[]> {
    return this.findings.add(ids);
  }

  /** Raw SQL: the index is on `lower(username)`. */
  async idOf(username: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ id: number }>(
      'SELECT id FROM people WHERE lower(username) = lower($1) AND NOT deleted ORDER BY id LIMIT 1',
      [username],
    );
    return row?.id;
  }

  /** An erased user stays erased, also when a token from before the erasure connects again. */
  async save(users: readonly DirectoryRecord[], through?: SqlExecutor): Promise<void> {
    if (through) await this.write(users, through);
    else await this.savings.add(users);
  }

  /** Stores the time of the last disconnect of these users. */
  async saveSeen(ids: readonly number[]): Promise<void> {
    await this.database.entities((manager) =>
      manager.update(DirectoryUserEntity, { id: Any(ids) }, { lastSeenAt: () => 'now()' }),
    );
  }

  private async findAll(asked: readonly (readonly number[])[]): Promise<DirectoryUser[][]> {
    const rows = await this.database.prepared<DirectoryUser>(
      'people-find',
      'SELECT id, username, avatar, bot_of AS "botOf" FROM people WHERE id = ANY ($1::int[])',
      [[...new Set(asked.flat())]],
    );
    const found = new Map(rows.map((user) => [user.id, user]));
    return asked.map((ids) => ids.flatMap((id) => found.get(id) ?? []));
  }

  private async saveAll(saved: readonly (readonly DirectoryRecord[])[]): Promise<void[]> {
    await this.write(saved.flat(), this.database);
    return saved.map(() => undefined);
  }

  /** Writes each user once, with the last values, in the order of ids: two batches with the same users cannot deadlock. */
  private async write(users: readonly DirectoryRecord[], through: SqlExecutor): Promise<void> {
    const rows = [...new Map(users.map((user) => [user.id, user])).values()].sort((one, other) => one.id - other.id);
    if (rows.length === 0) return;
    const written = await through.query<{ id: number; owner: number | null }>(
      `INSERT INTO people (id, username, avatar, deleted, bot_of)
       SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bool[], $5::int[])
       ON CONFLICT (id) DO UPDATE SET bot_of = coalesce(people.bot_of, excluded.bot_of), updated_at = now(), deleted = people.deleted OR excluded.deleted,
         username = CASE WHEN people.deleted THEN people.username ELSE excluded.username END,
         avatar = CASE WHEN people.deleted THEN people.avatar ELSE excluded.avatar END
       WHERE people.bot_of IS NULL AND excluded.bot_of IS NOT NULL OR NOT people.deleted
         AND (people.username, people.avatar, people.deleted) IS DISTINCT FROM (excluded.username, excluded.avatar, excluded.deleted)
       RETURNING id, bot_of AS owner`,
      [
        rows.map(({ id }) => id),
        rows.map(({ username }) => username),
        rows.map(({ avatar }) => avatar),
        rows.map(({ deleted }) => deleted ?? false),
        rows.map(({ botOf }) => botOf ?? null),
      ],
    );
    for (const { id, owner } of written) if (owner !== null) await this.ascribeBlocks(id, owner, through);
  }

  /** Blocks from before the owner of this bot was known. */
  private async ascribeBlocks(bot: number, owner: number, through: SqlExecutor): Promise<void> {
    await through.query('UPDATE blocks SET blocked_person_id = $2 WHERE blocked_person_id = $1', [bot, owner]);
    await through.query('UPDATE blocks SET person_id = $2 WHERE person_id = $1 AND user_id = $1', [bot, owner]);
  }
}
