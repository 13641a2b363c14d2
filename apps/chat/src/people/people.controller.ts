import { Controller } from '@nestjs/common';
import { DELETED_USERNAME, type UserCard, userEvents } from '@veza/contracts';
import { type Delivery, OnEvent } from '@veza/transport';
import { PeopleRepository } from './people.repository.js';
import { PeopleService } from './people.service.js';

/** Keeps the projection of people as identity tells it. */
@Controller()
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly repository: PeopleRepository,
  ) {}

  @OnEvent(userEvents.changed)
  async changed(card: UserCard, { tx }: Delivery): Promise<void> {
    await this.repository.save([card], tx);
    this.people.remember({ id: card.id, username: card.username, avatar: card.avatar });
  }

  @OnEvent(userEvents.deleted)
  async deleted({ id }: { id: number }, { tx }: Delivery): Promise<void> {
    const nobody = { id, username: DELETED_USERNAME, avatar: null };
    await this.repository.save([{ ...nobody, deleted: true }], tx);
    this.people.remember(nobody);
  }
}
