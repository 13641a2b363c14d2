import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, type ReportView, type ResolveReport, type RpcInput } from '@veza/contracts';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChangesService } from '../messages/changes.service.js';
import { UserDirectory } from '../user-directory/user-directory.service.js';
import { mustModerate } from '../access/room-access.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Reply } from '../protocol/outgoing.types.js';
import { ReportsRepository } from './reports.repository.js';
import type { Identity } from '../protocol/identity.js';

/** What people report, and what moderators make of it. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly repository: ReportsRepository,
    private readonly changes: ChangesService,
    private readonly people: UserDirectory,
    private readonly feeds: RoomFeeds,
  ) {}

  async report(who: Identity, { id, reason, details }: CommandInputs['report']): Promise<Reply> {
    const message = await this.changes.readable(who, id);
    return { kind: 'reported', id: await this.repository.add(message, who.userId, reason, details) };
  }

  async list(caller: Caller, query: RpcInput<typeof chat.moderation.reports>): Promise<ReportView[]> {
    mustModerate(caller);
    return this.repository.list(query);
  }

  async resolve(caller: Caller, input: ResolveReport): Promise<ReportView> {
    const moderatorId = mustModerate(caller);
    const report = await this.repository.resolve(input, moderatorId);
    if (!report) throw new DeclaredError('NOT_FOUND');
    if (input.deleteMessage) await this.takeAway(moderatorId, report);
    return report;
  }

  private async takeAway(moderatorId: number, { messageId, userId, reason }: ReportView): Promise<void> {
    const people = await this.people.named([moderatorId, userId]);
    const message = await this.changes.takeAway(moderatorId, this.people.nameIn(people, moderatorId), messageId, reason);
    if (!message) return;
    const { room } = message;
    const username = this.people.nameIn(people, userId);
    this.feeds.publishEphemeral({
      kind: 'moderated',
      action: 'message_deleted',
      room,
      userId,
      username,
      moderatorId,
      reason,
      messageId,
    });
  }
}
