import type { Room } from '@veza/sdk';

type Counts = Pick<Room, 'notifications' | 'unread_count' | 'mention_count'>;

/** Until when the room notifies about nothing; undefined without a pause. A copy from an earlier version has no level. */
export function pauseOf({ notifications }: Pick<Room, 'notifications'>, now = Date.now()): Date | undefined {
  const until = notifications?.paused_until ? new Date(notifications.paused_until) : undefined;
  return until && until.getTime() > now ? until : undefined;
}

const isSilent = (room: Counts, now: number): boolean =>
  room.notifications?.level === 'nothing' || pauseOf(room, now) !== undefined;

/** What the list shows beside the name of a room. */
export function shownUnread(room: Counts, now = Date.now()): number {
  if (isSilent(room, now)) return 0;
  return room.notifications?.level === 'mentions' ? room.mention_count : room.unread_count;
}

/** What counts in the navigation and in the title of the page. */
export const shownMentions = (room: Counts, now = Date.now()): number => (isSilent(room, now) ? 0 : room.mention_count);
