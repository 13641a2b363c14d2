import { Injectable } from '@nestjs/common';
import type { SearchMessages } from '@veza/contracts';
import { Database } from '@veza/database';

/** What stands for `has:`; of a link the text itself is the sign. */
const HAS: Readonly<Record<NonNullable<SearchMessages['has']>, string>> = {
  link: `m.content ~* 'https?://'`,
  file: `m.media <> '[]'::jsonb`,
  image: `m.type = 'image'`,
  audio: `m.type IN ('audio', 'voice')`,
};

@Injectable()
export class SearchRepository {
  constructor(private readonly database: Database) {}

  /** The ids of matching messages that this person may read: of their own rooms and of public ones, never where they are banned. */
  async find(userId: number, { q, from, room, before, after, has, limit }: SearchMessages): Promise<number[]> {
    const rows = await this.database.query<{ id: string }>(
      `WITH asked AS (SELECT plainto_tsquery('simple', unaccent($2)) AS query)
       SELECT m.id FROM asked, message_words w JOIN messages m ON m.id = w.message_id JOIN rooms r ON r.id = m.room_id AND r.deleted_at IS NULL
       WHERE w.words @@ asked.query AND m.deleted_at IS NULL
         AND (r.kind = 'public' OR EXISTS (SELECT FROM members b WHERE b.room_id = r.id AND b.user_id = $1))
         AND NOT EXISTS (SELECT FROM sanctions s WHERE s.user_id = $1 AND s.room_id = r.id AND s.kind = 'ban' AND s.lifted_at IS NULL
           AND (s.until IS NULL OR s.until > now()))
         AND ($3::int IS NULL OR m.user_id = $3) AND ($4::text IS NULL OR r.id = $4 OR lower(r.name) = lower($4))
         AND ($5::timestamptz IS NULL OR m.created_at < $5) AND ($6::timestamptz IS NULL OR m.created_at > $6)
         ${has ? `AND ${HAS[has]}` : ''}
       ORDER BY ts_rank(w.words, asked.query) DESC, m.id DESC LIMIT $7`,
      [userId, q, from ?? null, room ?? null, before ?? null, after ?? null, limit],
    );
    return rows.map(({ id }) => Number(id));
  }

  /**
   * Indexes what is new, at most `limit` messages; answers whether there may be more. It is not done on the path of a send:
   * an inverted index costs more than the message itself. Ids are taken before their commit, so a few behind the newest
   * indexed one may still appear: hence the look back.
   */
  async index(limit: number): Promise<boolean> {
    const rows = await this.database.query(
      `INSERT INTO message_words (message_id, words)
       SELECT m.id, to_tsvector('simple', unaccent(m.content)) FROM messages m
       WHERE m.id > (SELECT coalesce(max(message_id), 0) - 5000 FROM message_words) AND m.deleted_at IS NULL
         AND NOT EXISTS (SELECT FROM message_words w WHERE w.message_id = m.id)
       ORDER BY m.id LIMIT $1 ON CONFLICT DO NOTHING RETURNING 1`,
      [limit],
    );
    return rows.length >= limit;
  }
}
