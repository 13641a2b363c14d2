import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { useMe } from '../../session/use-me.js';
import { useVeza } from '../../session/session-context.js';
import { useMembers } from './use-mentions.js';

const keyOf = (roomId: string) => ['pins', roomId];

/** The pinned messages of a room, the latest pin first. */
export function usePins(roomId: string, isWanted = true) {
  const veza = useVeza();
  return useQuery({
    queryKey: keyOf(roomId),
    queryFn: async ({ signal }) => (await veza.listPins({ path: { id: roomId }, signal })).data,
    enabled: isWanted,
  });
}

/** The same, kept up to date by the events of the open room. A deleted message leaves the list without an event of its own. */
export function useLivePins(roomId: string) {
  const chat = useChat();
  const queries = useQueryClient();
  useEffect(() => {
    const reload = () => void queries.invalidateQueries({ queryKey: keyOf(roomId) });
    const isPinned = (id: number) =>
      queries.getQueryData<{ message: { id: number } }[]>(keyOf(roomId))?.some(({ message }) => message.id === id);
    const follow = ({ id }: { id: number }) => {
      if (isPinned(id)) reload();
    };
    const ends = [
      chat.on('pin', ({ room }) => room === roomId && reload()),
      chat.on('edited', follow),
      chat.on('deleted', follow),
      chat.on('status', ({ status }) => status === 'online' && reload()), // what happened meanwhile is not repeated
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, queries, roomId]);
  return usePins(roomId);
}

/** Whether the person governs the room: its owner, its moderators and, where they are, moderators of the platform. */
export function useGoverns(roomId: string | undefined): boolean {
  const { user } = useChat();
  const { data: me } = useMe();
  const { data } = useMembers(roomId ?? '', roomId !== undefined);
  const own = data?.find(({ user_id }) => user_id === user?.userId)?.role;
  if (roomId === undefined) return false;
  return own === 'owner' || own === 'moderator' || (me !== undefined && me.role !== 'user');
}

/** Pins or unpins a message, and reads the list again. */
export function usePin(roomId: string) {
  const veza = useVeza();
  const queries = useQueryClient();
  return async (messageId: number, wanted: boolean): Promise<void> => {
    const input = { path: { id: roomId, messageId } };
    await (wanted ? veza.pinMessage(input) : veza.unpinMessage(input));
    await queries.invalidateQueries({ queryKey: keyOf(roomId) });
  };
}
