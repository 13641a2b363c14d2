import { Controller } from '@nestjs/common';
import { type Caller, notifications, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { DeliveryService } from './delivery.service.js';
import { NotificationsService } from './notifications.service.js';

type In<Verb extends keyof typeof notifications> = RpcInput<(typeof notifications)[Verb]>;

@Controller()
export class NotificationsController {
  constructor(
    private readonly service: NotificationsService,
    private readonly delivery: DeliveryService,
  ) {}

  @Rpc(notifications.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(notifications.read)
  read(@CurrentCaller() caller: Caller, @Input() { id }: In<'read'>) {
    return this.service.read(caller, id);
  }

  @Rpc(notifications.readAll)
  readAll(@CurrentCaller() caller: Caller) {
    return this.service.readAll(caller);
  }

  @Rpc(notifications.preferences)
  preferences(@CurrentCaller() caller: Caller) {
    return this.service.preferences(caller);
  }

  @Rpc(notifications.prefer)
  prefer(@CurrentCaller() caller: Caller, @Input() changes: In<'prefer'>) {
    return this.service.prefer(caller, changes);
  }

  @Rpc(notifications.deliver)
  deliver(@Input() notice: In<'deliver'>) {
    return this.delivery.deliver(notice);
  }

  @Rpc(notifications.deliverMissed)
  deliverMissed(@Input() missed: In<'deliverMissed'>) {
    return this.delivery.deliverMissed(missed);
  }
}
