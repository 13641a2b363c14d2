import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { joinOnce } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { isMemberOf, reloadRooms } from './use-rooms.js';

/** A room is joined by opening it. The list that was read before has it among those of others, or not at all. */
export function useOwnRoom(id: string): void {
  const chat = useChat();
  const queries = useQueryClient();
  useEffect(() => {
    joinOnce(chat, id)
      .then(() => (isMemberOf(queries, id) ? undefined : reloadRooms(queries)))
      .catch(() => undefined); // shown in its view
  }, [chat, queries, id]);
}
