import { Controller, Inject } from '@nestjs/common';
import { DeclaredError, type EventPayload, patientSms, type PatientSms, patientSmsEvents } from '@veza/contracts';
import { AppLogger, CONFIG } from '@veza/platform';
import { type EventDelivery, OnEvent, RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { LINK_PATHS } from '../../outbound/mail/patient-letters.js';
import { reminderSms } from '../../outbound/sms/patient-sms.js';
import { SmsService } from '../../outbound/sms/sms.service.js';

/** Writes the texts that booking requests: once each, because the row and the position of the event are one transaction. */
@Controller()
export class PatientSmsController {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly rpc: RpcClient,
    private readonly messages: SmsService,
    private readonly logger: AppLogger,
  ) {}

  @OnEvent(patientSmsEvents.requested)
  async requested({ id }: EventPayload<typeof patientSmsEvents.requested>, { tx }: EventDelivery): Promise<void> {
    if (!this.messages.isOn) return;
    const sms = await this.read(id);
    if (!sms) return;
    const origin = this.config.APP_URL ?? this.config.PUBLIC_URL;
    const stopLink = `${origin}${LINK_PATHS.remind}?token=${sms.remindToken}&lang=${sms.language}`;
    const { to, until, subject } = sms;
    await this.messages.writeInEvent(tx, { to, text: reminderSms(sms, stopLink), ...subject, until: new Date(until) });
  }

  /** One that cannot be read must not stop all later ones; an outage of booking is waited for. */
  private async read(id: string): Promise<PatientSms | null> {
    try {
      return (await this.rpc.call(patientSms.read, { id })).sms;
    } catch (cause) {
      if (!(cause instanceof DeclaredError) || cause.retryable) throw cause;
      this.logger.error('A text to a patient could not be read and is left out', { sms: id, cause });
      return null;
    }
  }
}
