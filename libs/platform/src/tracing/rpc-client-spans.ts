import { Injectable, Optional } from '@nestjs/common';
import type { RpcContract, RpcRequest } from '@veza/contracts';
import { RpcClient, type CallOptions } from '@veza/transport';
import { Tracing } from './tracing.js';

/** One span for each call to another service, queue and wire included, where traces are collected. */
@Injectable()
export class RpcClientSpans {
  constructor(tracing: Tracing, @Optional() client?: RpcClient) {
    if (!client || !tracing.enabled) return;
    const ask = client.call.bind(client);
    client.call = <C extends RpcContract>(contract: C, input: RpcRequest<C>, options?: CallOptions) =>
      tracing.span(contract.subject, 'client', { 'rpc.system': 'veza', 'rpc.method': contract.subject }, () =>
        ask(contract, input, options),
      );
  }
}
