import { Injectable } from '@nestjs/common';
import { DeclaredError, MOST_PINS } from '@veza/contracts';
import { Database, insertUnlessExists, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { RoomEntity } from '../access/room.entity.js';
import { MessageEntity } from '../commit/message.entity.js';
import { PinEntity } from './pin.entity.js';

/** A user pins a message of a room, or takes it from the pins. */
export interface PinChange {
  readonly room: string;
  readonly messageId: number;
  readonly userId: number;
}

const LOCKED = { mode: 'pessimistic_write' } as const;

@Injectable()
export class PinsRepository {
  constructor(private readonly database: Database) {}

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  list(room: string): Promise<PinEntity[]> {
    return this.database.entities((manager) =>
      manager.find(PinEntity, { where: { room }, order: { at: 'DESC', messageId: 'DESC' }, take: MOST_PINS }),
    );
  }

  /**
   * Returns false if it was pinned already. The message is locked before its room, as by every change of a message: a
   * deletion at the same moment leaves no pin. The lock of the room holds the limit.
   */
  async put(tx: Transaction, { room, messageId, userId }: PinChange): Promise<boolean> {
    const where = { id: String(messageId), room, deletedAt: IsNull() };
    const message = await tx.findOne(MessageEntity, { where, lock: LOCKED });
    if (!message) throw new DeclaredError('NOT_FOUND', { message: 'The message does not exist or is not visible to you' });
    await tx.findOne(RoomEntity, { where: { id: room }, lock: LOCKED });
    if (!(await insertUnlessExists(tx, PinEntity, { messageId: message.id, room, userId }))) return false;
    if ((await tx.countBy(PinEntity, { room })) > MOST_PINS)
      throw new DeclaredError('CONFLICT', {
        message: `The room already has the maximum of ${MOST_PINS} pinned messages; unpin one first`,
      });
    return true;
  }

  /** Returns false if it was not pinned in this room. */
  async remove(tx: Transaction, { room, messageId }: Omit<PinChange, 'userId'>): Promise<boolean> {
    const { affected } = await tx.delete(PinEntity, { room, messageId: String(messageId) });
    return affected === 1;
  }
}

/** Call when a message is deleted, in its transaction. */
export async function unpin(tx: Transaction, messageId: number): Promise<void> {
  await tx.delete(PinEntity, { messageId: String(messageId) });
}
