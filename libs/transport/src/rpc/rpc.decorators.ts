import { Catch, UseFilters, createParamDecorator, type ExceptionFilter, type ExecutionContext } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { Caller, RpcContract } from '@veza/contracts';
import { throwError, type Observable } from 'rxjs';
import type { RpcContext } from './rpc-context.js';

/** The transport on which `@Rpc` registers its handlers. */
export const RPC_TRANSPORT = Symbol('veza.rpc');

/** Passes an error on unchanged: Nest's own last filter would replace it before the server can read its code. */
@Catch()
class PassThroughFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

const FILTERS = '__exceptionFilters__';

/**
 * Makes a method of a `@Controller()` the handler of this contract's subject. The server validates the input before
 * guards, pipes and the method run. To reject a request, throw a DeclaredError; any other error becomes INTERNAL.
 *
 * Guards, interceptors, pipes and the filters of the method and of its class work as everywhere in Nest; a global
 * filter does not receive the errors of such a method.
 */
export function Rpc(contract: RpcContract): MethodDecorator {
  return (target, key, descriptor) => {
    MessagePattern(contract.subject, RPC_TRANSPORT, { contract })(target, key, descriptor);
    const controller = target.constructor;
    const filters: unknown[] = Reflect.getMetadata(FILTERS, controller) ?? [];
    // The first filter of the list runs last, after every filter that the class declares itself.
    if (!filters.includes(PassThroughFilter)) UseFilters(PassThroughFilter)(controller);
  };
}

/** The validated request, with the contract's defaults filled in. */
export const Input = (): ParameterDecorator => Payload();

/** The caller of the request. */
export const CurrentCaller: () => ParameterDecorator = createParamDecorator(
  (_: unknown, host: ExecutionContext): Caller => host.switchToRpc().getContext<RpcContext>().request.caller,
);
