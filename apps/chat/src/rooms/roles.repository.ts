import { Injectable } from '@nestjs/common';
import { DeclaredError, type GivenRole, invalid, type RoomRole } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { RoomMemberEntity, type StoredRole } from '../access/room-member.entity.js';
import { mayAct } from '../access/room-roles.js';
import { RoomEntity } from '../access/room.entity.js';
import { isReader, sanctionOn } from '../access/speaking.repository.js';
import type { SanctionOnUser } from '../access/speaking.js';
import { audit } from '../sanctions/sanctions.repository.js';
import { appointReader, dismissReader } from './readers.repository.js';
import type { RoomMember } from './rooms.repository.js';

/** A person who governs the room gives a role to another member. */
export interface RoleChange {
  readonly room: string;
  readonly by: number;
  readonly userId: number;
}

/**
 * Changes of roles. Each locks its room, like a join or a departure, and reads the roles under the lock: the owner at that
 * moment is the only one. An index of the table permits no second owner.
 */
@Injectable()
export class RolesRepository {
  constructor(private readonly database: Database) {}

  /** Returns the member, with `false` if it had the role already. Throws FORBIDDEN unless `by` may give and take these roles. */
  async set(change: RoleChange, role: GivenRole): Promise<{ member: RoomMember; isNew: boolean }> {
    return this.database.transaction(async (tx) => {
      const { by, member } = await this.lock(tx, change);
      if (!member) {
        requireGiver(by, role, role);
        throw new DeclaredError('NOT_FOUND', { message: 'The user is not a member of the room' });
      }
      requireGiver(by, role, member.role);
      if (member.role === role) return { member, isNew: false };
      if (role === 'moderator') await requireUnsanctionedMember(tx, change);
      await this.write(tx, change, role);
      return { member: { ...member, role }, isNew: true };
    });
  }

  /** The owner becomes a moderator, the member the owner. Throws FORBIDDEN unless `by` is the owner. */
  async handOver(change: RoleChange): Promise<RoomMember> {
    return this.database.transaction(async (tx) => {
      const { by, member } = await this.lock(tx, change);
      if (!mayAct(by, 'handOver')) throw new DeclaredError('FORBIDDEN');
      if (!member) throw invalid('user_id', 'The user is not a member of the room');
      await requireUnsanctionedMember(tx, change);
      await tx.update(RoomMemberEntity, { room: change.room, userId: change.by }, { role: 'moderator' });
      await this.write(tx, change, 'owner');
      return { ...member, role: 'owner' };
    });
  }

  private async lock(tx: Transaction, { room, by, userId }: RoleChange): Promise<{ by: StoredRole | null; member?: RoomMember }> {
    const lock = { mode: 'pessimistic_write' } as const;
    if (!(await tx.findOne(RoomEntity, { where: { id: room, deletedAt: IsNull() }, lock })))
      throw new DeclaredError('ROOM_NOT_FOUND');
    const giver = await tx.findOneBy(RoomMemberEntity, { room, userId: by });
    const found = await tx.findOneBy(RoomMemberEntity, { room, userId });
    if (!found) return { by: giver?.role ?? null };
    const role = found.role === 'member' && (await isReaderIn(tx, room, userId)) ? 'reader' : found.role;
    return { by: giver?.role ?? null, member: { userId, role, joinedAt: found.joinedAt } };
  }

  /** An owner or a moderator is no reader. */
  private async write(tx: Transaction, { room, by, userId }: RoleChange, role: RoomRole): Promise<void> {
    await tx.update(RoomMemberEntity, { room, userId }, { role: role === 'reader' ? 'member' : role });
    if (role === 'reader') await appointReader(tx, room, userId, by);
    else await dismissReader(tx, room, userId);
    const action = role === 'owner' ? 'hand over room' : 'change role';
    await audit(tx, { moderatorId: by, action, room, userId, reason: role });
  }
}

/** Moderators of the room make members readers and back; what concerns a moderator is the owner's. */
function requireGiver(by: StoredRole | null, role: GivenRole, before: RoomRole): void {
  const isOfReaders = [role, before].every((each) => each === 'member' || each === 'reader');
  if (before === 'owner' || !mayAct(by, isOfReaders ? 'setReaders' : 'setRoles')) throw new DeclaredError('FORBIDDEN');
}

async function isReaderIn(tx: Transaction, room: string, userId: number): Promise<boolean> {
  const [found] = await tx.query<{ is: boolean }>(`SELECT ${isReader('$1::int', '$2')} AS is`, [userId, room]);
  return found?.is ?? false;
}

/** A sanctioned member gets no role: the owner lifts the sanction first. Raw SQL: the shared condition. */
async function requireUnsanctionedMember(tx: Transaction, { room, userId }: RoleChange): Promise<void> {
  const [sanction] = await tx.query<SanctionOnUser>(sanctionOn('$1::int', '$2'), [userId, room]);
  if (sanction && sanction.kind !== 'reader')
    throw new DeclaredError('BANNED', { message: 'The user is banned or muted in this room; lift that first' });
}
