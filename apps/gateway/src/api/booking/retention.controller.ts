import { Controller } from '@nestjs/common';
import { legalHoldRoutes, legalHolds, type LegalHoldView, retention, retentionRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route, RouteResponse } from '../../edge/index.js';

type Policy<Name extends keyof typeof retentionRoutes> = RouteInput<(typeof retentionRoutes)[Name]>;
type Hold<Name extends keyof typeof legalHoldRoutes> = RouteInput<(typeof legalHoldRoutes)[Name]>;

@Controller()
export class RetentionController {
  constructor(private readonly rpc: RpcClient) {}

  @Route(retentionRoutes.get)
  policy(@Input() { params }: Policy<'get'>) {
    return this.rpc.call(retention.get, { cabinetId: params.id });
  }

  @Route(retentionRoutes.update)
  update(@Input() { params, body }: Policy<'update'>) {
    return this.rpc.call(retention.update, { ...body, cabinetId: params.id });
  }

  @Route(retentionRoutes.preview)
  preview(@Input() { params }: Policy<'preview'>) {
    return this.rpc.call(retention.preview, { cabinetId: params.id });
  }

  @Route(legalHoldRoutes.get)
  async hold(@Input() { params }: Hold<'get'>) {
    return unstored(await this.rpc.call(legalHolds.get, params));
  }

  @Route(legalHoldRoutes.place)
  async place(@Input() { params, body }: Hold<'place'>) {
    return unstored(await this.rpc.call(legalHolds.place, { ...body, ...params }));
  }

  @Route(legalHoldRoutes.lift)
  async lift(@Input() { params }: Hold<'lift'>) {
    await this.rpc.call(legalHolds.lift, params);
  }
}

const unstored = ({ userId, ...hold }: LegalHoldView) =>
  new RouteResponse({ ...hold, userId: userId === null ? null : String(userId) }, { headers: { 'cache-control': 'no-store' } });
