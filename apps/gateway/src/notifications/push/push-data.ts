import type { EventPayload, messageEvents, PushPayload } from '@veza/contracts';

/** Why a push is sent: ids, and the name of a room. */
export type PushData =
  | ({ kind: 'mention' | 'direct_message' } & Omit<EventPayload<typeof messageEvents.addressed>, 'userIds'>)
  | { kind: 'booking'; noticeId: string; cabinetId: string; appointmentId: string; change: string };

/** The column of the preferences. */
export const PREFERENCES = { mention: 'mentions', direct_message: 'direct_messages', booking: 'bookings' } as const;

export interface DuePush {
  id: string;
  userId: number;
  data: PushData;
  /** This one included; a result with another number is that of an earlier lease. */
  tries: number;
  createdAt: Date;
  subscriptionId: string;
  endpoint: string;
  publicKey: string;
  p256dh: string;
  auth: string;
  authorName: string | null;
}

/** What the service worker decrypts. */
export function payloadOf({ id, data, createdAt, authorName }: DuePush): PushPayload {
  const header = { id, at: createdAt.toISOString() };
  if (data.kind === 'booking') {
    const { appointmentId, cabinetId, change } = data;
    return {
      kind: data.kind,
      ...header,
      path: '/app/appointments',
      appointment: { id: appointmentId, cabinet_id: cabinetId, change },
    };
  }
  const { kind, messageId, roomId, roomName, authorId } = data;
  const author = { id: authorId, username: authorName ?? '' };
  const path = roomName === null ? `/app/rooms/people/${authorId}` : `/app/rooms/${encodeURIComponent(roomId)}`;
  return {
    kind,
    ...header,
    path,
    author,
    room: roomName === null ? null : { id: roomId, name: roomName },
    message_id: messageId,
  };
}

/** Of pushes with one topic a push service keeps the last one while the browser is away. */
export const topicOf = (data: PushData): string =>
  data.kind === 'booking' ? `booking ${data.appointmentId}` : `${data.kind} ${data.roomId}`;
