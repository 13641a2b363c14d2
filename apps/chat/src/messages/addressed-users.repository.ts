import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';
import { readableMessage } from '../access/readable-message.js';
import { sanctionInForce } from '../access/sanction-in-force.js';
import { block, personOf, roomName } from '../access/speaking.repository.js';
import type { MessageSent } from '../protocol/log-event.js';

export interface Mentioned {
  /** Of the message. */
  id: number;
  roomName: string;
  userIds: number[];
}

@Injectable()
export class AddressedUsersRepository {
  constructor(private readonly database: Database) {}

  /**
   * By message the mentioned members that the room notifies, who are not banned from it and have not blocked the author. Raw SQL: one
   * statement for a batch, and the index is on `lower(username)`.
   */
  async mentioned(messages: readonly MessageSent[]): Promise<Mentioned[]> {
    if (messages.length === 0) return [];
    const named = messages.flatMap(({ mentions, ...message }) => mentions.map((name) => ({ ...message, name })));
    return this.database.prepared<Mentioned>(
      'mentioned-members',
      `SELECT a.id::float8 AS id, ${roomName('r', '0')} AS "roomName", array_agg(DISTINCT p.id) AS "userIds"
       FROM unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::text[]) AS a (id, room, author, name, folded)
       JOIN rooms r ON r.id = a.room JOIN people p ON lower(p.username) = a.folded AND p.username = a.name
       JOIN members m ON m.user_id = p.id AND m.room_id = a.room
       WHERE p.id <> a.author AND NOT p.deleted AND m.level <> 'nothing' AND (m.paused_until IS NULL OR m.paused_until <= now())
         AND ${block(['p.id'], personOf('a.author'))} IS NULL
         AND NOT EXISTS (SELECT FROM sanctions s WHERE s.user_id = ANY (ARRAY[p.id, p.bot_of]) AND s.room_id = a.room AND s.kind = 'ban' AND ${sanctionInForce('s')})
       GROUP BY a.id, r.id`,
      [
        named.map(({ id }) => id),
        named.map(({ room }) => room),
        named.map(({ userId }) => userId),
        named.map(({ name }) => name),
        named.map(({ name }) => name.toLowerCase()),
      ],
    );
  }

  /** Those of the messages that the user may read now. */
  async readable(userId: number, ids: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT asked.id::float8 AS id FROM unnest($2::bigint[]) AS asked (id) WHERE ${readableMessage('asked.id', '$1::int')}`,
      [userId, ids],
    );
    return rows.map(({ id }) => id);
  }
}
