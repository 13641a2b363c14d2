import { Inject, Injectable } from '@nestjs/common';
import { community, NOTICE_KINDS, type NoticeKind } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, CONFIG, Hourly } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { languageOf } from '../../identity/users/user.js';
import { MailsService } from '../../outbound/mail/mails.service.js';
import { digestLetter } from './digest-letter.js';
import { DigestsRepository, type DueDigest } from './digests.repository.js';

/** Of one replica; the others are due in the next hour. */
const MOST_A_RUN = 500;
const MOST_COUNTED = 100;

/**
 * At most one mail a day of what is new and unread, for users who chose it. A user is marked before the list is read: a
 * failure skips the day, and two replicas never mail twice.
 */
@Injectable()
export class DigestsService {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly database: Database,
    private readonly repository: DigestsRepository,
    private readonly mails: MailsService,
    private readonly rpc: RpcClient,
    private readonly logger: AppLogger,
  ) {}

  @Hourly('mails of notices')
  async mailDue(): Promise<void> {
    for (let done = 0; done < MOST_A_RUN; done += 1) {
      const due = await this.repository.take();
      if (!due) return;
      await this.mail(due).catch((cause: unknown) => this.logger.warn('A mail of notices was skipped', { cause }));
    }
  }

  private async mail({ user, levels, before }: DueDigest): Promise<void> {
    const counts = await this.unread(
      user,
      NOTICE_KINDS.filter((kind) => levels[kind]?.mail),
      before,
    );
    if (counts.size === 0) return;
    const { WEB_URL, APP_URL, PUBLIC_URL } = this.config;
    const letter = digestLetter(languageOf(user), counts, WEB_URL ?? `${APP_URL ?? PUBLIC_URL}/app`);
    await this.database.transaction((tx) => this.mails.write(tx, { userId: user.id, to: user.email, ...letter }));
  }

  /** Since the mail before. What the user may see is decided for the user, as in the list. */
  private async unread({ id, role }: DueDigest['user'], kinds: NoticeKind[], before: Date | null) {
    const caller = { kind: 'user' as const, userId: id, sessionId: '', role };
    const { notices } = await this.rpc.call(community.notices.list, { kinds, unread: true, limit: MOST_COUNTED }, { caller });
    const counts = new Map<NoticeKind, number>();
    for (const { kind, createdAt } of notices)
      if (before === null || new Date(createdAt) > before) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts;
  }
}
