import { Controller } from '@nestjs/common';
import { type UserCard, userEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { UserDirectory } from './user-directory.js';

@Controller()
export class UserDirectoryController {
  constructor(private readonly users: UserDirectory) {}

  @OnEvent(userEvents.changed)
  changed({ id, username, avatar, deleted, botOf }: UserCard, { tx }: EventDelivery): Promise<void> {
    return this.users.save({ id, username, avatar, deleted, botOf }, tx);
  }
}
