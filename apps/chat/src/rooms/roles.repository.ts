import { Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type RoomRole } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { RoomMemberEntity } from '../access/room-member.entity.js';
import { RoomEntity } from '../access/room.entity.js';
import { sanctionOn } from '../access/speaking.repository.js';
import { audit } from '../sanctions/sanctions.repository.js';

/** The owner of a room gives a role to another member. */
export interface RoleChange {
  readonly room: string;
  readonly ownerId: number;
  readonly userId: number;
}

/**
 * Changes of roles. Each locks its room, like a join or a departure, and reads the roles under the lock: the owner at that
 * moment is the only one. An index of the table permits no second owner.
 */
@Injectable()
export class RolesRepository {
  constructor(private readonly database: Database) {}

  /** Returns the member, with `false` if it had the role already. Throws FORBIDDEN unless `ownerId` is the owner. */
  async set(change: RoleChange, role: 'moderator' | 'member'): Promise<{ member: RoomMemberEntity; isNew: boolean }> {
    return this.database.transaction(async (tx) => {
      const member = await this.lock(tx, change);
      if (!member) throw new DeclaredError('NOT_FOUND', { message: 'The user is not a member of the room' });
      if (member.role === role) return { member, isNew: false };
      if (role === 'moderator') await requireUnsanctionedMember(tx, change);
      await this.write(tx, change, role);
      return { member: { ...member, role }, isNew: true };
    });
  }

  /** The owner becomes a moderator, the member the owner. Throws FORBIDDEN unless `ownerId` is the owner. */
  async handOver(change: RoleChange): Promise<RoomMemberEntity> {
    return this.database.transaction(async (tx) => {
      const member = await this.lock(tx, change);
      if (!member) throw invalid('user_id', 'The user is not a member of the room');
      await requireUnsanctionedMember(tx, change);
      await tx.update(RoomMemberEntity, { room: change.room, userId: change.ownerId }, { role: 'moderator' });
      await this.write(tx, change, 'owner');
      return { ...member, role: 'owner' };
    });
  }

  private async lock(tx: Transaction, { room, ownerId, userId }: RoleChange): Promise<RoomMemberEntity | null> {
    const lock = { mode: 'pessimistic_write' } as const;
    if (!(await tx.findOne(RoomEntity, { where: { id: room, deletedAt: IsNull() }, lock })))
      throw new DeclaredError('ROOM_NOT_FOUND');
    if (!(await tx.existsBy(RoomMemberEntity, { room, userId: ownerId, role: 'owner' }))) throw new DeclaredError('FORBIDDEN');
    return tx.findOneBy(RoomMemberEntity, { room, userId });
  }

  private async write(tx: Transaction, { room, ownerId, userId }: RoleChange, role: RoomRole): Promise<void> {
    await tx.update(RoomMemberEntity, { room, userId }, { role });
    const action = role === 'owner' ? 'hand over room' : 'change role';
    await audit(tx, { moderatorId: ownerId, action, room, userId, reason: role });
  }
}

/** A sanctioned member gets no role: the owner lifts the sanction first. Raw SQL: the shared condition. */
async function requireUnsanctionedMember(tx: Transaction, { room, userId }: RoleChange): Promise<void> {
  if ((await tx.query(sanctionOn('$1::int', '$2'), [userId, room])).length > 0)
    throw new DeclaredError('BANNED', { message: 'The user is banned or muted in this room; lift that first' });
}
