import type { booking, RpcReply } from '@veza/contracts';
import type { CabinetEvent } from '../protocol/outgoing.types.js';

type Delivered = Omit<RpcReply<typeof booking.notifications.deliver>['items'][number], 'userId'>;

/**
 * The two frames of one notice have numbers of their own, so that a connection may end between them: 2n - 1 and 2n for the
 * n-th notice of the user.
 */
export function cabinetEvents(cabinetId: string, n: number, { appointment, notification }: Delivered): CabinetEvent[] {
  return [
    ...(appointment ? [{ kind: 'appointment', seq: frameSeq(n) - 1, cabinetId, appointment } as const] : []),
    ...(notification ? [{ kind: 'notified', seq: frameSeq(n), cabinetId, notification } as const] : []),
  ];
}

/** The number of the last frame of the n-th notice. */
export const frameSeq = (n: number): number => 2 * n;

/** The last notice of which a client has every frame. */
export const noticesBefore = (seq: number): number => Math.floor(seq / 2);
