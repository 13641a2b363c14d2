import { Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type ProfilePart, userEvents, type UserCaller, type UserCard } from '@veza/contracts';
import { Database, type Transaction } from '@veza/database';
import { OutsideAddresses } from '@veza/platform';
import { Outbox } from '@veza/transport';
import { UserCardsService } from './user-cards.service.js';
import { cardOf, type User } from './user.js';
import { UsersRepository, type NewBot, type NewUser, type UserChanges } from './users.repository.js';

/** An avatar is loaded by the browsers of others, which must not reach their own networks by it. */
const PUBLIC = new OutsideAddresses([]);

@Injectable()
export class UsersService {
  constructor(
    private readonly database: Database,
    private readonly repository: UsersRepository,
    private readonly outbox: Outbox,
    private readonly cardCache: UserCardsService,
  ) {}

  async me(caller: UserCaller): Promise<User> {
    const user = await this.repository.byId(caller.userId);
    if (!user || user.deletedAt) throw new DeclaredError('UNAUTHENTICATED');
    return user;
  }

  async profile(id: number): Promise<User> {
    const user = await this.repository.byId(id);
    if (!user) throw new DeclaredError('USER_NOT_FOUND');
    return user;
  }

  async cards(ids: readonly number[]): Promise<UserCard[]> {
    return (await this.repository.byIds(ids)).map(cardOf);
  }

  /** Whether the address is confirmed and the account older than a day. */
  isEstablished(id: number): Promise<boolean> {
    return this.repository.isEstablished(id);
  }

  /** By an e-mail address only when it is verified: anyone can sign up with the address of another person. */
  async find(by: { username: string } | { email: string }): Promise<UserCard> {
    const user = 'email' in by ? await this.repository.byEmail(by.email) : await this.repository.byUsername(by.username);
    if (!user || ('email' in by && !user.emailVerified)) throw new DeclaredError('USER_NOT_FOUND');
    return cardOf(user);
  }

  /** Inside the sign-up's transaction. */
  async create(tx: Transaction, account: NewUser): Promise<User> {
    const user = await this.repository.insert(tx, account);
    await this.outbox.append(tx, userEvents.changed, cardOf(user));
    return user;
  }

  /** Inside the transaction that counts the bots of the owner. */
  async createBot(tx: Transaction, bot: NewBot): Promise<User> {
    const user = await this.repository.insertBot(tx, bot);
    await this.outbox.append(tx, userEvents.changed, cardOf(user));
    return user;
  }

  async update(caller: UserCaller, changes: UserChanges, ifVersion?: string): Promise<User> {
    const user = await this.database.transaction(async (tx) =>
      this.change(tx, caller.userId, await this.withAvatar(tx, caller.userId, changes), ifVersion),
    );
    this.cardCache.forget(user.id);
    return user;
  }

  /** Puts an uploaded object, or none, in the place of the picture or the banner; the one before is deleted. */
  async place(caller: UserCaller, place: 'picture' | 'banner', picture: { id: string; url: string } | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { id: userId, pictureId, bannerId, avatar } = await this.repository.lock(tx, caller.userId);
      const id = picture?.id ?? null;
      await this.giveUp(tx, userId, place === 'picture' ? pictureId : bannerId);
      if (place === 'banner') await this.repository.update(tx, userId, { bannerId: id });
      // Without an uploaded picture, an avatar that is elsewhere stays where a removal finds one.
      else await this.change(tx, userId, { pictureId: id, avatar: picture?.url ?? (pictureId === null ? avatar : null) });
    });
    this.cardCache.forget(caller.userId);
  }

  /** The account of another person, locked; USER_NOT_FOUND once it is erased. */
  locked(tx: Transaction, id: number): Promise<User> {
    return this.repository.lock(tx, id, 'USER_NOT_FOUND');
  }

  /** Takes a part of a locked profile away, in the transaction of its moderation; false when there is none. */
  async reset(tx: Transaction, user: User, part: ProfilePart): Promise<boolean> {
    const { id, pictureId, bannerId, avatar, firstName, lastName, bio, links } = user;
    const hasWords = firstName + lastName + bio !== '' || links.length > 0;
    const has = { picture: avatar !== null, banner: bannerId !== null, words: hasWords };
    if (!has[part]) return false;
    if (part === 'words') await this.change(tx, id, { firstName: '', lastName: '', bio: '', links: [] });
    else await this.giveUp(tx, id, part === 'picture' ? pictureId : bannerId);
    if (part === 'picture') await this.change(tx, id, { pictureId: null, avatar: null });
    if (part === 'banner') await this.repository.update(tx, id, { bannerId: null });
    return true;
  }

  /** The present avatar, sent back with the rest of the profile, changes nothing; another one takes the place of the picture. */
  private async withAvatar(tx: Transaction, id: number, changes: UserChanges): Promise<UserChanges> {
    if (changes.avatar === undefined) return changes;
    const { avatar, pictureId } = await this.repository.lock(tx, id);
    if (avatar === changes.avatar) return { ...changes, avatar: undefined };
    const refusal = changes.avatar ? PUBLIC.refusalOf(new URL(changes.avatar)) : undefined;
    if (refusal !== undefined) throw invalid('avatar', refusal);
    await this.giveUp(tx, id, pictureId);
    return { ...changes, pictureId: null };
  }

  private async giveUp(tx: Transaction, userId: number, objectId: string | null): Promise<void> {
    if (objectId !== null) await this.outbox.append(tx, userEvents.pictureRemoved, { userId, objectId });
  }

  /** Publishes the current card, inside the transaction of a change by another service of this app. */
  async publish(tx: Transaction, id: number): Promise<void> {
    const user = await this.repository.byId(id, tx);
    if (user) await this.outbox.append(tx, userEvents.changed, cardOf(user));
  }

  /** After the commit of such a change. */
  forget(id: number): void {
    this.cardCache.forget(id);
  }

  async change(tx: Transaction, id: number, changes: UserChanges, ifVersion?: string): Promise<User> {
    const user = await this.repository.update(tx, id, changes, ifVersion);
    await this.outbox.append(tx, userEvents.changed, cardOf(user));
    return user;
  }
}
