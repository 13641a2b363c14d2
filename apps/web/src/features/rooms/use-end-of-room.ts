import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { forgetRoom } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { useVeza } from '../../session/session-context.js';
import { reloadRooms } from './use-rooms.js';

/** Leaves or deletes a room, after which the list is open. */
export function useEndOfRoom(id: string, how: 'leaveRoom' | 'deleteRoom') {
  const veza = useVeza();
  const chat = useChat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      await veza[how]({ path: { id } });
      forgetRoom(chat, id);
      await reloadRooms(queries);
      await navigate({ to: '/rooms' });
    },
  });
}
