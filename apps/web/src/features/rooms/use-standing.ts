import { useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import type { ChatEvents } from '@veza/sdk/chat';
import { useEffect, useState } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { reloadRooms } from './use-rooms.js';

/** Why the person cannot write in a room. */
export interface Standing {
  readonly kind: 'muted' | 'removed' | 'banned' | 'lifted' | 'reader';
  /** Its end; undefined without one. */
  readonly until?: Date | undefined;
  readonly reason?: string;
}

const HOUR_MS = 3_600_000;
const DURATIONS_MS: Readonly<Record<string, number>> = { '1h': HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS };
const REMOVALS: Readonly<Record<string, Standing['kind']>> = {
  user_kicked: 'removed',
  user_banned: 'banned',
  user_unbanned: 'lifted',
};

/** What closes writing to the person in this room: a removal as its event says it, a mute and the role as the list of rooms has them. */
export function useStanding(roomId: string, room: Room | undefined): { standing: Standing | undefined; settle(): void } {
  const chat = useChat();
  const queries = useQueryClient();
  const [removal, setRemoval] = useState<Standing>();
  useEffect(
    () =>
      chat.on('moderation', (event) => {
        if (event.room === roomId && event.userId === chat.user?.userId)
          setRemoval((before) => standingAfter(before, event, room?.is_member ?? false));
      }),
    [chat, roomId, room?.is_member],
  );
  const mute = room?.mute;
  const end = mute?.until;
  useEffect(() => {
    if (end === undefined || end === null) return;
    const timer = setTimeout(() => void reloadRooms(queries), Date.parse(end) - Date.now());
    return () => clearTimeout(timer);
  }, [end, queries]);
  const muted: Standing | undefined = mute ? { kind: 'muted', until: end ? new Date(end) : undefined } : undefined;
  const reader: Standing | undefined = room?.role === 'reader' ? { kind: 'reader' } : undefined;
  return { standing: removal ?? muted ?? reader, settle: () => setRemoval(undefined) };
}

/** The end of a mute is the same event as that of a ban, and reaches a member. */
function standingAfter(before: Standing | undefined, event: ChatEvents['moderation'], isMember: boolean): Standing | undefined {
  const kind = REMOVALS[event.action];
  if (kind === undefined || (kind === 'lifted' && isMember)) return before;
  const length = DURATIONS_MS[event.duration ?? ''];
  const until = length === undefined ? undefined : new Date(Date.now() + length);
  return { kind, until, reason: kind === 'lifted' ? '' : event.reason };
}
