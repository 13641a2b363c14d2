import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type chat,
  DeclaredError,
  invalid,
  personBehind,
  type ReportPerson,
  type ReportThing,
  type ReportView,
  type ResolveReport,
  type RpcInput,
  ThingKind,
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
import { ThingReportsRepository } from './thing-reports.repository.js';
import type { Identity } from '../protocol/identity.js';

/** Reports by users, and their resolution by moderators. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly repository: ReportsRepository,
    private readonly things: ThingReportsRepository,
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

  async reportThing(caller: Caller, report: ReportThing): Promise<{ id: number }> {
    const user = requireUser(caller);
    const person = personBehind(user);
    if ([user.userId, person].includes(report.userId)) throw invalid('id', 'You cannot report what is your own');
    await this.limits.report(person, randomUUID());
    return { id: await this.things.add(report, user.userId) };
  }

  /** The ids of both tables are of one sequence. */
  async list(caller: Caller, { kind, ...query }: RpcInput<typeof chat.moderation.reports>): Promise<ReportView[]> {
    requireModerator(caller);
    const thing = ThingKind.safeParse(kind).data;
    const [reports, things] = await Promise.all([
      thing === undefined ? this.repository.list(query, kind === 'message' || kind === 'person' ? kind : undefined) : [],
      kind === undefined || thing !== undefined ? this.things.list(query, thing) : [],
    ]);
    return [...reports, ...things].sort((one, other) => other.id - one.id).slice(0, query.limit);
  }

  async resolve(caller: Caller, input: ResolveReport): Promise<ReportView> {
    const moderatorId = requireModerator(caller);
    const report = (await this.repository.resolve(input, moderatorId)) ?? (await this.things.resolve(input, moderatorId));
    if (!report) throw new DeclaredError('NOT_FOUND');
    const { messageId } = report;
    if (input.deleteMessage && messageId !== null) await this.removal.removeReported(moderatorId, messageId, report.reason);
    return report;
  }
}
