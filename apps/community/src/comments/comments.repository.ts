import { Injectable } from '@nestjs/common';
import type { CommentPage, CommentView, community, RpcInput } from '@veza/contracts';
import { Database, decodeCursor, encodeCursor, oneRow, type SqlExecutor } from '@veza/database';
import { z } from 'zod';
import { blockBetween } from '../people/blocks.repository.js';
import type { CommentEntity } from './comment.entity.js';

const ById = z.tuple([z.int().positive()]);

type Row = Omit<CommentView, 'createdAt' | 'editedAt'> & { createdAt: Date; editedAt: Date | null };
export type WrittenComment = Pick<CommentEntity, 'id' | 'parentId' | 'authorId' | 'second'>;
type NewComment = Pick<CommentEntity, 'trackId' | 'parentId' | 'second' | 'text'> & { authorId: number };

/** SQL: that the reader ($2) sees the author of this comment. A place has none. */
const seen = (comment: string): string =>
  `(${comment}.author_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM people h WHERE h.id = ${comment}.author_id AND h.is_hidden)
    AND ($2::integer IS NULL OR NOT ${blockBetween('$2::integer', `${comment}.author_id`)}))`;

const COLUMNS = `c.id, c.track_id AS "trackId", c.second, c.created_at AS "createdAt",
  CASE WHEN ${seen('c')} THEN c.author_id END AS "authorId",
  CASE WHEN ${seen('c')} THEN c.text END AS text,
  CASE WHEN ${seen('c')} THEN c.edited_at END AS "editedAt"`;
const REPLIES = `(SELECT count(*)::integer FROM comments r WHERE r.parent_id = c.id AND ${seen('r')})`;

/** Of comments on the track, not of replies. */
const ORDERS = {
  newest: {
    position: z.tuple([z.int().positive()]),
    among: 'c.parent_id IS NULL',
    after: 'c.id < $3',
    sort: 'c.id DESC',
    keyOf: ({ id }: Row) => [id],
  },
  second: {
    position: z.tuple([z.int().nonnegative(), z.int().positive()]),
    among: 'c.second IS NOT NULL',
    after: '(c.second, c.id) > ($3, $4)',
    sort: 'c.second, c.id',
    keyOf: ({ id, second }: Row) => [second ?? 0, id],
  },
};

/** Raw SQL: what a reader sees is decided row by row, pages follow keys, and a day is that of Postgres. */
@Injectable()
export class CommentsRepository {
  constructor(private readonly database: Database) {}

  async list({ trackId, order, limit, cursor }: RpcInput<typeof community.comments.list>, reader?: number): Promise<CommentPage> {
    const { position, among, after, sort, keyOf } = ORDERS[order];
    const from = cursor === undefined ? [] : decodeCursor(cursor, position);
    const rows = await this.database.query<Row>(
      `SELECT * FROM (
         SELECT ${COLUMNS}, ${REPLIES} AS replies FROM comments c
         WHERE c.track_id = $1 AND ${among} ${from.length > 0 ? `AND ${after}` : ''}
       ) AS c WHERE c."authorId" IS NOT NULL OR c.replies > 0 ORDER BY ${sort} LIMIT ${limit + 1}`,
      [trackId, reader, ...from],
    );
    return pageOf(rows, limit, keyOf);
  }

  /** Without the limit of a page: a track has a limit of its own. */
  async count(trackId: number, reader?: number): Promise<number> {
    const [found] = await this.database.prepared<{ count: number }>(
      'comments-of-track',
      `SELECT count(*)::integer AS count FROM comments c WHERE c.track_id = $1 AND ${seen('c')}`,
      [trackId, reader],
    );
    return found?.count ?? 0;
  }

  async marks(trackId: number, { reader, parts, duration }: { reader?: number | undefined; parts: number; duration: number }) {
    const rows = await this.database.query<Row>(
      `SELECT DISTINCT ON (part) m.* FROM (
         SELECT ${COLUMNS}, 0 AS replies, least($3::integer - 1, floor(c.second * $3 / $4::double precision)) AS part
         FROM comments c WHERE c.track_id = $1 AND c.second IS NOT NULL AND ${seen('c')}
       ) AS m ORDER BY part, id DESC`,
      [trackId, reader, parts, Math.max(duration, 1)],
    );
    return rows.map(viewOf);
  }

  async replies(commentId: number, { limit, cursor }: { limit: number; cursor?: string }, reader?: number): Promise<CommentPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, ById)[0];
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS}, 0 AS replies FROM comments c
       WHERE c.parent_id = $1 AND ${seen('c')} AND ($3::integer IS NULL OR c.id > $3) ORDER BY c.id LIMIT ${limit + 1}`,
      [commentId, reader, after],
    );
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** As this reader sees it; undefined where neither it nor a reply is seen. */
  async find(
    trackId: number,
    commentId: number,
    reader?: number,
    tx: SqlExecutor = this.database,
  ): Promise<CommentView | undefined> {
    const [row] = await tx.query<Row>(
      `SELECT ${COLUMNS}, ${REPLIES} AS replies FROM comments c WHERE c.id = $1 AND c.track_id = $3`,
      [commentId, reader, trackId],
    );
    return row && (row.authorId !== null || row.replies > 0) ? viewOf(row) : undefined;
  }

  async trackOf(commentId: number): Promise<number | undefined> {
    const [row] = await this.database.query<{ trackId: number }>('SELECT track_id AS "trackId" FROM comments WHERE id = $1', [
      commentId,
    ]);
    return row?.trackId;
  }

  /** The comment as it is, with the comment above it: both locked, in the order of their ids. */
  async lock(tx: SqlExecutor, trackId: number, commentId: number): Promise<WrittenComment | undefined> {
    const rows = await tx.query<WrittenComment>(
      `SELECT id, parent_id AS "parentId", author_id AS "authorId", second FROM comments
       WHERE track_id = $1 AND (id = $2 OR id = (SELECT parent_id FROM comments WHERE id = $2)) ORDER BY id FOR UPDATE`,
      [trackId, commentId],
    );
    return rows.find(({ id }) => id === commentId);
  }

  async add(tx: SqlExecutor, { trackId, parentId, second, authorId, text }: NewComment): Promise<number> {
    const row = await tx.query<{ id: number }>(
      `INSERT INTO comments (track_id, parent_id, second, author_id, text) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
      [trackId, parentId, second, authorId, text],
    );
    return oneRow(row).id;
  }

  async setText(tx: SqlExecutor, id: number, text: string): Promise<void> {
    await tx.query('UPDATE comments SET text = $2, edited_at = now() WHERE id = $1 AND text <> $2', [id, text]);
  }

  /** Counts up to `most`. */
  async countOf(tx: SqlExecutor, place: { trackId: number } | { parentId: number }, most: number): Promise<number> {
    const [column, id] = 'trackId' in place ? ['track_id', place.trackId] : ['parent_id', place.parentId];
    const [found] = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM (SELECT 1 FROM comments WHERE ${column} = $1 LIMIT $2) AS counted`,
      [id, most],
    );
    return found?.count ?? 0;
  }

  /** How many a locked person has written today, and whether the last `burst` of them in one minute. */
  async pace(tx: SqlExecutor, personId: number, burst: number): Promise<{ today: number; isBurst: boolean }> {
    const rows = await tx.query<{ today: number; isBurst: boolean }>(
      `SELECT CASE WHEN commented_on = current_date THEN comments_that_day ELSE 0 END AS today,
         EXISTS (SELECT 1 FROM (SELECT created_at FROM comments WHERE author_id = $1 ORDER BY id DESC OFFSET $2 LIMIT 1) AS earlier
           WHERE earlier.created_at > now() - interval '1 minute') AS "isBurst"
       FROM people WHERE id = $1`,
      [personId, burst - 1],
    );
    return oneRow(rows);
  }

  async countDay(tx: SqlExecutor, personId: number): Promise<void> {
    await tx.query(
      `UPDATE people SET commented_on = current_date,
         comments_that_day = 1 + CASE WHEN commented_on = current_date THEN comments_that_day ELSE 0 END WHERE id = $1`,
      [personId],
    );
  }
}

const viewOf = ({ id, trackId, second, authorId, text, createdAt, editedAt, replies }: Row): CommentView => ({
  id,
  trackId,
  second,
  authorId,
  text,
  createdAt: createdAt.toISOString(),
  editedAt: editedAt?.toISOString() ?? null,
  replies,
});

function pageOf(rows: readonly Row[], limit: number, keyOf: (last: Row) => number[]): CommentPage {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { comments: rows.slice(0, limit).map(viewOf), nextCursor: last ? encodeCursor(keyOf(last)) : null };
}
