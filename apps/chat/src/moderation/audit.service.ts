import { Injectable } from '@nestjs/common';
import {
  type AuditLine,
  type Caller,
  type chat,
  DeclaredError,
  type EventPayload,
  type MessageVersion,
  type RpcInput,
  type userEvents,
} from '@veza/contracts';
import type { SqlExecutor } from '@veza/database';
import { requireModerator } from '../access/room-access.js';
import { AuditRepository } from './audit.repository.js';

@Injectable()
export class AuditService {
  constructor(private readonly repository: AuditRepository) {}

  /**
   * Direct messages are private: a moderator sees the versions of a reported one only. Those of a private room leave a line
   * of the audit.
   */
  async versions(caller: Caller, { messageId }: RpcInput<typeof chat.moderation.versions>): Promise<MessageVersion[]> {
    const moderatorId = requireModerator(caller);
    const found = await this.repository.originOf(messageId);
    if (!found || (found.kind === 'direct' && !found.reported)) throw new DeclaredError('NOT_FOUND');
    if (found.kind === 'private') await this.repository.recordReading(moderatorId, found.room, messageId);
    return this.repository.versions(messageId);
  }

  async audit(caller: Caller, query: RpcInput<typeof chat.moderation.audit>): Promise<AuditLine[]> {
    requireModerator(caller);
    return this.repository.audit(query);
  }

  /** A moderator has acted in identity; its log is this one. */
  recordReset(tx: SqlExecutor, reset: EventPayload<typeof userEvents.profileReset>, at: string): Promise<void> {
    return this.repository.recordReset(tx, reset, at);
  }
}
