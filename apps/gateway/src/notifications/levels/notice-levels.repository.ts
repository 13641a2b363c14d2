import { Injectable } from '@nestjs/common';
import type { WireNoticeLevels } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { PushPreferences } from '../push/push-preferences.entity.js';
import { NoticeLevelsEntity } from './notice-levels.entity.js';

export interface ChosenLevels {
  readonly levels: Partial<WireNoticeLevels>;
  readonly pushes: Omit<PushPreferences, 'userId'> | null;
}

@Injectable()
export class NoticeLevelsRepository {
  constructor(private readonly database: Database) {}

  find(userId: number): Promise<ChosenLevels> {
    return this.database.entities((manager) => chosen(manager, userId));
  }

  /** Changes of one user wait for each other. Raw SQL: a lock of its row. */
  change(userId: number, next: (before: ChosenLevels) => ChosenLevels): Promise<ChosenLevels> {
    return this.database.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM users WHERE id = $1 FOR UPDATE', [userId]);
      const { levels, pushes } = next(await chosen(tx, userId));
      const hasMail = Object.values(levels).some(({ mail }) => mail);
      await tx.upsert(NoticeLevelsEntity, { userId, levels, hasMail }, ['userId']);
      if (pushes) await tx.upsert(PushPreferences, { userId, ...pushes }, ['userId']);
      return { levels, pushes };
    });
  }
}

async function chosen(tx: Pick<Transaction, 'findOneBy'>, userId: number): Promise<ChosenLevels> {
  const row = await tx.findOneBy(NoticeLevelsEntity, { userId });
  return { levels: row?.levels ?? {}, pushes: await tx.findOneBy(PushPreferences, { userId }) };
}
