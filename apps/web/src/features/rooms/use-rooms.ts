import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Room } from '@veza/sdk';
import type { Chat, ChatMessage } from '@veza/sdk/chat';
import { useEffect } from 'react';
import { joinOnce } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { useVeza } from '../../session/session-context.js';

const KEY = ['rooms'];
/** Rooms whose events arrive without being open. The others are read again now and then. */
const MOST_LIVE = 50;

/** Public rooms and own ones. */
export function useRooms() {
  const veza = useVeza();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await veza.listRooms({ signal })).data,
    staleTime: 0, // a room may be new
    refetchInterval: 60_000,
  });
}

/** The rooms of which the person is a member, the latest conversation first. */
export function ownRooms(rooms: readonly Room[]): Room[] {
  return rooms.filter(({ is_member }) => is_member).sort((a, b) => latest(b).localeCompare(latest(a)));
}

const latest = (room: Room) => room.last_message?.created_at ?? room.created_at;

export function changeRoom(queries: QueryClient, id: string, change: (room: Room) => Room): void {
  queries.setQueryData<Room[]>(KEY, (rooms) => rooms?.map((room) => (room.id === id ? change(room) : room)));
}

export const reloadRooms = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ queryKey: KEY });

/** Keeps the list up to date by the events of the chat. */
export function useLiveRooms(rooms: readonly Room[] | undefined): void {
  const chat = useChat();
  const queries = useQueryClient();
  useEffect(() => {
    for (const { id } of ownRooms(rooms ?? []).slice(0, MOST_LIVE)) joinOnce(chat, id).catch(() => undefined); // shown in its view
  }, [chat, rooms]);
  useEffect(() => chat.on('message', (message) => count(chat, queries, message)), [chat, queries]);
  useEffect(() => chat.on('closed', () => void reloadRooms(queries)), [chat, queries]);
}

function count(chat: Chat, queries: QueryClient, { place, userId, username, content, seq, at, id }: ChatMessage): void {
  if (!('room' in place)) return;
  changeRoom(queries, place.room, (room) => {
    const created_at = new Date(at).toISOString();
    const isNew = userId !== chat.user?.userId && seq > room.last_seq;
    return {
      ...room,
      last_seq: Math.max(room.last_seq, seq),
      unread_count: room.unread_count + (isNew ? 1 : 0),
      last_message: room.last_message && { ...room.last_message, id, user_id: userId, username, content, seq, created_at },
    };
  });
}
