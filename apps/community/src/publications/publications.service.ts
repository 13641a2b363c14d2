import { Injectable } from '@nestjs/common';
import type { Caller, ListPublications, PublicationKind, PublicationPage, Published } from '@veza/contracts';
import { decodeCursor, encodeCursor, type SqlExecutor } from '@veza/database';
import { requireUser } from '@veza/platform';
import { z } from 'zod';
import { readerOf } from '../people/acting-person.js';
import { FeedsRepository, placeOf, type PublicationRow } from './feeds.repository.js';
import { fillPage, type Place } from './fill-page.js';
import { PublicationsRepository } from './publications.repository.js';
import { VisibleThings } from './visible-things.js';

const Position = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);

/** What people publish, and the lists of it (decision 257). */
@Injectable()
export class PublicationsService {
  constructor(
    private readonly repository: PublicationsRepository,
    private readonly feeds: FeedsRepository,
    private readonly things: VisibleThings,
  ) {}

  /** Of the people whom the caller follows. A block has ended the follow. */
  feed(caller: Caller, query: ListPublications): Promise<PublicationPage> {
    const { userId } = requireUser(caller);
    return this.page(query, (place, most) => this.feeds.followed(userId, place, most));
  }

  list(caller: Caller, query: ListPublications): Promise<PublicationPage> {
    const reader = readerOf(caller);
    return this.page(query, (place, most) => this.feeds.all(reader, place, most));
  }

  publish(tx: SqlExecutor, kind: PublicationKind, { personId, things }: Published, at: string): Promise<void> {
    return this.repository.publish(
      tx,
      kind,
      personId,
      things.map((thing) => ({ at, ...thing })),
    );
  }

  withdraw(tx: SqlExecutor, kind: PublicationKind, ids: readonly number[]): Promise<void> {
    return this.repository.withdraw(tx, kind, ids);
  }

  remove(tx: SqlExecutor, kind: PublicationKind, id: number): Promise<void> {
    return this.repository.remove(tx, kind, id);
  }

  removeAll(tx: SqlExecutor, personId: number): Promise<void> {
    return this.repository.removeAll(tx, personId);
  }

  private async page(
    { limit, cursor }: ListPublications,
    rowsAfter: (place: Place | undefined, most: number) => Promise<PublicationRow[]>,
  ): Promise<PublicationPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const source = { rowsAfter, placeOf, visible: (rows: readonly PublicationRow[]) => this.things.among(rows) };
    const { items, next } = await fillPage(source, limit, after);
    return { items, nextCursor: next ? encodeCursor([...next]) : null };
  }
}
