import { Controller } from '@nestjs/common';
import { type Caller, publicPages, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { PublicPagesService } from './public-pages.service.js';

type In<Verb extends keyof typeof publicPages> = RpcInput<(typeof publicPages)[Verb]>;

@Controller()
export class PublicPagesController {
  constructor(private readonly service: PublicPagesService) {}

  @Rpc(publicPages.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(publicPages.update)
  update(@CurrentCaller() caller: Caller, @Input() settings: In<'update'>) {
    return this.service.update(caller, settings);
  }

  @Rpc(publicPages.list)
  list(@Input() wanted: In<'list'>) {
    return this.service.list(wanted);
  }

  @Rpc(publicPages.show)
  show(@Input() { cabinet }: In<'show'>) {
    return this.service.show(cabinet);
  }

  @Rpc(publicPages.slots)
  slots(@Input() range: In<'slots'>) {
    return this.service.slots(range);
  }
}
