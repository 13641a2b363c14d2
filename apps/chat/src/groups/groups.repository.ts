import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MOST_IN_GROUP } from '@veza/contracts';
import { Database, once } from '@veza/database';

/** A group that is about to be made. */
export interface NewGroup {
  /** Empty: the group has the names of its people. */
  readonly name: string;
  readonly createdBy: number;
  readonly people: readonly number[];
}

@Injectable()
export class GroupsRepository {
  constructor(private readonly database: Database) {}

  /** Returns the id of the new room. Raw SQL: the room and its members are one statement. */
  create({ name, createdBy, people }: NewGroup): Promise<string> {
    const id = `group-${randomBytes(12).toString('hex')}`;
    return this.database.transaction((tx) =>
      once(tx, async () => {
        await tx.query(
          `WITH room AS (
             INSERT INTO rooms (id, kind, name, created_by, member_limit, member_count, is_group)
             VALUES ($1, 'private', $2, $3, $4, cardinality($5::int[]), true) RETURNING id
           ) INSERT INTO members (room_id, user_id) SELECT id, unnest($5::int[]) FROM room`,
          [id, name, createdBy, MOST_IN_GROUP, [...people]],
        );
        return id;
      }),
    );
  }
}
