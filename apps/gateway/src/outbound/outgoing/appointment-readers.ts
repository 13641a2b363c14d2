import { Injectable } from '@nestjs/common';
import { notifications, SYSTEM } from '@veza/contracts';
import { RpcClient } from '@veza/transport';

export interface AppointmentNotice {
  noticeId: string;
  cabinetId: string;
  appointmentId: string;
  change: string;
}

@Injectable()
export class AppointmentReaders {
  constructor(private readonly rpc: RpcClient) {}

  /** Whether the user may read the appointment now: a membership in a cabinet may have ended. Rejects while booking is away. */
  async has(userId: number, { noticeId: id, cabinetId, appointmentId, change }: AppointmentNotice): Promise<boolean> {
    const notice = { id, cabinetId, appointment: { id: appointmentId, change }, userIds: [userId] };
    const { items } = await this.rpc.call(notifications.deliver, notice, { caller: SYSTEM });
    return items.some(({ appointment }) => appointment !== undefined);
  }
}
