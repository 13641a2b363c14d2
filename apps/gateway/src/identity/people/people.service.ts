import { Injectable } from '@nestjs/common';
import { chat, DeclaredError, SYSTEM, type UserCaller } from '@veza/contracts';
import { decodeCursor, encodeCursor } from '@veza/database';
import { RpcClient } from '@veza/transport';
import { z } from 'zod';
import { type AttemptLimit, AttemptsService } from '../auth/attempts/attempts.service.js';
import { type FoundUser, PeopleRepository, type ShownPerson } from './people.repository.js';

/** Enough for a search with each typed letter; too few to copy the list of users. */
const SEARCHES: AttemptLimit = { kind: 'people', max: 60, windowSeconds: 60 };
const Position = z.tuple([z.string(), z.int()]);

export interface FoundPage {
  readonly users: readonly FoundUser[];
  readonly nextCursor: string | null;
}

/** The search for users, and the people of public pages. Blocks are chat's: while chat is away a search is UNAVAILABLE, and never shows too much. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly repository: PeopleRepository,
    private readonly attempts: AttemptsService,
    private readonly rpc: RpcClient,
  ) {}

  async search(
    { userId }: UserCaller,
    { search, limit, cursor }: { search: string; limit: number; cursor?: string },
  ): Promise<FoundPage> {
    await this.attempts.take(SEARCHES, String(userId));
    const after = cursor === undefined ? undefined : decodeCursor(cursor, Position);
    const found = await this.repository.find({ searcher: userId, prefix: search, after, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const blocked = await this.blockedAmong(userId, page);
    return {
      users: page.filter(({ id }) => !blocked.has(id)),
      nextCursor: last ? encodeCursor([last.username.toLowerCase(), last.id]) : null,
    };
  }

  /** USER_NOT_FOUND for banned and erased people, and for bots. Blocks are checked by community. */
  async shown(username: string): Promise<ShownPerson> {
    const person = await this.repository.shown(username);
    if (!person) throw new DeclaredError('USER_NOT_FOUND');
    return person;
  }

  /** Those of the people that are shown, in the order of the ids. */
  async shownAmong(ids: readonly number[]): Promise<ShownPerson[]> {
    return ids.length === 0 ? [] : inOrder(ids, await this.repository.shownAmong(ids));
  }

  /** As `shownAmong`, with bots. */
  async usersAmong(ids: readonly number[]): Promise<FoundUser[]> {
    return inOrder(ids, await this.repository.usersAmong(ids));
  }

  private async blockedAmong(userId: number, users: readonly FoundUser[]): Promise<ReadonlySet<number>> {
    if (users.length === 0) return new Set();
    const others = users.map(({ id }) => id);
    const { blocked } = await this.rpc.call(chat.blocks.among, { userId, others }, { caller: SYSTEM });
    return new Set(blocked);
  }
}

function inOrder<Found extends { id: number }>(ids: readonly number[], found: readonly Found[]): Found[] {
  const byId = new Map(found.map((each) => [each.id, each]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
