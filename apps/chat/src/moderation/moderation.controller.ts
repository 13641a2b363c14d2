import { Controller } from '@nestjs/common';
import { type Caller, chat, type EventPayload, type RpcInput, userEvents } from '@veza/contracts';
import { CurrentCaller, type EventDelivery, Input, OnEvent, Rpc } from '@veza/transport';
import { AuditService } from './audit.service.js';
import { ReportsService } from './reports.service.js';
import { SanctionsService } from './sanctions.service.js';

@Controller()
export class ModerationController {
  constructor(
    private readonly sanctions: SanctionsService,
    private readonly reports: ReportsService,
    private readonly auditing: AuditService,
  ) {}

  @Rpc(chat.moderation.reportPerson)
  reportPerson(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.reportPerson>) {
    return this.reports.reportPerson(caller, input);
  }

  @Rpc(chat.moderation.reportThing)
  reportThing(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.reportThing>) {
    return this.reports.reportThing(caller, input);
  }

  @Rpc(chat.moderation.sanction)
  sanction(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.sanction>) {
    return this.sanctions.impose(caller, input);
  }

  @Rpc(chat.moderation.lift)
  lift(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.lift>) {
    return this.sanctions.lift(caller, input);
  }

  @Rpc(chat.moderation.bans)
  bans(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.bans>) {
    return this.sanctions.inForce(caller, input);
  }

  @Rpc(chat.moderation.reports)
  list(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.reports>) {
    return this.reports.list(caller, input);
  }

  @Rpc(chat.moderation.versions)
  versions(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.versions>) {
    return this.auditing.versions(caller, input);
  }

  @Rpc(chat.moderation.audit)
  audit(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.audit>) {
    return this.auditing.audit(caller, input);
  }

  @Rpc(chat.moderation.resolve)
  resolve(@CurrentCaller() caller: Caller, @Input() input: RpcInput<typeof chat.moderation.resolve>) {
    return this.reports.resolve(caller, input);
  }

  @OnEvent(userEvents.profileReset)
  profileReset(reset: EventPayload<typeof userEvents.profileReset>, { tx, createdAt }: EventDelivery): Promise<void> {
    return this.auditing.recordReset(tx, reset, createdAt);
  }
}
