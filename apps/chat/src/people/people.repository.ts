import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@veza/database';

/** What the chat keeps of a person; identity has the rest. */
export interface Person {
  readonly id: number;
  readonly username: string;
  readonly avatar: string | null;
}

@Injectable()
export class PeopleRepository {
  constructor(private readonly database: Database) {}

  find(ids: readonly number[]): Promise<Person[]> {
    return this.database.prepared<Person>('people-find', 'SELECT id, username, avatar FROM people WHERE id = ANY ($1::int[])', [
      [...ids],
    ]);
  }

  async idOf(username: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ id: number }>(
      'SELECT id FROM people WHERE lower(username) = lower($1) AND NOT deleted ORDER BY id LIMIT 1',
      [username],
    );
    return row?.id;
  }

  async save(people: readonly (Person & { deleted?: boolean })[], through: SqlExecutor = this.database): Promise<void> {
    if (people.length === 0) return;
    await through.query(
      `INSERT INTO people (id, username, avatar, deleted)
       SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bool[])
       ON CONFLICT (id) DO UPDATE SET username = excluded.username, avatar = excluded.avatar, deleted = excluded.deleted, updated_at = now()
       WHERE (people.username, people.avatar, people.deleted) IS DISTINCT FROM (excluded.username, excluded.avatar, excluded.deleted)`,
      [
        people.map(({ id }) => id),
        people.map(({ username }) => username),
        people.map(({ avatar }) => avatar),
        people.map(({ deleted }) => deleted ?? false),
      ],
    );
  }
}
