import { Injectable } from '@nestjs/common';
import type { ListedPage, PageSettings } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { IsNull } from 'typeorm';
import { Practitioner } from '../../practice/practitioners/practitioner.entity.js';
import { PublicPage } from './cabinet-page.entity.js';

const MOST_PRACTITIONERS = 500;

/** `key` is the place in the list. */
export type OpenPage = ListedPage & { key: string };
/** The last page of a part of the list. */
export type PagePosition = readonly [key: string, id: string];

@Injectable()
export class PublicPagesRepository {
  constructor(private readonly database: Database) {}

  /** The cabinet of an open page. Raw SQL: only a function of the schema's owner sees the pages of all cabinets. */
  async openCabinet(name: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ id: string | null }>('SELECT open_page($1) AS id', [name]);
    return row?.id ?? undefined;
  }

  /** Open pages by name. Raw SQL: as for `openCabinet`. */
  listOpen(words: readonly string[], limit: number, after?: PagePosition): Promise<OpenPage[]> {
    return this.database.query<OpenPage>('SELECT id, slug, name, key, timezone, address FROM open_pages($1, $2, $3, $4)', [
      words,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ]);
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
