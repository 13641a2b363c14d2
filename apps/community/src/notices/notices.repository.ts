import { Injectable } from '@nestjs/common';
import {
  MOST_NOTICES,
  MOST_UNREAD_NOTICES,
  NOTICES_DAYS,
  type NoticeKind,
  type NoticeThing,
  type NoticeView,
} from '@veza/contracts';
import { Database, type SqlExecutor } from '@veza/database';
import { Hourly } from '@veza/platform';
import { blockBetween } from '../people/blocks.repository.js';

export type NoticeRow = Omit<NoticeView, 'createdAt'> & { createdAt: Date };

/** What is known of a notice before it has a row. */
export interface NewNotice extends Omit<NoticeView, 'id' | 'read' | 'createdAt'> {
  /** What makes it one notice of a person, however often its event comes. */
  key: string;
  /** A higher one renews the notice. */
  version?: number;
}

const LONGEST_TITLE = 200;

/** SQL: that there is a block between a person and the actor, which can be a bot. */
const blocked = (person: string, actor: string): string =>
  `(${blockBetween(person, actor)} OR EXISTS (SELECT 1 FROM blocks WHERE person_id = ${person} AND blocked_id = ${actor}))`;

/** SQL: that a notice is still true for its person, as far as this service knows. */
const SHOWN = `(n.actor_id IS NULL OR NOT (${blocked('n.person_id', 'n.actor_id')}
    OR EXISTS (SELECT 1 FROM people h WHERE h.id = n.actor_id AND h.is_hidden)))
  AND CASE n.kind
    WHEN 'follow' THEN EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = n.actor_id AND f.followed_id = n.person_id)
    WHEN 'playlist' THEN EXISTS (
      SELECT 1 FROM playlist_editors e WHERE e.person_id = n.person_id AND e.playlist_id = n.thing_id::integer)
    WHEN 'comment' THEN EXISTS (SELECT 1 FROM comments c WHERE c.id = n.part::integer AND c.author_id = n.actor_id)
    WHEN 'reply' THEN EXISTS (SELECT 1 FROM comments c WHERE c.id = n.part::integer AND c.author_id = n.actor_id)
    ELSE true END`;

const COLUMNS = `n.id::float8 AS id, n.kind, n.actor_id AS "actorId", n.part, n.detail, n.read_at IS NOT NULL AS read,
  n.created_at AS "createdAt", json_build_object('kind', n.thing_kind, 'id', n.thing_id, 'title', n.title) AS thing`;

interface Asked {
  readonly kinds: readonly NoticeKind[];
  readonly unread: boolean;
  /** The id of the last one of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Which are read: one, those up to one, those about a thing, or all. */
export interface ReadNotices {
  readonly id?: number;
  readonly upTo?: number | undefined;
  readonly thing?: { kind: NoticeThing; id: string } | undefined;
}

/** Raw SQL: what is true is decided row by row, pages follow keys, and events are written in their transactions. */
@Injectable()
export class NoticesRepository {
  constructor(private readonly database: Database) {}

  /**
   * For these people, each once. Returns those with a new one. What is older than a day, as at
   * the first start of this list, counts as read. People beside a block with the actor get none.
   */
  async add(tx: SqlExecutor, personIds: readonly number[], notice: NewNotice, at?: string): Promise<number[]> {
    const { kind, key, version = 0, actorId, thing, part, detail } = notice;
    const added = await tx.query<{ personId: number; isUnread: boolean }>(
      `INSERT INTO notices AS n (person_id, kind, key, version, actor_id, thing_kind, thing_id, title, part, detail, created_at, read_at)
       SELECT given.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11::timestamptz, now()),
         CASE WHEN $11::timestamptz < now() - interval '1 day' THEN now() END
       FROM unnest($1::integer[]) AS given (id)
       WHERE given.id IS DISTINCT FROM $5::integer AND ($5::integer IS NULL OR NOT ${blocked('given.id', '$5::integer')})
       ORDER BY given.id
       ON CONFLICT (person_id, key) DO UPDATE SET id = DEFAULT, kind = excluded.kind, version = excluded.version,
         title = excluded.title, part = excluded.part, detail = excluded.detail, created_at = excluded.created_at,
         read_at = excluded.read_at
       WHERE n.version < excluded.version
       RETURNING n.person_id AS "personId", n.read_at IS NULL AS "isUnread"`,
      [
        [...new Set(personIds)],
        kind,
        key,
        version,
        actorId,
        thing.kind,
        thing.id,
        thing.title?.slice(0, LONGEST_TITLE) ?? null,
        part,
        detail,
        at,
      ],
    );
    return added.filter(({ isUnread }) => isUnread).map(({ personId }) => personId);
  }

  /** The latest first. */
  list(personId: number, { kinds, unread, after, limit }: Asked): Promise<NoticeRow[]> {
    return this.database.query<NoticeRow>(
      `SELECT ${COLUMNS} FROM notices n
       WHERE n.person_id = $1 AND n.kind = ANY($2::text[]) AND ($3::bigint IS NULL OR n.id < $3)
         AND n.created_at > now() - make_interval(days => ${NOTICES_DAYS}) ${unread ? 'AND n.read_at IS NULL' : ''} AND ${SHOWN}
       ORDER BY n.id DESC LIMIT $4`,
      [personId, kinds, after, limit],
    );
  }

  /** The latest ones, as many as are counted. */
  unread(personId: number, kinds: readonly NoticeKind[]): Promise<NoticeRow[]> {
    return this.list(personId, { kinds, unread: true, limit: MOST_UNREAD_NOTICES });
  }

  async has(personId: number, id: number): Promise<boolean> {
    return (await this.database.query('SELECT 1 FROM notices WHERE person_id = $1 AND id = $2', [personId, id])).length > 0;
  }

  /** Whether one of them was unread. */
  async read(tx: SqlExecutor, personId: number, { id, upTo, thing }: ReadNotices): Promise<boolean> {
    const read = await tx.query(
      `UPDATE notices SET read_at = now() WHERE person_id = $1 AND read_at IS NULL AND ($2::bigint IS NULL OR id = $2)
         AND ($3::bigint IS NULL OR id <= $3) AND ($4::text IS NULL OR (thing_kind = $4 AND thing_id = $5)) RETURNING 1`,
      [personId, id, upTo, thing?.kind, thing?.id],
    );
    return read.length > 0;
  }

  async removeThing(tx: SqlExecutor, kind: NoticeThing, id: string): Promise<void> {
    await tx.query('DELETE FROM notices WHERE thing_kind = $1 AND thing_id = $2', [kind, id]);
  }

  /** About appointments of a cabinet that a person has left. */
  async removeOfCabinet(tx: SqlExecutor, personId: number, cabinetId: string): Promise<void> {
    await tx.query(`DELETE FROM notices WHERE person_id = $1 AND kind = 'appointment' AND part = $2`, [personId, cabinetId]);
  }

  /** Those of a person, and those about its acts. */
  async removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query('DELETE FROM notices WHERE person_id = $1 OR actor_id = $1', [personId]);
  }

  /** Old ones, and of people with new ones those above the limit. */
  @Hourly('sweep of notices')
  async sweep(): Promise<void> {
    await this.database.query(`DELETE FROM notices WHERE created_at < now() - make_interval(days => ${NOTICES_DAYS})`);
    await this.database.query(
      `DELETE FROM notices WHERE id IN (
         SELECT old.id FROM (SELECT DISTINCT person_id FROM notices WHERE created_at > now() - interval '2 hours') AS busy,
           LATERAL (SELECT id FROM notices WHERE person_id = busy.person_id ORDER BY id DESC OFFSET ${MOST_NOTICES}) AS old)`,
    );
  }
}
