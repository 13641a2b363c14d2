import { Controller } from '@nestjs/common';
import { chat, chatRoutes, type RouteInput } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, linkedPage, olderThan, Route } from '../../edge/index.js';
import { ChatPresenter } from './chat.presenter.js';

type In<Name extends keyof typeof chatRoutes> = RouteInput<(typeof chatRoutes)[Name]>;

@Controller()
export class ModerationController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly presenter: ChatPresenter,
  ) {}

  @Route(chatRoutes.listBans)
  async bans(@Input() { params }: In<'listBans'>) {
    return (await this.rpc.call(chat.moderation.bans, { room: params.id })).map(this.presenter.sanction);
  }

  @Route(chatRoutes.ban)
  async ban(@Input() { params, body }: In<'ban'>) {
    return this.presenter.sanction(await this.rpc.call(chat.moderation.sanction, { room: params.id, ...body }));
  }

  @Route(chatRoutes.unban)
  unban(@Input() { params }: In<'unban'>) {
    return this.rpc.call(chat.moderation.lift, { room: params.id, userId: params.userId });
  }

  @Route(chatRoutes.reportPerson)
  async reportPerson(@Input() { body }: In<'reportPerson'>) {
    const { id } = await this.rpc.call(chat.moderation.reportPerson, body);
    return { report_id: id };
  }

  @Route(chatRoutes.listReports)
  async reports(@Input() { query }: In<'listReports'>) {
    const reports = (await this.rpc.call(chat.moderation.reports, query)).map(this.presenter.report);
    return linkedPage(reports, query, olderThan(reports, query.limit));
  }

  @Route(chatRoutes.messageVersions)
  async versions(@Input() { params }: In<'messageVersions'>) {
    return (await this.rpc.call(chat.moderation.versions, { messageId: params.id })).map(this.presenter.version);
  }

  @Route(chatRoutes.moderationAudit)
  async audit(@Input() { query }: In<'moderationAudit'>) {
    const { userId: user_id, moderatorId: moderator_id, ...rest } = query;
    const lines = (await this.rpc.call(chat.moderation.audit, query)).map(this.presenter.auditLine);
    return linkedPage(lines, { moderator_id, user_id, ...rest }, olderThan(lines, query.limit));
  }

  @Route(chatRoutes.resolveReport)
  async resolve(@Input() { params, body }: In<'resolveReport'>) {
    return this.presenter.report(await this.rpc.call(chat.moderation.resolve, { id: params.id, ...body }));
  }
}
