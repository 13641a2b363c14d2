import { Controller } from '@nestjs/common';
import { type Caller, chat, DELETED_USERNAME, type RpcInput, userEvents } from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { UserDirectory } from '../user-directory/user-directory.js';
import { PersonalDataRepository } from './personal-data.repository.js';

/** Export and erasure of the data that the chat stores about one user. */
@Controller()
export class PersonalDataController {
  constructor(
    private readonly repository: PersonalDataRepository,
    private readonly users: UserDirectory,
  ) {}

  @Rpc(chat.personalData.export)
  export(@CurrentCaller() caller: Caller, @Input() { section, after }: RpcInput<typeof chat.personalData.export>) {
    return this.repository.export(section, requireUser(caller).userId, after);
  }

  /** Messages keep their place in the log under the deleted user's placeholder name; every membership ends. */
  @OnEvent(userEvents.deleted)
  async deleted({ id }: { id: number }, { tx }: EventDelivery): Promise<void> {
    await this.users.save({ id, username: DELETED_USERNAME, avatar: null, deleted: true }, tx);
    await this.repository.erase(id, tx);
  }
}
