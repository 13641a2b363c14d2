import { Injectable } from '@nestjs/common';
import { Database, oneRow } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';
import { type CommitRow, commitStatement, writtenFrom } from './commit-statement.js';
import type { Entry } from './entry.js';
import type { Written } from './group-commit.js';

/** The reasons for which an entry can be left out. They are read for one entry at a time, because that is rare. */
export interface Obstacles {
  /** The message that already has the client id. */
  known: { digest: string; id: number; seq: number } | null;
  sanction: { kind: 'ban' | 'mute'; until: string | null } | null;
  /** Whether the room exists. */
  room: boolean;
  blocked: boolean;
  /** Whether the message it replies to exists in the room, or it replies to none. */
  reply: boolean;
}

interface ObstacleRow {
  digest: string | null;
  message_id: string | null;
  seq: string | null;
  sanction: 'ban' | 'mute' | null;
  until: Date | null;
  room: boolean;
  blocked: boolean;
  reply: boolean;
}

const OBSTACLES = `
SELECT c.digest, c.message_id, c.seq, s.kind AS sanction, s.until, r.id IS NOT NULL AS room,
  EXISTS (SELECT FROM blocks b WHERE b.blocked_id = $2 AND b.user_id IN (r.low_user, r.high_user)) AS blocked,
  $4::bigint IS NULL OR EXISTS (SELECT FROM messages m WHERE m.id = $4 AND m.room_id = $1 AND m.deleted_at IS NULL) AS reply
FROM (VALUES (1)) one
LEFT JOIN rooms r ON r.id = $1 AND r.deleted_at IS NULL
LEFT JOIN client_ids c ON c.user_id = $2 AND c.client_id = $3
LEFT JOIN LATERAL (
  SELECT kind, until FROM sanctions s WHERE s.user_id = $2 AND s.room_id = $1 AND s.kind <> 'kick' AND ${sanctionInForce('s')}
  ORDER BY kind LIMIT 1) s ON true`;

/**
 * Raw SQL: a batch of messages is one prepared statement (decision 71). The obstacles of an entry are read from five
 * tables at once, `@>` finds an object in jsonb, and old client ids are deleted by the clock of Postgres.
 */
@Injectable()
export class MessageLogRepository {
  constructor(private readonly database: Database) {}

  async write(entries: readonly Entry[], wait: boolean): Promise<Written> {
    const { name, text, values } = commitStatement(entries, wait);
    return writtenFrom(await this.database.prepared<CommitRow>(name, text, values));
  }

  async obstacles(entry: Pick<Entry, 'room' | 'userId' | 'clientId' | 'replyTo'>): Promise<Obstacles> {
    const { room, userId, clientId, replyTo } = entry;
    const row = oneRow(await this.database.query<ObstacleRow>(OBSTACLES, [room, userId, clientId, replyTo]));
    return {
      known: row.digest === null ? null : { digest: row.digest, id: Number(row.message_id), seq: Number(row.seq) },
      sanction: row.sanction && { kind: row.sanction, until: row.until?.toISOString() ?? null },
      room: row.room,
      blocked: row.blocked,
      reply: row.reply,
    };
  }

  /** Whether a message has this object among its media. */
  async hasObject(messageId: number, objectId: string): Promise<boolean> {
    const rows = await this.database.query('SELECT FROM messages WHERE id = $1 AND media @> $2::jsonb', [
      messageId,
      JSON.stringify([{ objectId }]),
    ]);
    return rows.length > 0;
  }

  /** Deletes client ids that are older than a day. Returns how many. */
  async deleteOldClientIds(): Promise<number> {
    const rows = await this.database.query("DELETE FROM client_ids WHERE at < now() - interval '24 hours' RETURNING 1");
    return rows.length;
  }
}
