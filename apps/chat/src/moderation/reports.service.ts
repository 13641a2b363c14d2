import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type chat,
  DeclaredError,
  invalid,
  personBehind,
  type ReportPerson,
  type ReportView,
  type ResolveReport,
  type RpcInput,
} from '@veza/contracts';
import { requireUser } from '@veza/platform';
import { ChatLimits } from '../limits/chat-limits.js';
import { ChangesService } from '../messages/changes.service.js';
import { RemovalService } from '../messages/removal.service.js';
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
    private readonly removal: RemovalService,
    private readonly users: UserDirectory,
    private readonly limits: ChatLimits,
  ) {}

  async report(identity: Identity, { id, reason, details }: CommandInputs['report']): Promise<Reply> {
    const message = await this.changes.readable(identity, id);
    return { kind: 'reported', id: await this.repository.add(message, identity.userId, reason, details) };
  }

  /** Also between people of whom one blocks the other. */
  async reportPerson(caller: Caller, report: ReportPerson): Promise<{ id: number }> {
    const user = requireUser(caller);
    const { userId } = user;
    if (report.userId === userId) throw invalid('user_id', 'You cannot report yourself');
    await this.users.require(report.userId);
    await this.limits.change(personBehind(user), randomUUID());
    return { id: await this.repository.addPerson(report, userId) };
  }

  async list(caller: Caller, query: RpcInput<typeof chat.moderation.reports>): Promise<ReportView[]> {
    requireModerator(caller);
    return this.repository.list(query);
  }

  async resolve(caller: Caller, input: ResolveReport): Promise<ReportView> {
    const moderatorId = requireModerator(caller);
    const report = await this.repository.resolve(input, moderatorId);
    if (!report) throw new DeclaredError('NOT_FOUND');
    const { messageId } = report;
    if (input.deleteMessage && messageId !== null) await this.removal.removeReported(moderatorId, messageId, report.reason);
    return report;
  }
}
