import { Controller } from '@nestjs/common';
import { type Caller, catalog, type EventPayload, type RpcInput, userEvents } from '@veza/contracts';
import { CurrentCaller, type Delivery, Input, OnEvent, Rpc } from '@veza/transport';
import { PeopleService } from './people.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly service: PeopleService) {}

  @Rpc(catalog.personalData.export)
  export(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof catalog.personalData.export>) {
    return this.service.export(caller, input);
  }

  @OnEvent(userEvents.deleted)
  deleted({ id }: EventPayload<typeof userEvents.deleted>, { tx }: Delivery) {
    return this.service.erase(tx, id);
  }
}
