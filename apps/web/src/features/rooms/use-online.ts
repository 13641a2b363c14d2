import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { joinOnce } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { useVeza } from '../../session/session-context.js';

/** How many people are online in a room: read once, and followed by events. */
export function useOnline(roomId: string): number {
  const veza = useVeza();
  const chat = useChat();
  const { data: first } = useQuery({
    queryKey: ['online', roomId],
    queryFn: async ({ signal }) => {
      await joinOnce(chat, roomId);
      return (await veza.roomOnline({ path: { id: roomId }, signal })).data.map(({ user_id }) => user_id);
    },
    gcTime: 0,
  });
  const [changes, setChanges] = useState<ReadonlyMap<number, boolean>>(new Map());
  const [total, setTotal] = useState<number>();
  useEffect(() => {
    const ends = [
      chat.on('presence', ({ room, userId, isOnline }) => {
        if (room === roomId) setChanges((before) => new Map(before).set(userId, isOnline));
      }),
      chat.on('usersOnline', ({ room, count }) => {
        if (room === roomId) setTotal(count);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, roomId]);
  if (total !== undefined) return total;
  const present = new Set(first);
  for (const [userId, isOnline] of changes) {
    if (isOnline) present.add(userId);
    else present.delete(userId);
  }
  return present.size;
}
