import { Injectable } from '@nestjs/common';
import type { CreateRoom, RoomRole } from '@veza/contracts';
import { arrayParameter, Database, type SqlExecutor, type Transaction, updateReturning } from '@veza/database';
import { Batcher } from '@veza/platform';
import { IsNull } from 'typeorm';
import type { RoomForUser } from '../access/room-for-user.js';
import { RoomMemberEntity } from '../access/room-member.entity.js';
import { RoomEntity } from '../access/room.entity.js';
import { isReader, roomName, sanctionOn } from '../access/speaking.repository.js';
import { dismissReaders } from './readers.repository.js';

export type RoomChanges = Partial<
  Pick<RoomEntity, 'name' | 'description' | 'kind' | 'memberLimit' | 'slowMode' | 'joinsAsReader'>
>;
export type RoomFacts = Pick<RoomForUser, 'name' | 'description' | 'kind' | 'memberLimit' | 'slowMode' | 'joinsAsReader'>;
export type RoomRow = Omit<RoomForUser, 'firstSeq' | 'lastSeq' | 'lastReadSeq'> & {
  firstSeq: string;
  lastSeq: string;
  lastReadSeq: string | null;
};

export const roomOf = (row: RoomRow): RoomForUser => ({
  ...row,
  firstSeq: Number(row.firstSeq),
  lastSeq: Number(row.lastSeq),
  lastReadSeq: Number(row.lastReadSeq ?? 0),
});

/**
 * Loads a room with the membership and the sanction of one user. A prepared plan may be made while the tables are small, and is
 * kept: `LIMIT 1` prevents a plan that reads a whole table.
 *
 * @param user the SQL expression of the user id
 */
export const roomFor = (user: string, from = 'rooms r', place = '') => `
SELECT ${place} r.id, r.kind, ${roomName('r', user)} AS name, r.description, r.created_by AS "createdBy", r.created_at AS "createdAt", r.first_seq AS "firstSeq", r.last_seq AS "lastSeq",
  r.member_limit AS "memberLimit", r.slow_mode AS "slowMode", r.member_count AS "memberCount", r.joins_as_reader AS "joinsAsReader", r.is_group AS "isGroup",
  CASE WHEN m.role = 'member' AND ${isReader(user, 'r.id')} THEN 'reader' ELSE m.role END AS role, m.last_read_seq AS "lastReadSeq", m.level, m.paused_until AS "pausedUntil", s.kind AS sanction, s.until AS "sanctionUntil", s.rank AS "sanctionRank"
FROM ${from}
LEFT JOIN LATERAL (SELECT role, last_read_seq, level, paused_until FROM members WHERE room_id = r.id AND user_id = ${user} LIMIT 1) m ON true
LEFT JOIN LATERAL (${sanctionOn(user, 'r.id')}) s ON true
WHERE r.kind <> 'direct' AND r.deleted_at IS NULL`;

/** Rooms and users of a batch. */
const PAIRS = `${arrayParameter(1, 'text')}, ${arrayParameter(2, 'int')}`;

const FOUND = roomFor(
  'a.user_id',
  `unnest(${PAIRS}) WITH ORDINALITY AS a (room_id, user_id, place)
   CROSS JOIN LATERAL (SELECT * FROM rooms WHERE id = a.room_id LIMIT 1) r`,
  'a.place::int,',
);

/**
 * Locks the rooms in the order of their ids, as commits do, so that two statements never deadlock. A user that is a member
 * already takes no further place of the member limit.
 */
const ADDED = `
WITH asked AS (SELECT DISTINCT * FROM unnest(${PAIRS}) AS a (room_id, user_id)),
room AS (
  SELECT r.* FROM (SELECT DISTINCT room_id FROM asked ORDER BY 1) a
  CROSS JOIN LATERAL (SELECT id, last_seq, member_limit, member_count FROM rooms WHERE id = a.room_id FOR UPDATE) r
),
coming AS (
  SELECT room.*, user_id, member_count + row_number() OVER (PARTITION BY id ORDER BY user_id) AS place FROM room JOIN asked ON room_id = id
  LEFT JOIN LATERAL (SELECT true AS is_member FROM members m WHERE m.room_id = id AND m.user_id = asked.user_id LIMIT 1) m ON true
  WHERE is_member IS NULL
),
added AS (
  INSERT INTO members (room_id, user_id, last_read_seq)
  SELECT id, user_id, last_seq FROM coming WHERE member_limit IS NULL OR place <= member_limit
  ON CONFLICT DO NOTHING RETURNING room_id, user_id
),
counted AS (
  UPDATE rooms SET member_count = member_count + n FROM (SELECT room_id, count(*) AS n FROM added GROUP BY 1) a WHERE id = a.room_id
)
SELECT room_id AS room, user_id AS "userId" FROM added`;

/** A member as the room lists it. */
export interface RoomMember {
  readonly userId: number;
  readonly role: RoomRole;
  readonly joinedAt: Date;
}

/** A user that joins a room. */
interface RoomAndUser {
  readonly room: string;
  readonly userId: number;
}

/**
 * Concurrent joins are batched, with a coalescing window (decision 233): many users join at once after a restart. A locked
 * room delays its batch.
 */
const BATCH_LIMITS = { batchSize: 100, maxWaitMs: 50, windowMs: 25 };

@Injectable()
export class RoomsRepository {
  private readonly findings = new Batcher<RoomAndUser, RoomForUser | undefined>((pairs) => this.findAll(pairs), BATCH_LIMITS);
  private readonly additions = new Batcher<RoomAndUser, boolean>((pairs) => this.addAll(pairs), BATCH_LIMITS);

  constructor(private readonly database: Database) {}

  /** Finds a room by its id, else by its name without regard to case; a group by its id only. Raw SQL: a name is found by the index on `lower(name)`. */
  async find(ref: string, userId: number): Promise<RoomForUser | undefined> {
    const byId = await this.findings.add({ room: ref, userId });
    if (byId) return byId;
    const [byName] = await this.database.query<RoomRow>(
      `${roomFor('$1')} AND NOT r.is_group AND lower(r.name) = lower($2) ORDER BY r.created_at LIMIT 1`,
      [userId, ref],
    );
    return byName && roomOf(byName);
  }

  /** Returns false when the id is taken. Raw SQL: the room and its owner are one statement. */
  async create(
    tx: SqlExecutor,
    id: string,
    { name, description, isPrivate, memberLimit, slowMode, defaultRole }: CreateRoom,
    owner: number,
  ): Promise<boolean> {
    const rows = await tx.query(
      `WITH room AS (
         INSERT INTO rooms (id, kind, name, description, created_by, member_limit, slow_mode, joins_as_reader, member_count)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) ON CONFLICT DO NOTHING RETURNING id
       ) INSERT INTO members (room_id, user_id, role) SELECT id, $5, 'owner' FROM room RETURNING room_id`,
      [id, isPrivate ? 'private' : 'public', name, description, owner, memberLimit, slowMode, defaultRole === 'reader'],
    );
    return rows.length === 1;
  }

  /** Returns what the room has afterwards; undefined when it has been deleted meanwhile. */
  async update(tx: Transaction, id: string, changes: RoomChanges): Promise<RoomFacts | undefined> {
    const [row] = await updateReturning(tx, RoomEntity, { id, deletedAt: IsNull() }, changes);
    if (!row || row.kind === 'direct') return undefined;
    if (changes.joinsAsReader === false) await dismissReaders(tx, id);
    const { name, description, kind, memberLimit, slowMode, joinsAsReader } = row;
    return { name, description, kind, memberLimit, slowMode, joinsAsReader };
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    await tx.update(RoomEntity, { id }, { deletedAt: () => 'now()' });
  }

  exists(id: string): Promise<boolean> {
    return this.database.entities((manager) => manager.existsBy(RoomEntity, { id }));
  }

  /** Creates the room of a direct conversation with both members, unless it exists. Raw SQL: one statement. */
  async openDirect(id: string, low: number, high: number): Promise<void> {
    await this.database.query(
      `WITH room AS (
         INSERT INTO rooms (id, kind, name, low_user, high_user, member_count) VALUES ($1, 'direct', '', $2, $3, 2) ON CONFLICT DO NOTHING RETURNING id
       ) INSERT INTO members (room_id, user_id) SELECT id, unnest(ARRAY[$2, $3]::int[]) FROM room`,
      [id, low, high],
    );
  }

  /** Adds a member; earlier messages count as read. Returns false when the room is full. */
  async addMember(id: string, userId: number): Promise<boolean> {
    const pair = { room: id, userId };
    if (await this.additions.add(pair)) return true;
    // Read again: a statement that waited for the room sees its members as they were before the wait.
    if (await this.database.entities((manager) => manager.existsBy(RoomMemberEntity, pair))) return true;
    // And alone: for the same reason a user of the batch may have been counted twice.
    return (await this.addAll([pair])).includes(true);
  }

  async setNotifications(id: string, userId: number, wanted: Pick<RoomMemberEntity, 'level' | 'pausedUntil'>): Promise<void> {
    await this.database.entities((manager) => manager.update(RoomMemberEntity, { room: id, userId }, wanted));
  }

  /** The people of these groups, in the order in which they came. Raw SQL: names of many rooms at once. */
  async peopleOf(groups: readonly string[]): Promise<Map<string, { userId: number; username: string }[]>> {
    if (groups.length === 0) return new Map();
    const rows = await this.database.query<{ room: string; people: { userId: number; username: string }[] }>(
      `SELECT m.room_id AS room, jsonb_agg(jsonb_build_object('userId', p.id, 'username', p.username) ORDER BY m.joined_at, p.id) AS people
       FROM members m JOIN people p ON p.id = m.user_id WHERE m.room_id = ANY ($1::text[]) GROUP BY m.room_id`,
      [[...groups]],
    );
    return new Map(rows.map(({ room, people }) => [room, people]));
  }

  /** Owner and moderators first. Raw SQL: the role of a reader is a row beside the membership. */
  members(id: string, limit: number, after?: readonly [role: string, joinedAt: string, userId: number]): Promise<RoomMember[]> {
    return this.database.query<RoomMember>(
      `SELECT m.user_id AS "userId", m.joined_at AS "joinedAt",
         CASE WHEN m.role = 'member' AND ${isReader('m.user_id', 'm.room_id')} THEN 'reader' ELSE m.role END AS role
       FROM members m WHERE m.room_id = $1 AND ($3::text IS NULL OR m.role < $3 OR m.role = $3 AND (m.joined_at, m.user_id) > ($4::timestamptz, $5::integer))
       ORDER BY m.role DESC, m.joined_at, m.user_id LIMIT $2`,
      [id, limit, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null],
    );
  }

  /**
   * Moves the read position of a member, never past the end of the log; backwards only with `backwards`. Returns the last
   * message that is read now, if the position moved forwards. Raw SQL: one statement locks, compares, moves and reads.
   */
  async markRead(id: string, userId: number, seq: number, backwards: boolean): Promise<{ id: number; seq: number } | undefined> {
    const [read] = await this.database.query<{ id: string; seq: string }>(
      `WITH old AS (SELECT last_read_seq FROM members WHERE room_id = $1 AND user_id = $2 FOR UPDATE),
       moved AS (
         UPDATE members m SET last_read_seq = least($3, r.last_seq) FROM rooms r, old
         WHERE m.room_id = $1 AND m.user_id = $2 AND r.id = m.room_id AND ($4 OR old.last_read_seq < $3)
         RETURNING m.last_read_seq AS upto, old.last_read_seq AS before
       ) SELECT x.id, x.seq FROM moved CROSS JOIN LATERAL (
         SELECT id, seq FROM messages WHERE room_id = $1 AND seq <= moved.upto AND deleted_at IS NULL ORDER BY seq DESC LIMIT 1) x
       WHERE moved.upto > moved.before`,
      [id, userId, seq, backwards],
    );
    return read && { id: Number(read.id), seq: Number(read.seq) };
  }

  /** Raw SQL, prepared: one statement for all rooms of a batch (decision 114). */
  private async findAll(pairs: readonly RoomAndUser[]): Promise<(RoomForUser | undefined)[]> {
    const rows = await this.database.prepared<RoomRow & { place: number }>('rooms-by-id', FOUND, listsOf(pairs));
    const found = new Map(rows.map(({ place, ...row }) => [place, row]));
    return pairs.map((_, index) => {
      const row = found.get(index + 1);
      return row && roomOf(row);
    });
  }

  /** Raw SQL, prepared: one statement locks, checks and adds for all joins of a batch. */
  private async addAll(pairs: readonly RoomAndUser[]): Promise<boolean[]> {
    const rows = await this.database.prepared<RoomAndUser>('add-members', ADDED, listsOf(pairs));
    const added = new Set(rows.map(keyOf));
    return pairs.map((pair) => added.has(keyOf(pair)));
  }
}

const listsOf = (pairs: readonly RoomAndUser[]) => [pairs.map(({ room }) => room), pairs.map(({ userId }) => userId)];
const keyOf = ({ room, userId }: RoomAndUser): string => `${userId} ${room}`;
