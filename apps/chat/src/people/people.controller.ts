import { Controller } from '@nestjs/common';
import { type Caller, chat, DELETED_USERNAME, type RpcInput, type UserCard, userEvents } from '@veza/contracts';
import { CurrentCaller, type Delivery, Input, OnEvent, Rpc } from '@veza/transport';
import { personOf } from '../rooms/room-access.js';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';

/** Keeps the projection of people as identity tells it, and shows them what is kept of them. */
@Controller()
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly repository: PeopleRepository,
  ) {}

  @Rpc(chat.personalData.export)
  export(@CurrentCaller() caller: Caller, @Input() { section, after }: RpcInput<typeof chat.personalData.export>) {
    return this.repository.own(section, personOf(caller).userId, after);
  }

  @OnEvent(userEvents.changed)
  async changed(card: UserCard, { tx }: Delivery): Promise<void> {
    await this.repository.save([card], tx);
    this.people.remember({ id: card.id, username: card.username, avatar: card.avatar });
  }

  /** What they wrote keeps its place; they are in no room any more. */
  @OnEvent(userEvents.deleted)
  async deleted({ id }: { id: number }, { tx }: Delivery): Promise<void> {
    const nobody = { id, username: DELETED_USERNAME, avatar: null };
    await this.repository.save([{ ...nobody, deleted: true }], tx);
    await this.repository.forget(id, tx);
    this.people.remember(nobody);
  }
}
