import { Controller } from '@nestjs/common';
import { type Caller, resources, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { ResourcesService } from './resources.service.js';

type In<Verb extends keyof typeof resources> = RpcInput<(typeof resources)[Verb]>;

@Controller()
export class ResourcesController {
  constructor(private readonly service: ResourcesService) {}

  @Rpc(resources.create)
  create(@CurrentCaller() caller: Caller, @Input() resource: In<'create'>) {
    return this.service.create(caller, resource);
  }

  @Rpc(resources.get)
  get(@CurrentCaller() caller: Caller, @Input() { id }: In<'get'>) {
    return this.service.get(caller, id);
  }

  @Rpc(resources.among)
  among(@CurrentCaller() caller: Caller, @Input() { ids }: In<'among'>) {
    return this.service.among(caller, ids);
  }

  @Rpc(resources.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(resources.publicIds)
  publicIds(@Input() range: In<'publicIds'>) {
    return this.service.publicIds(range);
  }

  @Rpc(resources.download)
  download(@CurrentCaller() caller: Caller, @Input() { id }: In<'download'>) {
    return this.service.download(caller, id);
  }

  @Rpc(resources.countDownload)
  countDownload(@CurrentCaller() caller: Caller, @Input() download: In<'countDownload'>) {
    return this.service.countDownload(caller, download);
  }

  @Rpc(resources.update)
  update(@CurrentCaller() caller: Caller, @Input() change: In<'update'>) {
    return this.service.update(caller, change);
  }

  @Rpc(resources.rate)
  rate(@CurrentCaller() caller: Caller, @Input() { id, rating }: In<'rate'>) {
    return this.service.rate(caller, id, rating);
  }

  @Rpc(resources.unrate)
  unrate(@CurrentCaller() caller: Caller, @Input() { id }: In<'unrate'>) {
    return this.service.unrate(caller, id);
  }

  @Rpc(resources.delete)
  delete(@CurrentCaller() caller: Caller, @Input() { id, ifVersion }: In<'delete'>) {
    return this.service.delete(caller, id, ifVersion);
  }

  @Rpc(resources.listTrash)
  listTrash(@CurrentCaller() caller: Caller, @Input() page: In<'listTrash'>) {
    return this.service.listTrash(caller, page);
  }

  @Rpc(resources.restore)
  restore(@CurrentCaller() caller: Caller, @Input() { id }: In<'restore'>) {
    return this.service.restore(caller, id);
  }

  @Rpc(resources.history)
  history(@CurrentCaller() caller: Caller, @Input() query: In<'history'>) {
    return this.service.listChanges(caller, query);
  }
}
