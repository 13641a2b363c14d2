import { Injectable } from '@nestjs/common';
import { type Caller, type chat, invalid, type RpcInput, type Sanction, type SanctionView } from '@veza/contracts';
import { requirePerson } from '@veza/platform';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import { requireRoomOwner } from '../access/room-access.js';
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
  ) {}

  async impose(caller: Caller, { room, ...input }: Sanction): Promise<SanctionView> {
    const person = requirePerson(caller);
    const found = requireRoomOwner(person, await this.rooms.find(room, person.userId));
    if (input.userId === person.userId) throw invalid('user_id', 'You cannot sanction yourself');
    await this.users.require(input.userId);
    const row = await this.repository.add({ ...input, room: found.id, moderatorId: person.userId });
    this.watch.sanctionsChanged();
    return this.view(row);
  }

  async lift(caller: Caller, { room, userId }: RpcInput<typeof chat.moderation.lift>): Promise<null> {
    const person = requirePerson(caller);
    const found = requireRoomOwner(person, await this.rooms.find(room, person.userId));
    await this.repository.lift(found.id, userId, person.userId);
    this.watch.sanctionsChanged();
    return null;
  }

  async inForce(caller: Caller, { room }: RpcInput<typeof chat.moderation.bans>): Promise<SanctionView[]> {
    const person = requirePerson(caller);
    const found = requireRoomOwner(person, await this.rooms.find(room, person.userId));
    return Promise.all((await this.repository.inForce(found.id)).map((row) => this.view(row)));
  }

  private async view({ lifted: _, until, createdAt, ...row }: SanctionRow): Promise<SanctionView> {
    const people = await this.users.named([row.userId]);
    return {
      ...row,
      username: this.users.nameIn(people, row.userId),
      until: until?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  }
}
