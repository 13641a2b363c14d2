import type { MessageHandler } from '@nestjs/microservices';
import { RpcServer, type RpcServerOptions } from '@veza/transport';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Tracing } from './tracing.js';

/**
 * The RPC server with one span around each handler. Not a Nest interceptor: beside an HTTP listener the handlers are
 * wired before an interceptor can be added.
 */
export class TracedRpcServer extends RpcServer {
  constructor(
    private readonly tracing: Tracing,
    options: RpcServerOptions,
  ) {
    super(options);
  }

  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const subject = String(pattern);
    const facts = { 'rpc.system': 'veza', 'rpc.method': subject };
    const traced: MessageHandler = (data, context) =>
      this.tracing.span(subject, 'server', facts, async () => {
        const result: unknown = await callback(data, context);
        return isObservable(result) ? lastValueFrom(result, { defaultValue: null }) : result;
      });
    super.addHandler(pattern, traced, isEventHandler, extras);
  }
}
