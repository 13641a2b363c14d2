import { Injectable } from '@nestjs/common';
import { type Caller, type chat, DeclaredError, type ReportView, type ResolveReport, type RpcInput } from '@veza/contracts';
import { RoomFeeds } from '../delivery/room-feeds.js';
import { ChangesService } from '../messages/changes.service.js';
import { UserDirectory } from '../user-directory/user-directory.js';
import { requireModerator } from '../access/room-access.js';
import type { CommandInputs } from '../protocol/command.js';
import type { Reply } from '../protocol/outgoing.types.js';
import { ReportsRepository } from './reports.repository.js';
import type { Identity } from '../protocol/identity.js';

/** Reports by users, and their resolution by moderators. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly repository: ReportsRepository,
    private readonly changes: ChangesService,
    private readonly users: UserDirectory,
    private readonly feeds: RoomFeeds,
  ) {}

  async report(identity: Identity, { id, reason, details }: CommandInputs['report']): Promise<Reply> {
    const message = await this.changes.readable(identity, id);
    return { kind: 'reported', id: await this.repository.add(message, identity.userId, reason, details) };
  }

  async list(caller: Caller, query: RpcInput<typeof chat.moderation.reports>): Promise<ReportView[]> {
    requireModerator(caller);
    return this.repository.list(query);
  }

  async resolve(caller: Caller, input: ResolveReport): Promise<ReportView> {
    const moderatorId = requireModerator(caller);
    const report = await this.repository.resolve(input, moderatorId);
    if (!report) throw new DeclaredError('NOT_FOUND');
    if (input.deleteMessage) await this.removeAsModerator(moderatorId, report);
    return report;
  }

  private async removeAsModerator(moderatorId: number, { messageId, userId, reason }: ReportView): Promise<void> {
    const users = await this.users.named([moderatorId, userId]);
    const message = await this.changes.removeAsModerator(moderatorId, this.users.nameIn(users, moderatorId), messageId, reason);
    if (!message) return;
    const { room } = message;
    const username = this.users.nameIn(users, userId);
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
