import { Injectable } from '@nestjs/common';
import { DeclaredError, MOST_INVITE_LINKS } from '@veza/contracts';
import { Database, oneRow, type SqlExecutor, type Transaction } from '@veza/database';
import { RoomMemberEntity } from '../access/room-member.entity.js';
import { sanctionInForce } from '../access/sanction-in-force.js';
import { sanctionOn } from '../access/speaking.repository.js';
import { type SanctionOnUser, sanctioned } from '../access/speaking.js';
import { InviteLinkEntity } from './invite-link.entity.js';

export type InviteLink = Omit<InviteLinkEntity, 'codeHash'>;
export type NewLink = Pick<InviteLinkEntity, 'room' | 'codeHash' | 'createdBy' | 'maxUses'> & { hours: number };

/** Without the hash. */
const COLUMNS = `id, room_id AS room, created_by AS "createdBy", created_at AS "createdAt", expires_at AS "expiresAt", max_uses AS "maxUses", uses`;

/** Links `l` in force: neither their time nor their uses are over, and their creator governs the room. */
const IN_FORCE = `l.expires_at > now() AND (l.max_uses IS NULL OR l.uses < l.max_uses)
  AND EXISTS (SELECT FROM members c WHERE c.room_id = l.room_id AND c.user_id = l.created_by AND c.role IN ('owner', 'moderator'))
  AND NOT EXISTS (SELECT FROM sanctions s WHERE s.room_id = l.room_id AND s.user_id = l.created_by AND s.kind = 'ban' AND ${sanctionInForce('s')})`;

/** Raw SQL: the clock of Postgres, and the shared condition of a ban. */
@Injectable()
export class InviteLinksRepository {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  list(room: string): Promise<InviteLink[]> {
    return this.database.query(
      `SELECT ${COLUMNS} FROM invite_links l WHERE room_id = $1 AND ${IN_FORCE} ORDER BY id DESC LIMIT ${MOST_INVITE_LINKS}`,
      [room],
    );
  }

  /** Removes ended links of the room first. The lock of the room holds the limit. */
  async create(tx: Transaction, { room, codeHash, createdBy, maxUses, hours }: NewLink): Promise<InviteLink> {
    await tx.query('SELECT FROM rooms WHERE id = $1 FOR UPDATE', [room]);
    await tx.query(`DELETE FROM invite_links l WHERE room_id = $1 AND NOT (${IN_FORCE})`, [room]);
    if ((await tx.countBy(InviteLinkEntity, { room })) >= MOST_INVITE_LINKS)
      throw new DeclaredError('CONFLICT', {
        message: `The room already has the maximum of ${MOST_INVITE_LINKS} invite links; revoke one first`,
      });
    return oneRow(
      await tx.query<InviteLink>(
        `INSERT INTO invite_links (room_id, code_hash, created_by, max_uses, expires_at)
         VALUES ($1, $2, $3, $4, now() + make_interval(hours => $5)) RETURNING ${COLUMNS}`,
        [room, codeHash, createdBy, maxUses, hours],
      ),
    );
  }

  /** Returns false if the room has no such link. */
  async revoke(tx: Transaction, room: string, id: number): Promise<boolean> {
    const { affected } = await tx.delete(InviteLinkEntity, { room, id });
    return affected === 1;
  }

  /** The room of a link in force. */
  async roomOf(codeHash: Buffer, tx?: SqlExecutor): Promise<string | undefined> {
    const [found] = await (tx ?? this.database).query<{ room: string }>(
      `SELECT l.room_id AS room FROM invite_links l WHERE l.code_hash = $1 AND ${IN_FORCE} ${tx ? 'FOR UPDATE OF l' : ''}`,
      [codeHash],
    );
    return found?.room;
  }

  /**
   * Makes the user a member, and takes one use of the link; nothing of a member. The link is locked before its room, which
   * a ban locks as well: who is banned at the same moment is no member afterwards. Earlier messages count as read.
   */
  async join(codeHash: Buffer, userId: number): Promise<string | undefined> {
    return this.transaction(async (tx) => {
      const room = await this.roomOf(codeHash, tx);
      if (room === undefined) return undefined;
      const [found] = await tx.query<{ isFull: boolean }>(
        `SELECT coalesce(member_count >= member_limit, false) AS "isFull" FROM rooms WHERE id = $1 AND deleted_at IS NULL FOR UPDATE`,
        [room],
      );
      if (!found) return undefined;
      const [sanction] = await tx.query<SanctionOnUser>(sanctionOn('$1::int', '$2'), [userId, room]);
      if (sanction?.kind === 'ban') throw sanctioned(sanction);
      if (await tx.existsBy(RoomMemberEntity, { room, userId })) return room;
      if (found.isFull) throw new DeclaredError('ROOM_FULL');
      await tx.query('INSERT INTO members (room_id, user_id, last_read_seq) SELECT id, $2, last_seq FROM rooms WHERE id = $1', [
        room,
        userId,
      ]);
      await tx.query('UPDATE rooms SET member_count = member_count + 1 WHERE id = $1', [room]);
      await tx.query('UPDATE invite_links SET uses = uses + 1 WHERE code_hash = $1', [codeHash]);
      return room;
    });
  }
}
