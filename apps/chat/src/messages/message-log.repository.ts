import { Injectable } from '@nestjs/common';
import type { MessageType } from '@veza/contracts';
import { Database } from '@veza/database';
import { otherOf, peopleOf } from '../log/log-event.js';
import type { StoredMedia } from '../log/media-links.js';
import type { Placement, Written } from './group-commit.js';

/** A message that is ready to be stored. */
export interface Entry {
  readonly room: string;
  readonly userId: number;
  readonly username: string;
  readonly type: MessageType;
  readonly content: string;
  readonly replyTo: number | null;
  readonly mentions: readonly string[];
  readonly media: readonly StoredMedia[];
  /** The client's own id, or one that was made for it: a lost answer must not make a second message. */
  readonly clientId: string;
  /** Whether the client gave it. */
  readonly named: boolean;
  /** MD5 of what the id stands for, as a UUID: to tell a resend from another message under the same id. */
  readonly digest: string;
}

/**
 * One statement for many rooms. `locked` holds the rooms that are free, in the order of their ids, as they are now;
 * `placed` leaves out what must not be stored (known by its client id, sanctioned, replying to nothing, blocked) and counts
 * on from each room's last seq, so seqs are dense: an insert that fails rolls all of it back.
 *
 * Nothing in it is joined, because how many rows an array has cannot be estimated: a join of entries and rooms compares
 * each with each, which was more than half of a send, and a join with client_ids reads the whole of it to place one message.
 * What is looked up in a table stands in a subquery with a LIMIT; the last seqs of the rooms in one object.
 */
const commit = (lock: string): string => `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest((SELECT $1::text[]), $2::int[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::bool[], $10::uuid[], $11::int[])
    WITH ORDINALITY AS t(room_id, user_id, type, content, reply_to, mentions, media, client_id, named, digest, to_user, ord)
), locked AS MATERIALIZED (
  SELECT id, last_seq FROM rooms WHERE id = ANY ((SELECT $12::text[])::text[]) AND deleted_at IS NULL ORDER BY id ${lock}
), tops AS MATERIALIZED (
  SELECT jsonb_object_agg(id, last_seq) AS seqs FROM locked
), placed AS MATERIALIZED (
  SELECT i.*, ((SELECT seqs FROM tops) ->> i.room_id)::bigint + row_number() OVER (PARTITION BY i.room_id ORDER BY i.ord) AS seq,
    nextval('messages_id_seq') AS id
  FROM input i
  WHERE (SELECT seqs FROM tops) ? i.room_id
    AND (SELECT 1 FROM client_ids c WHERE c.user_id = i.user_id AND c.client_id = i.client_id LIMIT 1) IS NULL
    AND (SELECT 1 FROM sanctions s WHERE s.user_id = i.user_id AND s.room_id = i.room_id AND s.lifted_at IS NULL AND s.kind <> 'kick'
      AND (s.until IS NULL OR s.until > now()) LIMIT 1) IS NULL
    AND (i.reply_to IS NULL
      OR (SELECT 1 FROM messages m WHERE m.id = i.reply_to AND m.room_id = i.room_id AND m.deleted_at IS NULL LIMIT 1) IS NOT NULL)
    AND (i.to_user IS NULL OR (SELECT 1 FROM blocks b WHERE b.user_id = i.to_user AND b.blocked_id = i.user_id LIMIT 1) IS NULL)
), advanced AS (
  UPDATE rooms r SET last_seq = r.last_seq + c.n, message_count = r.message_count + c.n,
    touched_at = CASE WHEN r.kind = 'direct' THEN now() END
  FROM (SELECT room_id, count(*) AS n FROM placed GROUP BY room_id) c WHERE r.id = c.room_id
), stored AS (
  INSERT INTO messages (id, room_id, seq, user_id, type, content, reply_to, mentions, media, client_id)
  SELECT id, room_id, seq, user_id, type, content, reply_to, string_to_array(mentions, ','), media::jsonb, CASE WHEN named THEN client_id END FROM placed
), logged AS (
  INSERT INTO room_events (room_id, seq, kind, message_id, user_id) SELECT room_id, seq, 'message', id, user_id FROM placed
), remembered AS (
  INSERT INTO client_ids (user_id, client_id, digest, message_id, seq) SELECT user_id, client_id, digest, id, seq FROM placed
)
SELECT array_agg(id) AS rooms, now()::timestamptz(3) AS at, NULL AS ord, NULL AS id, NULL AS seq FROM locked
UNION ALL SELECT NULL, NULL, ord, id, seq FROM placed`;

const PASSING = commit('FOR UPDATE SKIP LOCKED');
const WAITING = commit('FOR UPDATE');

/** One row tells of the commit, each of the others where an entry was placed. */
type WrittenRow = { ord: null; rooms: string[] | null; at: Date } | { ord: string; id: string; seq: string };

/** To whom a direct message goes. */
function recipientOf({ room, userId }: Entry): number | null {
  const people = peopleOf(room);
  return people ? otherOf(people, userId) : null;
}

/** Why an entry was left out; read one by one, because it is rare. */
export interface Obstacles {
  known: { digest: string; id: number; seq: number } | null;
  sanction: { kind: 'ban' | 'mute'; until: string | null } | null;
  room: boolean;
  blocked: boolean;
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

@Injectable()
export class MessageLogRepository {
  constructor(private readonly database: Database) {}

  async write(entries: readonly Entry[], wait: boolean): Promise<Written> {
    const column = <T>(of: (entry: Entry) => T): T[] => entries.map(of);
    const rows = await this.database.prepared<WrittenRow>(wait ? 'commit-waiting' : 'commit-passing', wait ? WAITING : PASSING, [
      column((each) => each.room),
      column((each) => each.userId),
      column((each) => each.type),
      column((each) => each.content),
      column((each) => each.replyTo),
      column((each) => each.mentions.join(',')),
      column((each) => JSON.stringify(each.media)),
      column((each) => each.clientId),
      column((each) => each.named),
      column((each) => each.digest),
      column(recipientOf),
      [...new Set(column((each) => each.room))],
    ]);
    const commit = rows.find((row) => row.ord === null);
    if (!commit) throw new Error('A query that always tells of its commit did not');
    const at = commit.at.getTime();
    const placed = new Map<number, Placement>();
    for (const row of rows)
      if (row.ord !== null) placed.set(Number(row.ord) - 1, { id: Number(row.id), seq: Number(row.seq), at });
    return { placed, rooms: new Set(commit.rooms) };
  }

  async obstacles(entry: Pick<Entry, 'room' | 'userId' | 'clientId' | 'replyTo'>): Promise<Obstacles> {
    const [row] = await this.database.query<ObstacleRow>(
      `SELECT c.digest, c.message_id, c.seq, s.kind AS sanction, s.until, r.id IS NOT NULL AS room,
         EXISTS (SELECT FROM blocks b WHERE b.blocked_id = $2 AND b.user_id IN (r.low_user, r.high_user)) AS blocked,
         $4::bigint IS NULL OR EXISTS (SELECT FROM messages m WHERE m.id = $4 AND m.room_id = $1 AND m.deleted_at IS NULL) AS reply
       FROM (VALUES (1)) one
       LEFT JOIN rooms r ON r.id = $1 AND r.deleted_at IS NULL
       LEFT JOIN client_ids c ON c.user_id = $2 AND c.client_id = $3
       LEFT JOIN LATERAL (
         SELECT kind, until FROM sanctions WHERE user_id = $2 AND room_id = $1 AND lifted_at IS NULL AND kind <> 'kick' AND (until IS NULL OR until > now())
         ORDER BY kind LIMIT 1) s ON true`,
      [entry.room, entry.userId, entry.clientId, entry.replyTo],
    );
    if (!row) throw new Error('A query that always answers one row answered none');
    return {
      known: row.digest === null ? null : { digest: row.digest, id: Number(row.message_id), seq: Number(row.seq) },
      sanction: row.sanction && { kind: row.sanction, until: row.until?.toISOString() ?? null },
      room: row.room,
      blocked: row.blocked,
      reply: row.reply,
    };
  }

  /** Whether an object hangs on a message. */
  async holds(messageId: number, objectId: string): Promise<boolean> {
    const rows = await this.database.query('SELECT FROM messages WHERE id = $1 AND media @> $2::jsonb', [
      messageId,
      JSON.stringify([{ objectId }]),
    ]);
    return rows.length > 0;
  }

  /** Client ids are remembered for a day. Answers how many were forgotten. */
  async forgetOldClientIds(): Promise<number> {
    const rows = await this.database.query("DELETE FROM client_ids WHERE at < now() - interval '24 hours' RETURNING 1");
    return rows.length;
  }
}
