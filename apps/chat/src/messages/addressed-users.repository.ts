import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';

export interface Mentioned {
  roomName: string;
  userIds: number[];
}

@Injectable()
export class AddressedUsersRepository {
  constructor(private readonly database: Database) {}

  /** Members with these names that are not banned from the room and have not blocked the author. Raw SQL: the index is on `lower(username)`. */
  async mentioned(room: string, author: number, names: readonly string[]): Promise<Mentioned | undefined> {
    const [found] = await this.database.prepared<Mentioned>(
      'mentioned-members',
      `SELECT r.name AS "roomName", array_agg(p.id) AS "userIds"
       FROM people p JOIN members m ON m.user_id = p.id AND m.room_id = $1 JOIN rooms r ON r.id = m.room_id
       WHERE lower(p.username) = ANY ($3::text[]) AND p.username = ANY ($4::text[]) AND p.id <> $2 AND NOT p.deleted
         AND NOT EXISTS (SELECT FROM blocks b WHERE b.user_id = p.id AND b.blocked_id = $2)
         AND NOT EXISTS (SELECT FROM sanctions s WHERE s.user_id = p.id AND s.room_id = $1 AND s.kind = 'ban' AND ${sanctionInForce('s')})
       GROUP BY r.name`,
      [room, author, names.map((name) => name.toLowerCase()), [...names]],
    );
    return found;
  }
}
