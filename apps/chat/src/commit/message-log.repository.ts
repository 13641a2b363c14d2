import { Injectable } from '@nestjs/common';
import { arrayParameter, Database, oneRow } from '@veza/database';
import { block, sanctionOn, silence } from '../access/speaking.repository.js';
import type { SanctionOnUser } from '../access/speaking.js';
import { directMembers, otherMember } from '../protocol/log-event.js';
import type { Entry } from './entry.js';
import type { Written } from './group-commit.js';

/** One parameter of the statement: an array with a value for each entry. */
interface Column {
  readonly name: string;
  readonly type: string;
  read(entry: Entry): unknown;
}

/** How long a message that is sent again with its client id is the same message. */
const CLIENT_ID_LIFE = `interval '24 hours'`;

const COLUMNS: readonly Column[] = [
  { name: 'room_id', type: 'text', read: (entry) => entry.room },
  { name: 'user_id', type: 'int', read: (entry) => entry.userId },
  { name: 'person', type: 'int', read: (entry) => entry.person },
  { name: 'content', type: 'text', read: (entry) => entry.content },
  { name: 'client_id', type: 'text', read: (entry) => entry.clientId },
  { name: 'named', type: 'bool', read: (entry) => entry.named },
  { name: 'digest', type: 'uuid', read: (entry) => entry.digest },
  { name: 'type', type: 'text', read: (entry) => entry.type },
  { name: 'reply_to', type: 'bigint', read: (entry) => entry.replyTo },
  { name: 'mentions', type: 'text', read: (entry) => entry.mentions.join(',') },
  { name: 'media', type: 'text', read: (entry) => JSON.stringify(entry.media) },
  { name: 'to_user', type: 'int', read: recipientOf },
];

const INPUT = COLUMNS.map(({ type }, index) => (index === 0 ? arrayParameter(1, type) : `$${index + 1}::${type}[]`)).join(', ');
const ROOMS = arrayParameter(COLUMNS.length + 1, 'text');

/**
 * Stores a batch of entries in one statement: raw SQL, prepared, because every send waits for it (decision 71).
 *
 * - `input` unnests the parameters. The planner does not see the length of the first (`arrayParameter`), so one prepared
 *   plan serves every batch size.
 * - `locked` locks the rooms in the order of their ids. `tops` holds their last seqs as one object, because a join of
 *   entries and rooms has no usable row estimate and compares each with each.
 * - `placed` numbers the entries that may be stored. It leaves out an entry that is known by its client id, whose author
 *   is sanctioned or blocked, or that replies to a missing message. Seqs stay dense: a failing insert rolls all back.
 *   Each lookup is a subquery with LIMIT, because a join with `client_ids` reads the whole table.
 * - `advanced` moves each room on to its last entry; `stored` and `remembered` write the messages and their client ids.
 *
 * Returns one row: the locked rooms, the time of the commit, and [ordinal, id, seq] of each placed entry.
 */
const textWith = (lock: string): string => `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest(${INPUT}) WITH ORDINALITY AS t(${COLUMNS.map(({ name }) => name).join(', ')}, ord)
), locked AS MATERIALIZED (
  SELECT id, last_seq FROM rooms WHERE id = ANY (${ROOMS}) AND deleted_at IS NULL ORDER BY id ${lock}
), tops AS MATERIALIZED (
  SELECT jsonb_object_agg(id, last_seq) AS seqs FROM locked
), placed AS MATERIALIZED (
  SELECT i.*, ((SELECT seqs FROM tops) ->> i.room_id)::bigint + row_number() OVER own AS seq, row_number() OVER own AS nth,
    lead(true) OVER own IS NULL AS is_last, nextval('messages_id_seq') AS id
  FROM input i WHERE (SELECT seqs FROM tops) ? i.room_id
    AND (SELECT 1 FROM client_ids c WHERE c.user_id = i.user_id AND c.client_id = i.client_id LIMIT 1) IS NULL
    AND ${silence('i.user_id', 'i.room_id', 'i.person')} IS NULL
    AND (i.reply_to IS NULL OR (
      SELECT 1 FROM messages m WHERE m.id = i.reply_to AND m.room_id = i.room_id AND m.deleted_at IS NULL LIMIT 1) IS NOT NULL)
    AND (i.to_user IS NULL OR ${block(['i.to_user'], 'i.person')} IS NULL)
  WINDOW own AS (PARTITION BY i.room_id ORDER BY i.ord)
), advanced AS (
  UPDATE rooms r SET last_seq = p.seq, message_count = r.message_count + p.nth, touched_at = CASE WHEN r.kind = 'direct' THEN now() END
  FROM placed p WHERE p.is_last AND r.id = p.room_id
), stored AS (
  INSERT INTO messages (id, room_id, seq, user_id, content, client_id, type, reply_to, mentions, media)
  SELECT id, room_id, seq, user_id, content, CASE WHEN named THEN client_id END, type, reply_to,
    string_to_array(mentions, ','), media::jsonb FROM placed
), remembered AS (
  INSERT INTO client_ids (user_id, client_id, digest, message_id, seq)
  SELECT user_id, client_id, digest, id, seq FROM placed
)
SELECT (SELECT array_to_json(array_agg(id)) FROM locked) AS rooms, now()::timestamptz(3) AS at,
  array_to_json(array_agg(ARRAY[ord, id, seq])) AS placed FROM placed`;

/** A room that another transaction has locked is skipped, or waited for. */
const SKIP_LOCKED = { name: 'commit-skip-locked', text: textWith('FOR UPDATE SKIP LOCKED') };
const WAIT_FOR_LOCK = { name: 'commit-wait', text: textWith('FOR UPDATE') };

interface CommitStatement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Returns the statement that stores these entries. With `wait` it waits for a locked room, else it skips the room. */
export function commitStatement(entries: readonly Entry[], wait: boolean): CommitStatement {
  const rooms = [...new Set(entries.map(({ room }) => room))];
  const values = [...COLUMNS.map(({ read }) => entries.map(read)), rooms];
  return { ...(wait ? WAIT_FOR_LOCK : SKIP_LOCKED), values };
}

export interface CommitRow {
  rooms: string[] | null;
  at: Date;
  placed: [ordinal: number, id: number, seq: number][] | null;
}

export function writtenFrom([row]: readonly CommitRow[]): Written {
  const at = row?.at.getTime() ?? 0;
  return {
    placed: new Map(row?.placed?.map(([ordinal, id, seq]) => [ordinal - 1, { id, seq, at }])),
    rooms: new Set(row?.rooms),
  };
}

/** The reasons for which an entry can be left out. They are read for one entry at a time, because that is rare. */
export interface Obstacles {
  /** The message that already has the client id. */
  known: { digest: string; id: number; seq: number } | null;
  sanction: SanctionOnUser | null;
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
  sanction: SanctionOnUser['kind'] | null;
  until: Date | null;
  room: boolean;
  blocked: boolean;
  reply: boolean;
}

const OBSTACLES = `
SELECT c.digest, c.message_id, c.seq, s.kind AS sanction, s.until, r.id IS NOT NULL AS room,
  ${block(['r.low_user', 'r.high_user'], '$5::int')} IS NOT NULL AS blocked,
  $4::bigint IS NULL OR EXISTS (SELECT FROM messages m WHERE m.id = $4 AND m.room_id = $1 AND m.deleted_at IS NULL) AS reply
FROM (VALUES (1)) one
LEFT JOIN rooms r ON r.id = $1 AND r.deleted_at IS NULL
LEFT JOIN client_ids c ON c.user_id = $2 AND c.client_id = $3
LEFT JOIN LATERAL (${sanctionOn('$2', '$1')}) s ON true`;

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

  async obstacles(entry: Pick<Entry, 'room' | 'userId' | 'person' | 'clientId' | 'replyTo'>): Promise<Obstacles> {
    const { room, userId, person, clientId, replyTo } = entry;
    const row = oneRow(await this.database.query<ObstacleRow>(OBSTACLES, [room, userId, clientId, replyTo, person]));
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

  /** Deletes client ids that are older than their life. Returns how many. */
  async deleteOldClientIds(): Promise<number> {
    const rows = await this.database.query(`DELETE FROM client_ids WHERE at < now() - ${CLIENT_ID_LIFE} RETURNING 1`);
    return rows.length;
  }
}

/** The recipient of a direct message, whose blocks apply. */
function recipientOf({ room, userId }: Entry): number | null {
  const people = directMembers(room);
  return people ? otherMember(people, userId) : null;
}
