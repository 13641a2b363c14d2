import { Inject, Injectable } from '@nestjs/common';
import type { UserCard } from '@veza/contracts';
import { UsersRepository } from './users.repository.js';
import { cardOf, type User } from './user.js';

const FRESH_MS = 5_000;
const MOST = 20_000;

/** `isBot` is not part of the card, which events carry and which services of other versions read. */
export type NamedUser = UserCard & { readonly isBot: boolean };

/**
 * The names of users for presenters (owner_username, uploader_username): one batched query per response, and a cache of
 * 5 s. A changed name shows at once on the gateway that changed it and within 5 s on the others.
 */
@Injectable()
export class UserCardsService {
  /** Without a card: an id of no user. */
  private readonly known = new Map<number, { card?: NamedUser; until: number }>();

  constructor(@Inject(UsersRepository) private readonly users: Pick<UsersRepository, 'byIds'>) {}

  /** The cards by id, without unknown ids. */
  async names(ids: readonly number[]): Promise<Map<number, NamedUser>> {
    const now = performance.now();
    const found = new Map<number, NamedUser>();
    const missing = new Set<number>();
    for (const id of ids) {
      const known = this.known.get(id);
      if (!known || known.until <= now) missing.add(id);
      else if (known.card) found.set(id, known.card);
    }
    if (missing.size > 0) for (const card of await this.read([...missing], now)) found.set(card.id, card);
    return found;
  }

  /** Those of the users that are accounts of programs (decision 183). */
  async botsAmong(ids: readonly number[]): Promise<ReadonlySet<number>> {
    return new Set([...(await this.names(ids)).values()].flatMap(({ id, isBot }) => (isBot ? id : [])));
  }

  forget(id: number): void {
    this.known.delete(id);
  }

  private async read(ids: number[], now: number): Promise<NamedUser[]> {
    const cards = (await this.users.byIds(ids)).map(namedUserOf);
    if (this.known.size + ids.length > MOST) this.known.clear();
    for (const id of ids) this.known.set(id, { until: now + FRESH_MS });
    for (const card of cards) this.known.set(card.id, { card, until: now + FRESH_MS });
    return cards;
  }
}

const namedUserOf = (user: User): NamedUser => ({ ...cardOf(user), isBot: user.botOf !== null && user.deletedAt === null });
