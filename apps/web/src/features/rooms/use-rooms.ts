import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import type { Chat, ChatMessage } from '@veza/sdk/chat';
import { useVeza } from '../../session/session-context.js';
import { latestOf } from './latest-of.js';

export const ROOMS = ['rooms'];

/** The own rooms, and those public ones that have most members. */
export function useRooms() {
  const veza = useVeza();
  const queries = useQueryClient();
  return useQuery({
    queryKey: ROOMS,
    queryFn: async ({ signal }) => {
      const before = listOf(queries);
      const { data } = await veza.listRooms({ signal });
      return listOf(queries) === before ? data : data.map((room) => latestOf(room, listed(queries, room.id)));
    },
    staleTime: 0, // a room may be new
    refetchInterval: 60_000,
  });
}

/** The rooms of which the person is a member, the latest conversation first. */
export function ownRooms(rooms: readonly Room[]): Room[] {
  return rooms.filter(({ is_member }) => is_member).sort((a, b) => lastActivity(b).localeCompare(lastActivity(a)));
}

export const lastActivity = (room: Room): string => room.last_message?.created_at ?? room.created_at;

export function changeRoom(queries: QueryClient, id: string, change: (room: Room) => Room): void {
  queries.setQueryData<Room[]>(ROOMS, (rooms) => rooms?.map((room) => (room.id === id ? change(room) : room)));
}

export const reloadRooms = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ queryKey: ROOMS });

/** The id of the last message of a room, as the list shows it. */
export const lastMessageOf = (queries: QueryClient, id: string): number | undefined => listed(queries, id)?.last_message?.id;

/** Position of the last event of a room, as the list knows it. */
export const lastSeqOf = (queries: QueryClient, id: string): number => listed(queries, id)?.last_seq ?? 0;

export const isReaderIn = (queries: QueryClient, id: string): boolean => listed(queries, id)?.role === 'reader';

export const isMemberOf = (queries: QueryClient, id: string): boolean => listed(queries, id)?.is_member === true;

const listOf = (queries: QueryClient): Room[] | undefined => queries.getQueryData<Room[]>(ROOMS);

const listed = (queries: QueryClient, id: string): Room | undefined => listOf(queries)?.find((room) => room.id === id);

/** A message came to a room. */
export function countRoom(queries: QueryClient, id: string, message: ChatMessage, me: Chat['user']): void {
  const { userId, username, content, seq, at } = message;
  if (listed(queries, id)?.last_message === null) return void reloadRooms(queries);
  changeRoom(queries, id, (room) => {
    const isNew = userId !== me?.userId && seq > room.last_seq;
    const isForMe = isNew && message.mentions.some((name) => name === me?.username);
    const last = { id: message.id, user_id: userId, username, content, seq, created_at: new Date(at).toISOString() };
    return {
      ...room,
      last_seq: Math.max(room.last_seq, seq),
      unread_count: room.unread_count + (isNew ? 1 : 0),
      mention_count: room.mention_count + (isForMe ? 1 : 0),
      last_message: room.last_message && { ...room.last_message, ...last },
    };
  });
}
