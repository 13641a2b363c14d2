import { Controller } from '@nestjs/common';
import { type RouteInput, waitingList, waitingListRoutes } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Raw, Route, RouteResponse, type RawExchange } from '../../edge/index.js';
import { VisitLimits } from './visit-limits.js';

type In<Name extends keyof typeof waitingListRoutes> = RouteInput<(typeof waitingListRoutes)[Name]>;

/** Data about health stays in no cache of a browser or proxy. */
const UNSTORED = { headers: { 'cache-control': 'no-store' } };

@Controller()
export class WaitingListController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly limits: VisitLimits,
  ) {}

  @Route(waitingListRoutes.add)
  add(@Input() { body }: In<'add'>) {
    return this.rpc.call(waitingList.add, body);
  }

  @Route(waitingListRoutes.list)
  async list() {
    return new RouteResponse(await this.rpc.call(waitingList.list, {}), UNSTORED);
  }

  @Route(waitingListRoutes.remove)
  async remove(@Input() { params }: In<'remove'>) {
    await this.rpc.call(waitingList.remove, params);
  }

  @Route(waitingListRoutes.join)
  async join(@Input() { params, body }: In<'join'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    return this.rpc.call(waitingList.join, { ...params, ...body });
  }

  @Route(waitingListRoutes.show)
  async show(@Input() { body }: In<'show'>, @Raw() { req }: RawExchange) {
    await this.limits.takeTry(req);
    return this.rpc.call(waitingList.show, body);
  }

  @Route(waitingListRoutes.accept)
  async accept(@Input() { body }: In<'accept'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    return this.rpc.call(waitingList.accept, body);
  }

  @Route(waitingListRoutes.decline)
  async decline(@Input() { body }: In<'decline'>, @Raw() { req }: RawExchange) {
    await this.limits.takeBooking(req);
    await this.rpc.call(waitingList.decline, body);
  }
}
