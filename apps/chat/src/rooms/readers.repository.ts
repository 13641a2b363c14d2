import { PLATFORM_USER_ID } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';

/*
 * A reader is a member with a permanent mute that is marked as a role: replicas of 0.3.0 refuse the messages of readers by it
 * (decision 258). The row outlasts the membership: a reader that leaves and comes back is a reader again. Raw SQL: one statement each.
 */

/** Makes the member a reader. A row that ended at a replica of 0.3.0 begins again. */
export async function appointReader(tx: SqlExecutor, room: string, userId: number, by: number): Promise<void> {
  await tx.query(
    `INSERT INTO sanctions (kind, room_id, user_id, reason, duration, moderator_id, rank, of_role)
     VALUES ('mute', $1, $2, 'reader', 'permanent', $3, 'room-moderator', true)
     ON CONFLICT (room_id, user_id) WHERE of_role
     DO UPDATE SET until = NULL, lifted_at = NULL, lifted_by = NULL, moderator_id = excluded.moderator_id`,
    [room, userId, by],
  );
}

export async function dismissReader(tx: SqlExecutor, room: string, userId: number): Promise<void> {
  await tx.query('DELETE FROM sanctions WHERE room_id = $1 AND user_id = $2 AND of_role', [room, userId]);
}

/** Ends the role of all that have it by joining; those whom a person made readers stay so. */
export async function dismissReaders(tx: SqlExecutor, room: string): Promise<void> {
  await tx.query('DELETE FROM sanctions WHERE room_id = $1 AND of_role AND moderator_id = $2', [room, PLATFORM_USER_ID]);
}
