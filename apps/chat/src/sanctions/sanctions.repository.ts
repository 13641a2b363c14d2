import { Injectable } from '@nestjs/common';
import { DeclaredError, intervalOf, type ModerationAction, PLATFORM_USER_ID } from '@veza/contracts';
import { columnsOf, Database, oneRow, type Transaction } from '@veza/database';
import { sanctionInForce } from '../access/sanction-in-force.js';
import { type SanctionRank, upTo } from '../access/speaking.js';
import { endMembership } from '../access/succession.repository.js';
import { AuditEntryEntity } from './audit-entry.entity.js';
import { SanctionEntity } from './sanction.entity.js';

export type SanctionRow = Omit<SanctionEntity, 'liftedAt' | 'liftedBy'> & { lifted: boolean };

export type NewSanction = Pick<SanctionEntity, 'kind' | 'room' | 'userId' | 'reason' | 'duration' | 'moderatorId' | 'rank'>;

/** Which sanctions a caller may end or replace: those of these ranks. */
export interface Lift {
  readonly room: string;
  readonly userId: number;
  readonly moderatorId: number;
  readonly ranks: readonly SanctionRank[];
}

/** Several reads of a replica fit into it. */
const RECENT = `interval '10 seconds'`;
const COLUMNS = `${columnsOf(SanctionEntity)}, lifted_at IS NOT NULL AS lifted`;

/**
 * Raw SQL, because every statement uses the clock of Postgres: the shared condition `sanctionInForce`, the end of a new
 * sanction, or the last ten seconds.
 */
@Injectable()
export class SanctionsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Imposes a sanction and ends the one of the same kind that is in force. The audit line is in the same transaction.
   * Throws FORBIDDEN if a higher rank imposed the one in force: to replace it would lift it.
   */
  async add(sanction: NewSanction): Promise<SanctionRow> {
    return this.database.transaction((tx) => this.addIn(tx, sanction));
  }

  /** Imposes an automatic mute. Returns undefined if the user is muted already. */
  async addAutomatic(sanction: Omit<NewSanction, 'kind' | 'rank'>): Promise<SanctionRow | undefined> {
    return this.database.transaction(async (tx) => {
      const { room, userId } = sanction;
      const rows = await tx.query(
        `SELECT FROM sanctions s WHERE room_id = $1 AND user_id = $2 AND kind = 'mute' AND NOT of_role AND ${sanctionInForce('s')} LIMIT 1`,
        [room, userId],
      );
      return rows.length > 0 ? undefined : this.addIn(tx, { ...sanction, kind: 'mute', rank: 'room-moderator' });
    });
  }

  /**
   * Ends the membership of a user and of its bots. The kick evicts them on every replica. Returns the new owner of the room,
   * if it gets one.
   */
  async dismiss(dismissal: Omit<NewSanction, 'kind' | 'reason' | 'duration'>): Promise<number | undefined> {
    const { room, userId } = dismissal;
    return this.database.transaction(async (tx) => {
      const heir = await endMembership(tx, room, userId, true);
      await this.addIn(tx, { ...dismissal, kind: 'kick', reason: 'dismissed', duration: 'permanent' });
      return heir;
    });
  }

  /** Ends a membership at the wish of its user. Returns the new owner of the room, if it gets one. */
  async removeMember(room: string, userId: number): Promise<number | undefined> {
    return this.database.transaction((tx) => endMembership(tx, room, userId, false));
  }

  private async addIn(tx: Transaction, sanction: NewSanction): Promise<SanctionRow> {
    const { kind, room, userId, reason, duration, moderatorId, rank } = sanction;
    if (kind !== 'kick') await this.requireLiftable(tx, { room, userId, ranks: upTo(rank), kinds: [kind] });
    // The older sanction ends here and is not lifted: a lift would be published to the room.
    await tx.query(
      `UPDATE sanctions s SET until = now() WHERE room_id = $1 AND user_id = $2 AND kind = $3 AND rank = ANY ($4::text[]) AND NOT of_role
         AND ${sanctionInForce('s')}`,
      [room, userId, kind, upTo(rank)],
    );
    const row = oneRow(
      await tx.query<SanctionRow>(
        `INSERT INTO sanctions (kind, room_id, user_id, reason, duration, until, moderator_id, rank)
       VALUES ($1, $2, $3, $4, $5, now() + $6::interval, $7, $8) RETURNING ${COLUMNS}`,
        [kind, room, userId, reason, duration, intervalOf(duration), moderatorId, rank],
      ),
    );
    await audit(tx, { moderatorId, action: kind, room, userId, reason });
    return row;
  }

  /** Throws FORBIDDEN, and lifts nothing, if a sanction in force has another rank. */
  async lift({ room, userId, moderatorId, ranks }: Lift): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.requireLiftable(tx, { room, userId, ranks, kinds: ['ban', 'mute'] });
      await tx.query(
        `UPDATE sanctions s SET lifted_at = now(), lifted_by = $3 WHERE room_id = $1 AND user_id = $2 AND kind <> 'kick'
         AND rank = ANY ($4::text[]) AND NOT of_role AND ${sanctionInForce('s')}`,
        [room, userId, moderatorId, ranks],
      );
      await audit(tx, { moderatorId, action: 'lift', room, userId, reason: '' });
    });
  }

  private async requireLiftable(
    tx: Transaction,
    { room, userId, ranks, kinds }: Omit<Lift, 'moderatorId'> & { kinds: readonly SanctionEntity['kind'][] },
  ): Promise<void> {
    const rows = await tx.query(
      `SELECT FROM sanctions s WHERE room_id = $1 AND user_id = $2 AND kind = ANY ($3::text[]) AND rank <> ALL ($4::text[])
       AND NOT of_role AND ${sanctionInForce('s')} LIMIT 1`,
      [room, userId, kinds, ranks],
    );
    if (rows.length > 0)
      throw new DeclaredError('FORBIDDEN', {
        message: 'The sanction was imposed by a higher rank; only that rank can change it',
      });
  }

  inForce(room: string): Promise<SanctionRow[]> {
    return this.database.query<SanctionRow>(
      `SELECT ${COLUMNS} FROM sanctions s WHERE room_id = $1 AND kind <> 'kick' AND NOT of_role AND ${sanctionInForce('s')} ORDER BY id DESC LIMIT 500`,
      [room],
    );
  }

  /** Sanctions that were imposed or lifted lately, and readers whom a person appointed. Each replica reads them once a second. */
  recent(): Promise<SanctionRow[]> {
    return this.database.prepared<SanctionRow>(
      'sanctions-recent',
      `SELECT ${COLUMNS} FROM sanctions WHERE (created_at > now() - ${RECENT} OR lifted_at > now() - ${RECENT})
         AND NOT (of_role AND moderator_id = ${PLATFORM_USER_ID}) ORDER BY id LIMIT 1000`,
    );
  }
}

type NewAuditEntry = Pick<AuditEntryEntity, 'moderatorId' | 'reason'> & { action: ModerationAction } & Partial<
    Pick<AuditEntryEntity, 'room' | 'userId' | 'subject'>
  >;

export async function audit(tx: Transaction, entry: NewAuditEntry): Promise<void> {
  await tx.insert(AuditEntryEntity, { ...entry });
}
