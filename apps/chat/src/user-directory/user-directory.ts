import { Injectable } from '@nestjs/common';
import { DeclaredError, DELETED_USERNAME, identity, type Role, SYSTEM } from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { BoundedCache, pagesOf } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { type DirectoryRecord, UserDirectoryRepository, type DirectoryUser } from './user-directory.repository.js';

const MAX_CACHED = 20_000;
/** One replica receives an event of identity. The others see the new name after this time. */
const FRESH_MS = 60_000;

/**
 * Names and avatars of users, which every event carries. Identity owns them. Chat keeps a projection, which identity's
 * events update; a miss is loaded by RPC.
 */
@Injectable()
export class UserDirectory {
  private readonly cache = new BoundedCache<number, { user: DirectoryUser; until: number }>(MAX_CACHED);

  constructor(
    private readonly repository: UserDirectoryRepository,
    private readonly rpc: RpcClient,
  ) {}

  /** Returns the users that exist. */
  async named(ids: Iterable<number>): Promise<Map<number, DirectoryUser>> {
    const found = new Map<number, DirectoryUser>();
    const missing: number[] = [];
    for (const id of new Set(ids)) {
      const known = this.cache.get(id);
      if (known && known.until > performance.now()) found.set(id, known.user);
      else missing.push(id);
    }
    for (const page of pagesOf(missing, 500)) {
      for (const user of await this.load(page)) {
        this.remember(user);
        found.set(user.id, user);
      }
    }
    return found;
  }

  async require(id: number): Promise<DirectoryUser> {
    const user = (await this.named([id])).get(id);
    if (!user) throw new DeclaredError('USER_NOT_FOUND');
    return user;
  }

  /** The role on the platform, which the projection does not have. Throws USER_NOT_FOUND. */
  async roleOf(id: number): Promise<Role> {
    await this.require(id);
    const { users } = await this.rpc.call(identity.users.byIds, { ids: [id] }, { caller: SYSTEM });
    return users[0]?.role ?? 'user';
  }

  /** Whether the account has a confirmed address and is older than a day, as identity knows it now. */
  async isEstablished(id: number): Promise<boolean> {
    return (await this.rpc.call(identity.users.standing, { userId: id }, { caller: SYSTEM })).isEstablished;
  }

  /** Finds a user that the projection has, by username without regard to case. */
  idOf(username: string): Promise<number | undefined> {
    return this.repository.idOf(username);
  }

  /** Stores a user whose session was verified: the name, and the owner of a bot. */
  async introduce(id: number, username: string, botOf: number | null): Promise<void> {
    const cached = this.cache.get(id);
    if (cached?.user.username === username && cached.user.botOf === botOf && cached.until > performance.now()) return;
    const [known] = await this.repository.find([id]);
    if (known?.username === username && known.botOf === botOf) return this.remember(known);
    const user = { id, username, avatar: known?.avatar ?? null, botOf };
    await this.repository.save([user]);
    this.remember(user);
  }

  /** Returns the name from a result of `named`, or the placeholder of deleted users. */
  nameIn(users: ReadonlyMap<number, DirectoryUser>, id: number): string {
    return users.get(id)?.username ?? DELETED_USERNAME;
  }

  /** Stores what identity published, in the transaction of its event. */
  async save(record: DirectoryRecord, tx: SqlExecutor): Promise<void> {
    await this.repository.save([record], tx);
    this.remember({ id: record.id, username: record.username, avatar: record.avatar, botOf: record.botOf ?? null });
  }

  /** Stores the time of the last disconnect of these users, which conversations show. */
  saveSeen(ids: readonly number[]): Promise<void> {
    return this.repository.saveSeen(ids);
  }

  private remember(user: DirectoryUser): void {
    this.cache.set(user.id, { user, until: performance.now() + FRESH_MS });
  }

  private async load(ids: readonly number[]): Promise<DirectoryUser[]> {
    const kept = await this.repository.find(ids);
    const have = new Set(kept.map(({ id }) => id));
    const unknown = ids.filter((id) => !have.has(id));
    if (unknown.length === 0) return kept;
    const { users } = await this.rpc.call(identity.users.byIds, { ids: unknown }, { caller: SYSTEM });
    await this.repository.save(users);
    return [...kept, ...users.map(({ id, username, avatar, botOf = null }) => ({ id, username, avatar, botOf }))];
  }
}
