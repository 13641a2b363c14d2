import { type EventPayload, type messageEvents, type noticeEvents, PushedNotice, type PushPayload } from '@veza/contracts';

type Recorded = EventPayload<typeof noticeEvents.recorded>;

/** Why a push is sent: ids, and the name of a room or a thing. */
export type PushData =
  | ({ kind: 'mention' | 'direct_message' } & Omit<EventPayload<typeof messageEvents.addressed>, 'userIds'>)
  | ({ kind: PushedNotice; authorId: number | null } & Pick<Recorded, 'thing' | 'part'>)
  | { kind: 'booking'; noticeId: string; cabinetId: string; appointmentId: string; change: string };

/** The column of the preferences; the other kinds have levels. */
export const PREFERENCES = { mention: 'mentions', direct_message: 'direct_messages', booking: 'bookings' } as const;

type NoticeData = Extract<PushData, { thing: unknown }>;
const isNotice = (data: PushData): data is NoticeData => 'thing' in data;

/** The pushed notice of an event; undefined for kinds that their own events push. */
export function noticeData({ kind, actorId, thing, part }: Recorded): NoticeData | undefined {
  const { data } = PushedNotice.safeParse(kind);
  return data && { kind: data, authorId: actorId, thing, part };
}

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
  if (isNotice(data)) {
    const { kind, thing, authorId } = data;
    const author = authorId === null ? null : { id: authorId, username: authorName ?? '' };
    return { kind, ...header, path: pathOf(data, authorName), author, thing };
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

/** Where the notice leads: to its thing, or to the list. */
function pathOf({ thing }: NoticeData, authorName: string | null): string {
  if (thing.kind === 'track' || thing.kind === 'playlist') return `/app/${thing.kind}s/${encodeURIComponent(thing.id)}`;
  return authorName === null ? '/app/notices' : `/app/people/${encodeURIComponent(authorName)}`;
}

/** Of pushes with one topic a push service keeps the last one while the browser is away. */
export function topicOf(data: PushData): string {
  if (data.kind === 'booking') return `booking ${data.appointmentId}`;
  return isNotice(data) ? `${data.kind} ${data.thing.id} ${data.part ?? ''}` : `${data.kind} ${data.roomId}`;
}
