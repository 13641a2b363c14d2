import { Injectable } from '@nestjs/common';
import { type AuditLine, type Caller, type chat, DeclaredError, type MessageVersion, type RpcInput } from '@veza/contracts';
import { mustModerate } from '../access/room-access.js';
import { AuditRepository } from './audit.repository.js';

@Injectable()
export class AuditService {
  constructor(private readonly repository: AuditRepository) {}

  /** What two people write to each other is nobody's business, unless one of them has asked for help. */
  async versions(caller: Caller, { messageId }: RpcInput<typeof chat.moderation.versions>): Promise<MessageVersion[]> {
    mustModerate(caller);
    const found = await this.repository.whereabouts(messageId);
    if (!found || (found.kind === 'direct' && !found.reported)) throw new DeclaredError('NOT_FOUND');
    return this.repository.versions(messageId);
  }

  async audit(caller: Caller, query: RpcInput<typeof chat.moderation.audit>): Promise<AuditLine[]> {
    mustModerate(caller);
    return this.repository.audit(query);
  }
}
