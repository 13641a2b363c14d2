import { Injectable } from '@nestjs/common';
import type { chat, PersonalDataPage, SectionOf } from '@veza/contracts';
import { Database, readOwnRows, type SqlExecutor } from '@veza/database';
import { succeed } from '../access/succession.repository.js';
import { PERSONAL_ROWS } from './personal-rows.js';

/** Raw SQL: JSON for an export, and the transaction of an event, which runs SQL only. */
@Injectable()
export class PersonalDataRepository {
  constructor(private readonly database: Database) {}

  export(section: SectionOf<typeof chat.personalData.export>, userId: number, after?: string): Promise<PersonalDataPage> {
    return readOwnRows(this.database, PERSONAL_ROWS[section], userId, after);
  }

  /** Ends every membership; rooms of the user pass to their moderators. Rooms are locked in the order of their ids: two erasures may share rooms. */
  async erase(userId: number, tx: SqlExecutor): Promise<void> {
    await tx.query('UPDATE people SET last_seen_at = NULL WHERE id = $1', [userId]);
    await tx.query('DELETE FROM blocks WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM ended_memberships WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM nova_readers WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM nova_entries WHERE user_id = $1', [userId]);
    await tx.query('UPDATE pins SET user_id = NULL WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM saved_messages WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM thread_reads WHERE user_id = $1', [userId]);
    await tx.query('DELETE FROM invite_links WHERE created_by = $1', [userId]);
    await tx.query('DELETE FROM sanctions WHERE user_id = $1 AND of_role', [userId]);
    await tx.query('DELETE FROM client_ids WHERE user_id = $1', [userId]);
    await tx.query('SELECT 1 FROM rooms WHERE id IN (SELECT room_id FROM members WHERE user_id = $1) ORDER BY id FOR UPDATE', [
      userId,
    ]);
    const left = await tx.query<{ room: string }>(
      `WITH gone AS (DELETE FROM members WHERE user_id = $1 RETURNING room_id, role),
       counted AS (
         UPDATE rooms r SET member_count = r.member_count - 1 FROM gone WHERE r.id = gone.room_id AND r.kind <> 'direct'
       ) SELECT room_id AS room FROM gone WHERE role = 'owner'`,
      [userId],
    );
    if (left.length > 0)
      await succeed(
        tx,
        left.map(({ room }) => room),
      );
  }
}
