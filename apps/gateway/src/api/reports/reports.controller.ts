import { Controller } from '@nestjs/common';
import { chat, reportRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { ReportedThings } from './reported-things.js';

@Controller()
export class ReportsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly things: ReportedThings,
  ) {}

  @Route(reportRoutes.reportThing)
  async reportThing(@Input() { body: { kind, id: thingId, ...words } }: RouteInput<typeof reportRoutes.reportThing>) {
    const { userId, thing } = await this.things.read(kind, thingId);
    const { id } = await this.rpc.call(chat.moderation.reportThing, { userId, thing, ...words });
    return { report_id: id };
  }
}
