import { Controller } from '@nestjs/common';
import { type Caller, community, type EventPayload, type RpcInput, userEvents } from '@veza/contracts';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { PersonalDataService } from './personal-data.service.js';

@Controller()
export class PersonalDataController {
  constructor(private readonly service: PersonalDataService) {}

  @Rpc(community.personalData.export)
  export(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof community.personalData.export>) {
    return this.service.export(caller, input);
  }

  @OnEvent(userEvents.deleted)
  deleted({ id }: EventPayload<typeof userEvents.deleted>, { tx }: EventDelivery) {
    return this.service.erase(tx, id);
  }
}
