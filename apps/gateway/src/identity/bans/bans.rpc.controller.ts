import { Controller } from '@nestjs/common';
import { identity, type RpcInput, type RpcReply } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { SessionsRepository } from '../sessions/sessions.repository.js';

/** The ban behind an ended session, for the reason that chat sends before it closes a socket. */
@Controller()
export class BansRpcController {
  constructor(private readonly sessions: SessionsRepository) {}

  @Rpc(identity.bans.of)
  async of(@Input() { userId }: RpcInput<typeof identity.bans.of>): Promise<RpcReply<typeof identity.bans.of>> {
    const ban = await this.sessions.banOf(userId);
    return { ban: ban ? { until: ban.until?.toISOString() ?? null } : null };
  }
}
