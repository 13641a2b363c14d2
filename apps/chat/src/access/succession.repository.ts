import { type ModerationAction, PLATFORM_USER_ID } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { sanctionInForce } from './sanction-in-force.js';

const ACTION: ModerationAction = 'hand over room';

/**
 * Ends a membership, and with `withBots` those of the bots of the user. The room is locked first, as by joins and changes of
 * roles. Returns the new owner if the owner left. Raw SQL: memberships and the member count change in one statement.
 */
export async function endMembership(
  tx: SqlExecutor,
  room: string,
  userId: number,
  withBots: boolean,
): Promise<number | undefined> {
  await tx.query('SELECT FROM rooms WHERE id = $1 FOR UPDATE', [room]);
  const gone = await tx.query<{ role: string }>(
    `WITH gone AS (
       DELETE FROM members WHERE room_id = $1 AND (user_id = $2 OR $3 AND user_id IN (SELECT p.id FROM people p WHERE p.bot_of = $2))
       RETURNING role),
     counted AS (UPDATE rooms SET member_count = member_count - (SELECT count(*) FROM gone) WHERE id = $1 AND EXISTS (SELECT FROM gone))
     SELECT role FROM gone`,
    [room, userId, withBots],
  );
  if (!gone.some(({ role }) => role === 'owner')) return undefined;
  return (await succeed(tx, [room]))[0]?.userId;
}

/**
 * Gives each of these rooms, whose owner has left, to the moderator of the room that is a member for the longest time and
 * not banned. A room without one stays without an owner. Raw SQL: the transaction of an event runs SQL only.
 */
export function succeed(tx: SqlExecutor, rooms: readonly string[]): Promise<{ room: string; userId: number }[]> {
  return tx.query(
    `WITH heirs AS (
       SELECT DISTINCT ON (room_id) room_id, user_id FROM members m
       WHERE room_id = ANY ($1::text[]) AND role = 'moderator' AND NOT EXISTS (
         SELECT FROM sanctions s WHERE s.room_id = m.room_id AND s.user_id = m.user_id AND s.kind = 'ban' AND ${sanctionInForce('s')})
       ORDER BY room_id, joined_at, user_id
     ), promoted AS (
       UPDATE members m SET role = 'owner' FROM heirs h WHERE m.room_id = h.room_id AND m.user_id = h.user_id
       RETURNING m.room_id, m.user_id
     ), audited AS (
       INSERT INTO moderation_audit (moderator_id, action, room_id, user_id, reason)
       SELECT $2::int, $3::text, room_id, user_id, 'owner' FROM promoted
     ) SELECT room_id AS room, user_id AS "userId" FROM promoted`,
    [[...rooms], PLATFORM_USER_ID, ACTION],
  );
}
