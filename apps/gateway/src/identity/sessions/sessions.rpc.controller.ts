import { Controller } from '@nestjs/common';
import { identity, type RpcInput } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { SessionsService } from './sessions.service.js';
import { SessionsRepository } from './sessions.repository.js';
import { TicketsService } from './tickets.service.js';

const BATCH = 1_000;

/** Session checks of other entry points: chat at an upgrade, media at its byte port. */
@Controller()
export class SessionsRpcController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly repository: SessionsRepository,
    private readonly tickets: TicketsService,
  ) {}

  @Rpc(identity.sessions.check)
  async check(@Input() { sessionIds }: RpcInput<typeof identity.sessions.check>) {
    return { sessions: await this.sessions.check(sessionIds) };
  }

  @Rpc(identity.tickets.redeem)
  redeem(@Input() { ticket }: RpcInput<typeof identity.tickets.redeem>) {
    return this.tickets.redeem(ticket);
  }

  @Rpc(identity.revocations.since)
  async since(@Input() { after }: RpcInput<typeof identity.revocations.since>) {
    if (after === undefined) return { revocations: [], last: await this.repository.lastRevocation() };
    const revocations = await this.repository.revocationsAfter(after, BATCH);
    return { revocations, last: revocations.at(-1)?.id ?? after };
  }
}
