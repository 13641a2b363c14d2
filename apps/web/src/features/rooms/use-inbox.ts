import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { MessageChange, Place } from '@veza/sdk/chat';
import { useEffect } from 'react';
import { joinOnce } from '../../chat/joined-rooms.js';
import { useChat } from '../../chat/live-chat.js';
import { changeConversation, countConversation, reloadConversations } from './use-conversations.js';
import { changeRoom, countRoom, isReaderIn, lastMessageOf, lastSeqOf, ownRooms, reloadRooms, useRooms } from './use-rooms.js';

/** Rooms whose events arrive without being open. The others are read again now and then. */
const MOST_LIVE = 50;

/** Keeps the lists of rooms and of conversations up to date by the events of the chat. */
export function useLiveInbox(): void {
  const chat = useChat();
  const queries = useQueryClient();
  const { data: rooms } = useRooms();
  useEffect(() => {
    const join = async (id: string) => {
      const { lastSeq } = await joinOnce(chat, id);
      // What came between the reading of the list and the join is an event of neither.
      if (lastSeq > lastSeqOf(queries, id)) await reloadRooms(queries);
    };
    for (const { id } of ownRooms(rooms ?? []).slice(0, MOST_LIVE)) join(id).catch(() => undefined); // shown in its view
  }, [chat, queries, rooms]);
  useEffect(() => {
    // The lists show the last message of each place.
    const follow = ({ place, id }: MessageChange) => {
      if (!('room' in place)) void reloadConversations(queries);
      else if (lastMessageOf(queries, place.room) === id) void reloadRooms(queries);
    };
    const ends = [
      chat.on('message', (message) => {
        if ('room' in message.place) countRoom(queries, message.place.room, message, chat.user);
        else countConversation(queries, message.place.user, message);
      }),
      chat.on('edited', follow),
      chat.on('deleted', follow),
      chat.on('closed', ({ room }) => {
        changeRoom(queries, room, (before) => ({ ...before, is_member: false })); // or the list would join it again
        void reloadRooms(queries);
      }),
      chat.on('room', ({ room, ...facts }) => {
        changeRoom(queries, room, (before) => ({ ...before, ...facts }));
        if (isReaderIn(queries, room)) void reloadRooms(queries); // those who joined may write now
      }),
      chat.on('member', ({ room, userId }) => {
        void queries.invalidateQueries({ queryKey: ['members', room] });
        if (userId === chat.user?.userId) void reloadRooms(queries);
      }),
      chat.on('added', () => void reloadRooms(queries)),
      chat.on('moderation', ({ userId }) => {
        if (userId === chat.user?.userId) void reloadRooms(queries);
      }),
      chat.on('status', ({ status }) => {
        // What is new without an earlier event is not resumed: a first message of a person, a room that one was added to.
        if (status === 'online') void Promise.all([reloadConversations(queries), reloadRooms(queries)]);
      }),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, queries]);
}

/** Everything in this place is read. */
export function markAllRead(queries: QueryClient, place: Place): void {
  if ('room' in place) changeRoom(queries, place.room, (room) => ({ ...room, unread_count: 0, mention_count: 0 }));
  else changeConversation(queries, place.user, (conversation) => ({ ...conversation, unread_count: 0 }));
}
