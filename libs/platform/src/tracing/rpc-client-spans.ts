import { Injectable, Optional } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ANONYMOUS, type RpcContract, type RpcRequest } from '@veza/contracts';
import { requestContext, RpcClient, type CallOptions, type RequestContext } from '@veza/transport';
import { newTraceparent } from './trace-context.js';
import { Tracing } from './tracing.js';

/** A call that no request and no job makes asks for news: it begins no trace at its service either. */
const polling = (): RequestContext => ({ requestId: randomUUID(), caller: ANONYMOUS, traceparent: newTraceparent(false) });

/** One span for each call to another service, queue and wire included, where traces are collected. */
@Injectable()
export class RpcClientSpans {
  constructor(tracing: Tracing, @Optional() client?: RpcClient) {
    if (!client || !tracing.enabled) return;
    const ask = client.call.bind(client);
    client.call = <C extends RpcContract>(contract: C, input: RpcRequest<C>, options?: CallOptions) => {
      const { subject } = contract;
      if (!requestContext.get()) return requestContext.run(polling(), () => ask(contract, input, options));
      const facts = { 'rpc.system': 'veza', 'rpc.method': subject };
      return tracing.span(subject, 'client', facts, () => ask(contract, input, options));
    };
  }
}
