import { useQueryClient } from '@tanstack/react-query';
import type { Place } from '@veza/sdk/chat';
import { useEffect, useMemo, useState } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { isSamePlace } from '../../chat/places.js';
import type { Line } from '../../chat/timeline.js';
import { markAllRead } from './use-inbox.js';

/** The names of those who have read up to each message. Marks the place as read while its end is in sight. */
export function useReading(here: Place, lines: readonly Line[], isAtEnd: boolean): ReadonlyMap<number, readonly string[]> {
  const chat = useChat();
  const queries = useQueryClient();
  const [readers, setReaders] = useState<ReadonlyMap<string, number>>(new Map());
  const [isVisible, setVisible] = useState(() => document.visibilityState === 'visible');
  const newest = lines.findLast((line) => 'message' in line);
  const newestId = newest && 'message' in newest ? newest.message.id : undefined;

  useEffect(() => {
    const changed = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  useEffect(() => {
    if (newestId === undefined || !isAtEnd || !isVisible) return;
    chat.markRead(here, newestId);
    markAllRead(queries, here);
  }, [chat, queries, here, newestId, isAtEnd, isVisible]);
  useEffect(
    () =>
      chat.on('read', ({ place, userId, username, messageId }) => {
        if (!isSamePlace(place, here) || userId === chat.user?.userId) return;
        setReaders((before) => new Map(before).set(username, messageId));
      }),
    [chat, here],
  );

  return useMemo(() => {
    const byMessage = new Map<number, string[]>();
    for (const [name, id] of readers) byMessage.set(id, [...(byMessage.get(id) ?? []), name]);
    return byMessage;
  }, [readers]);
}
