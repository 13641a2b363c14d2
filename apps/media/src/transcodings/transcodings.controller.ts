import { Controller } from '@nestjs/common';
import { type Caller, type RpcInput, transcodings } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { TranscodingsService } from './transcodings.service.js';

type In<Verb extends keyof typeof transcodings> = RpcInput<(typeof transcodings)[Verb]>;

@Controller()
export class TranscodingsController {
  constructor(private readonly service: TranscodingsService) {}

  @Rpc(transcodings.list)
  list(@CurrentCaller() caller: Caller, @Input() query: In<'list'>) {
    return this.service.list(caller, query);
  }

  @Rpc(transcodings.queue)
  queue(@CurrentCaller() caller: Caller) {
    return this.service.state(caller);
  }

  @Rpc(transcodings.changes)
  changes(@CurrentCaller() caller: Caller, @Input() query: In<'changes'>) {
    return this.service.changes(caller, query);
  }

  @Rpc(transcodings.retry)
  retry(@CurrentCaller() caller: Caller, @Input() { trackId }: In<'retry'>) {
    return this.service.retry(caller, trackId);
  }

  @Rpc(transcodings.retryFailed)
  retryFailed(@CurrentCaller() caller: Caller, @Input() { error }: In<'retryFailed'>) {
    return this.service.retryFailed(caller, error);
  }

  @Rpc(transcodings.cancel)
  cancel(@CurrentCaller() caller: Caller, @Input() { trackId }: In<'cancel'>) {
    return this.service.cancel(caller, trackId);
  }

  @Rpc(transcodings.pause)
  pause(@CurrentCaller() caller: Caller, @Input() { paused }: In<'pause'>) {
    return this.service.pause(caller, paused);
  }
}
