import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '@veza/database';
import type { Member } from '../../practice/tenancy/access.js';
import { ReminderRefusal } from './reminder-refusal.entity.js';

export const addressHash = (email: string): Buffer => createHash('sha256').update(email.toLowerCase()).digest();

/** Addresses that get no reminders from a cabinet. */
@Injectable()
export class ReminderRefusalsRepository {
  async set(tx: Transaction, { cabinetId }: Member, address: Buffer, refused: boolean): Promise<void> {
    if (refused) await tx.upsert(ReminderRefusal, { cabinetId, address }, ['cabinetId', 'address']);
    else await tx.delete(ReminderRefusal, { cabinetId, address });
  }

  exists(tx: Transaction, { cabinetId }: Member, email: string): Promise<boolean> {
    return tx.existsBy(ReminderRefusal, { cabinetId, address: addressHash(email) });
  }
}
