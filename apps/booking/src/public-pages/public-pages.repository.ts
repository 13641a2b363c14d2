import { Injectable } from '@nestjs/common';
import type { PageSettings } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { Practitioner } from '../practitioners/practitioner.entity.js';
import { PublicPage } from './cabinet-page.entity.js';

const MOST_PRACTITIONERS = 500;

@Injectable()
export class PublicPagesRepository {
  constructor(private readonly database: Database) {}

  /** The cabinet of an open page. Raw SQL: only a function of the schema's owner sees the pages of all cabinets. */
  async openCabinet(name: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string | null }>('SELECT open_page($1) AS id', [name]);
    return row?.id ?? undefined;
  }

  find(tx: Transaction, cabinetId: string): Promise<PublicPage | null> {
    return tx.findOneBy(PublicPage, { cabinetId });
  }

  async set(tx: Transaction, cabinetId: string, settings: PageSettings): Promise<void> {
    const { phone = null, address = null, reminders = null, ...rest } = settings;
    await tx.upsert(PublicPage, { ...rest, phone, address, reminders, cabinetId }, ['cabinetId']);
  }

  practitioners(tx: Transaction, cabinetId: string): Promise<Practitioner[]> {
    return tx.find(Practitioner, {
      select: { id: true, firstName: true, lastName: true },
      where: { cabinetId, dismissedAt: IsNull() },
      order: { lastName: 'ASC', firstName: 'ASC', id: 'ASC' },
      take: MOST_PRACTITIONERS,
    });
  }
}
