import { Controller } from '@nestjs/common';
import { identity, type RpcInput } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { UsersService } from './users.service.js';

@Controller()
export class UsersRpcController {
  constructor(private readonly users: UsersService) {}

  @Rpc(identity.users.byIds)
  async byIds(@Input() { ids }: RpcInput<typeof identity.users.byIds>) {
    return { users: await this.users.cards(ids) };
  }

  @Rpc(identity.users.standing)
  async standing(@Input() { userId }: RpcInput<typeof identity.users.standing>) {
    return { isEstablished: await this.users.isEstablished(userId) };
  }

  @Rpc(identity.users.find)
  find(@Input() by: RpcInput<typeof identity.users.find>) {
    return this.users.find(by);
  }
}
