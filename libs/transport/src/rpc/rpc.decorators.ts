import { Catch, UseFilters, createParamDecorator, type ExceptionFilter, type ExecutionContext } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { Caller, RpcContract } from '@veza/contracts';
import { throwError, type Observable } from 'rxjs';
import type { RpcContext } from './rpc-context.js';

/** Handlers made by `@Rpc` are registered on this transport only. */
export const RPC_TRANSPORT = Symbol('veza.rpc');

/** Lets an error through as it is: Nest's own last filter would replace it before the server can name it. */
@Catch()
class LetThrough implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

const FILTERS = '__exceptionFilters__';

/**
 * Makes a method of a `@Controller()` the one handler of this contract's subject. The server validates the input before
 * guards, pipes and the method see it. Throw a DeclaredError for a refusal; anything else reaches the caller as INTERNAL.
 *
 * Guards, interceptors, pipes and the filters of the method and of its class work as everywhere in Nest; a global filter
 * does not see the errors of such a method.
 */
export function Rpc(contract: RpcContract): MethodDecorator {
  return (target, key, descriptor) => {
    MessagePattern(contract.subject, RPC_TRANSPORT, { contract })(target, key, descriptor);
    const controller = target.constructor;
    const filters: unknown[] = Reflect.getMetadata(FILTERS, controller) ?? [];
    // First in the list is asked last: every filter that the class names itself comes before this one.
    if (!filters.includes(LetThrough)) UseFilters(LetThrough)(controller);
  };
}

/** The validated request, with the contract's defaults filled in. */
export const Input = (): ParameterDecorator => Payload();

/** Who asks. */
export const CurrentCaller: () => ParameterDecorator = createParamDecorator(
  (_: unknown, host: ExecutionContext): Caller => host.switchToRpc().getContext<RpcContext>().request.caller,
);
