import { Controller } from '@nestjs/common';
import {
  type EventPayload,
  messageEvents,
  notificationEvents,
  practitionerEvents,
  trackNoticeEvents,
  userEvents,
} from '@veza/contracts';
import { type EventDelivery, OnEvent } from '@veza/transport';
import { NoticesService } from './notices.service.js';

/** What other services tell of people becomes notices, once each: a row has the key of its fact. */
@Controller()
export class NoticedEventsController {
  constructor(private readonly notices: NoticesService) {}

  @OnEvent(messageEvents.mentioned)
  mentioned(
    { messageId, roomId, roomName, authorId, userIds }: EventPayload<typeof messageEvents.mentioned>,
    { tx, createdAt }: EventDelivery,
  ): Promise<void> {
    const thing = { kind: 'room' as const, id: roomId, title: roomName };
    const about = { kind: 'mention' as const, actorId: authorId, thing, part: String(messageId), detail: null };
    return this.notices.record(tx, userIds, { ...about, key: `message ${messageId}` }, createdAt);
  }

  /** One for each author, which a later message renews. With an open connection the conversations count. */
  @OnEvent(messageEvents.addressed)
  async addressed(
    { messageId, roomName, authorId, userIds }: EventPayload<typeof messageEvents.addressed>,
    { tx, createdAt }: EventDelivery,
  ): Promise<void> {
    if (roomName !== null) return; // a mention
    const thing = { kind: 'person' as const, id: String(authorId), title: null };
    const about = { kind: 'direct_message' as const, actorId: authorId, thing, part: null, detail: null };
    await this.notices.record(tx, userIds, { ...about, key: `person ${authorId}`, version: messageId }, createdAt);
  }

  /** One for each track: the last end of its upload. */
  @OnEvent(trackNoticeEvents.recorded)
  trackEnded(
    { id, trackId, userId, title, error, createdAt }: EventPayload<typeof trackNoticeEvents.recorded>,
    { tx }: EventDelivery,
  ): Promise<void> {
    const kind = error === null ? ('track_ready' as const) : ('track_failed' as const);
    const thing = { kind: 'track' as const, id: String(trackId), title };
    const about = { kind, actorId: null, thing, part: null, detail: error };
    return this.notices.record(tx, [userId], { ...about, key: `track ${trackId}`, version: id }, createdAt);
  }

  /** Of people with a notification in their cabinet: a kind that is muted there makes no notice either. */
  @OnEvent(notificationEvents.recorded)
  async appointmentChanged(
    { id, cabinetId, userIds, notifiedIds = userIds, appointment }: EventPayload<typeof notificationEvents.recorded>,
    { tx, createdAt }: EventDelivery,
  ): Promise<void> {
    if (!appointment || notifiedIds.length === 0) return;
    const thing = { kind: 'appointment' as const, id: appointment.id, title: null };
    const about = { kind: 'appointment' as const, actorId: null, thing, part: cabinetId, detail: appointment.change };
    await this.notices.record(tx, notifiedIds, { ...about, key: `appointment ${id}` }, createdAt);
  }

  /** One for each part, which a later reset renews. The moderator is not named. */
  @OnEvent(userEvents.profileReset)
  profileReset({ userId, part }: EventPayload<typeof userEvents.profileReset>, { tx, createdAt }: EventDelivery): Promise<void> {
    const thing = { kind: 'person' as const, id: String(userId), title: null };
    const about = { kind: 'profile_reset' as const, actorId: null, thing, part: null, detail: part };
    return this.notices.record(tx, [userId], { ...about, key: `profile ${part}`, version: Date.parse(createdAt) }, createdAt);
  }

  @OnEvent(practitionerEvents.dismissed)
  dismissed({ cabinetId, userId }: EventPayload<typeof practitionerEvents.dismissed>, { tx }: EventDelivery): Promise<void> {
    return this.notices.removeOfCabinet(tx, userId, cabinetId);
  }
}
