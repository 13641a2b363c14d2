import { Controller } from '@nestjs/common';
import { type EventPayload, notificationEvents } from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { PushDeliveriesService } from '../push/push-deliveries.service.js';
import { DeliveriesService } from '../webhooks/deliveries.service.js';

/** Changes of appointments, for the webhooks and the browsers of the members whom they concern: an event has one handler. */
@Controller()
export class NoticesController {
  constructor(
    private readonly webhooks: DeliveriesService,
    private readonly pushes: PushDeliveriesService,
  ) {}

  @OnEvent(notificationEvents.recorded)
  async noticed(notice: EventPayload<typeof notificationEvents.recorded>, { tx, createdAt }: EventDelivery): Promise<void> {
    const { id: noticeId, cabinetId, userIds, appointment } = notice;
    if (!appointment) return;
    const { id: appointmentId, change } = appointment;
    const data = { appointment_id: appointmentId, cabinet_id: cabinetId, change, notice_id: noticeId };
    await this.webhooks.record(tx, userIds, { event: 'appointment.changed', data, at: createdAt });
    await this.pushes.record(tx, userIds, { kind: 'booking', noticeId, cabinetId, appointmentId, change }, createdAt);
  }
}
