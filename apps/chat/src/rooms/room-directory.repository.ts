import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@veza/transport';
import type { RoomForUser } from '../access/room-for-user.js';
import { roomFor, roomOf, type RoomRow } from './rooms.repository.js';

/** The last own room of a page: the newest membership comes first. */
export type OwnPosition = readonly [joinedAt: string, id: string];
/** The last public room of a page: most members come first, of equal ones the oldest room. */
export type PublicPosition = readonly [members: number, createdAt: string, id: string];

export interface Placed<Position> {
  readonly room: RoomForUser;
  readonly position: Position;
}

/** The words of a search; the last one may be incomplete. NULL without a word. */
const WORDS = `nullif(plainto_tsquery('simple', $1)::text, '') || ':*'`;

const OWN = `
WITH own AS (
  SELECT m.room_id, m.joined_at FROM members m JOIN rooms o ON o.id = m.room_id AND o.kind <> 'direct' AND o.deleted_at IS NULL
  WHERE m.user_id = $1 AND ($2::timestamptz IS NULL OR m.joined_at < $2 OR m.joined_at = $2 AND m.room_id > $3)
  ORDER BY m.joined_at DESC, m.room_id LIMIT $4
) ${roomFor('$1', 'own JOIN rooms r ON r.id = own.room_id', 'own.joined_at AS at,')} ORDER BY own.joined_at DESC, r.id`;

/** Every bound of the row comparison is the expression of the index `rooms_directory`. */
const PUBLIC = `
WITH listed AS (
  SELECT o.id FROM rooms o WHERE o.kind = 'public' AND o.deleted_at IS NULL
    AND (-o.member_count, o.created_at, o.id) > ($2::int, $3::timestamptz, $4::text)
    AND NOT EXISTS (SELECT FROM members m WHERE m.room_id = o.id AND m.user_id = $1)
  ORDER BY -o.member_count, o.created_at, o.id LIMIT $5
) ${roomFor('$1', 'listed JOIN rooms r ON r.id = listed.id')} ORDER BY -r.member_count, r.created_at, r.id`;

const FOUND = `
WITH listed AS (
  SELECT o.id FROM rooms o WHERE o.kind = 'public' AND o.deleted_at IS NULL
    AND to_tsvector('simple', o.name || ' ' || coalesce(o.description, '')) @@ (${WORDS})::tsquery
    AND (-o.member_count, o.created_at, o.id) > ($3::int, $4::timestamptz, $5::text)
  ORDER BY -o.member_count, o.created_at, o.id LIMIT $6
) ${roomFor('$2', 'listed JOIN rooms r ON r.id = listed.id')} ORDER BY -r.member_count, r.created_at, r.id`;

/** Before every room: no number of members is so large. */
const START: PublicPosition = [2_147_483_647, '-infinity', ''];

/** Raw SQL: pages by keys of two indexes, and a search by words. */
@Injectable()
export class RoomDirectoryRepository {
  async own(db: SqlExecutor, userId: number, limit: number, after?: OwnPosition): Promise<Placed<OwnPosition>[]> {
    const values = [userId, after?.[0] ?? null, after?.[1] ?? '', limit];
    const rows = await db.query<RoomRow & { at: Date }>(OWN, values);
    return rows.map(({ at, ...row }) => ({ room: roomOf(row), position: [at.toISOString(), row.id] }));
  }

  /** Public rooms of which the user is not a member; with a search all that match. */
  async listed(
    db: SqlExecutor,
    userId: number,
    limit: number,
    search?: string,
    after = START,
  ): Promise<Placed<PublicPosition>[]> {
    const [members, createdAt, id] = after;
    const page = [-members, createdAt, id, limit];
    const rows =
      search === undefined
        ? await db.query<RoomRow>(PUBLIC, [userId, ...page])
        : await db.query<RoomRow>(FOUND, [search, userId, ...page]);
    return rows.map((row) => ({ room: roomOf(row), position: [row.memberCount, row.createdAt.toISOString(), row.id] }));
  }
}
