import { Injectable } from '@nestjs/common';
import { type Caller, type chat, invalid, personBehind, type RpcInput, type Sanction, type SanctionView } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { RemovalService } from '../messages/removal.service.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { isModerator, requireLowerRole, requirePower } from '../access/room-access.js';
import { rankOf, upTo } from '../access/speaking.js';
import { RoomsRepository } from '../rooms/rooms.repository.js';
import { SanctionWatch } from '../sanctions/sanction-watch.js';
import { type SanctionRow, SanctionsRepository } from '../sanctions/sanctions.repository.js';

/** Imposes, lifts and lists bans, mutes and kicks. Commits and joins check the table; SanctionWatch evicts connected users. */
@Injectable()
export class SanctionsService {
  constructor(
    private readonly repository: SanctionsRepository,
    private readonly rooms: RoomsRepository,
    private readonly users: UserDirectory,
    private readonly watch: SanctionWatch,
    private readonly removal: RemovalService,
  ) {}

  async impose(caller: Caller, { room, purgeHours, ...input }: Sanction): Promise<SanctionView> {
    const user = requireUser(caller);
    const found = requirePower(user, await this.rooms.find(room, user.userId), 'sanction');
    if (input.userId === user.userId) throw invalid('user_id', 'You cannot sanction yourself');
    const target = await this.rooms.find(found.id, input.userId);
    requireLowerRole(user, found, { platform: await this.users.roleOf(input.userId), inRoom: target?.role ?? null });
    const row = await this.repository.add({ ...input, room: found.id, moderatorId: user.userId, rank: rankOf(user, found) });
    this.watch.sanctionsChanged();
    const { userId, reason } = input;
    if (purgeHours > 0) await this.removal.purge({ userId: user.userId, reason }, { room: found.id, userId, hours: purgeHours });
    return this.view(row);
  }

  /**
   * Owners and moderators of a room do not lift the own sanction, an automatic mute; those of the platform a lower one. A
   * sanction of the own bot is an own one, and the bot lifts none of its owner.
   */
  async lift(caller: Caller, { room, userId }: RpcInput<typeof chat.moderation.lift>): Promise<null> {
    const user = requireUser(caller);
    const found = requirePower(user, await this.rooms.find(room, user.userId), 'sanction');
    const rank = rankOf(user, found);
    const target = (await this.users.named([userId])).get(userId);
    const isOwn = personBehind(user) === (target?.botOf ?? userId);
    const ranks = upTo(rank).filter((each) => !isOwn || (isModerator(user) && each !== rank));
    await this.repository.lift({ room: found.id, userId, moderatorId: user.userId, ranks });
    this.watch.sanctionsChanged();
    return null;
  }

  async inForce(caller: Caller, { room }: RpcInput<typeof chat.moderation.bans>): Promise<SanctionView[]> {
    const user = requireUser(caller);
    const found = requirePower(user, await this.rooms.find(room, user.userId), 'sanction');
    return Promise.all((await this.repository.inForce(found.id)).map((row) => this.view(row)));
  }

  private async view({ lifted: _, rank: __, ofRole: _ofRole, until, createdAt, ...row }: SanctionRow): Promise<SanctionView> {
    const users = await this.users.named([row.userId]);
    return {
      ...row,
      username: this.users.nameIn(users, row.userId),
      until: until?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  }
}
