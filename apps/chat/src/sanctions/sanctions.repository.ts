import { Injectable } from '@nestjs/common';
import { type BanDuration, intervalOf, type SanctionKind } from '@veza/contracts';
import { Database, oneRow, type SqlExecutor } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';

export interface SanctionRow {
  id: number;
  kind: SanctionKind;
  room: string;
  userId: number;
  reason: string;
  duration: BanDuration;
  until: Date | null;
  moderatorId: number;
  createdAt: Date;
  lifted: boolean;
}

export interface NewSanction {
  kind: SanctionKind;
  room: string;
  userId: number;
  reason: string;
  duration: BanDuration;
  moderatorId: number;
}

const COLUMNS = `id, kind, room_id AS room, user_id AS "userId", reason, duration, until, moderator_id AS "moderatorId", created_at AS "createdAt",
  lifted_at IS NOT NULL AS lifted`;

@Injectable()
export class SanctionsRepository {
  constructor(private readonly database: Database) {}

  /** Imposes a sanction and ends the one of the same kind that is in force. The audit line is in the same transaction. */
  async add(sanction: NewSanction): Promise<SanctionRow> {
    return this.database.transaction((tx) => this.addIn(tx, sanction));
  }

  /** Ends a membership. The kick evicts the user on every replica. */
  async dismiss(room: string, userId: number, moderatorId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await removeMember(tx, room, userId);
      await this.addIn(tx, { kind: 'kick', room, userId, reason: 'dismissed', duration: 'permanent', moderatorId });
    });
  }

  /** Ends a membership at the wish of its user. */
  async removeMember(room: string, userId: number): Promise<void> {
    await removeMember(this.database, room, userId);
  }

  private async addIn(tx: SqlExecutor, sanction: NewSanction): Promise<SanctionRow> {
    const { kind, room, userId, reason, duration, moderatorId } = sanction;
    // The older sanction ends here and is not lifted: a lift would be published to the room.
    await tx.query(
      `UPDATE sanctions s SET until = now() WHERE room_id = $1 AND user_id = $2 AND kind = $3 AND ${sanctionInForce('s')}`,
      [room, userId, kind],
    );
    const row = oneRow(
      await tx.query<SanctionRow>(
        `INSERT INTO sanctions (kind, room_id, user_id, reason, duration, until, moderator_id)
       VALUES ($1, $2, $3, $4, $5, now() + $6::interval, $7) RETURNING ${COLUMNS}`,
        [kind, room, userId, reason, duration, intervalOf(duration), moderatorId],
      ),
    );
    await audit(tx, { moderatorId, action: kind, room, userId, reason });
    return row;
  }

  async lift(room: string, userId: number, moderatorId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(
        `UPDATE sanctions s SET lifted_at = now(), lifted_by = $3 WHERE room_id = $1 AND user_id = $2 AND kind <> 'kick'
         AND ${sanctionInForce('s')}`,
        [room, userId, moderatorId],
      );
      await audit(tx, { moderatorId, action: 'lift', room, userId, reason: '' });
    });
  }

  inForce(room: string): Promise<SanctionRow[]> {
    return this.database.query<SanctionRow>(
      `SELECT ${COLUMNS} FROM sanctions s WHERE room_id = $1 AND kind <> 'kick' AND ${sanctionInForce('s')} ORDER BY id DESC LIMIT 500`,
      [room],
    );
  }

  /** Sanctions that were imposed or lifted in the last ten seconds. */
  recent(): Promise<SanctionRow[]> {
    return this.database.prepared<SanctionRow>(
      'sanctions-recent',
      `SELECT ${COLUMNS} FROM sanctions WHERE created_at > now() - interval '10 seconds' OR lifted_at > now() - interval '10 seconds' ORDER BY id LIMIT 1000`,
    );
  }
}

export interface AuditLine {
  moderatorId: number;
  action: string;
  room?: string;
  userId?: number;
  subject?: string;
  reason: string;
}

export async function audit(tx: SqlExecutor, { moderatorId, action, room, userId, subject, reason }: AuditLine): Promise<void> {
  await tx.query(
    'INSERT INTO moderation_audit (moderator_id, action, room_id, user_id, subject, reason) VALUES ($1, $2, $3, $4, $5, $6)',
    [moderatorId, action, room ?? null, userId ?? null, subject ?? null, reason],
  );
}

async function removeMember(through: SqlExecutor, id: string, userId: number): Promise<void> {
  await through.query(
    `WITH gone AS (DELETE FROM members WHERE room_id = $1 AND user_id = $2 RETURNING 1)
     UPDATE rooms SET member_count = member_count - 1 WHERE id = $1 AND EXISTS (SELECT FROM gone)`,
    [id, userId],
  );
}
