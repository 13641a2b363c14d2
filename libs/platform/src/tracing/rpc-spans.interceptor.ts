import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { RpcContext } from '@veza/transport';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import type { Tracing } from './tracing.js';

/** One span for each call that this service answers, around its handler. Only put in where traces are collected. */
export class RpcSpansInterceptor implements NestInterceptor {
  constructor(private readonly tracing: Tracing) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const rpc: unknown = context.switchToRpc().getContext();
    if (!(rpc instanceof RpcContext)) return next.handle();
    const work = () => lastValueFrom(next.handle(), { defaultValue: null });
    return defer(() => from(this.tracing.span(rpc.subject, 'server', { 'rpc.system': 'veza', 'rpc.method': rpc.subject }, work)));
  }
}
