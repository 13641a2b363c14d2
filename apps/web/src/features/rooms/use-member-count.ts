import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { useVeza } from '../../session/session-context.js';
import { changeRoom, reloadRooms, ROOMS } from './use-rooms.js';

/** A room in which people come and go all the time is not read each time. */
const PAUSE_MS = 10_000;

/** Keeps the number of members of the open room up to date: the events name people that come and go, and no numbers. */
export function useMemberCount(id: string): void {
  const veza = useVeza();
  const chat = useChat();
  const queries = useQueryClient();
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    let isStale = false;
    const read = () => {
      isStale = false;
      pause = setTimeout(() => {
        pause = undefined;
        if (isStale) read();
      }, PAUSE_MS);
      void queries.invalidateQueries({ queryKey: ['members', id] });
      // A list that was asked for before would overwrite the newer number.
      if (queries.isFetching({ queryKey: ROOMS }) > 0) void reloadRooms(queries);
      veza
        .getRoom({ path: { id } })
        .then(({ data: { member_count } }) => changeRoom(queries, id, (room) => ({ ...room, member_count })))
        .catch(() => undefined); // the list of rooms is read again within a minute
    };
    const follow = ({ room }: { room: string }) => {
      if (room !== id) return;
      if (pause === undefined) read();
      else isStale = true;
    };
    const ends = [chat.on('presence', follow), chat.on('usersOnline', follow)];
    return () => {
      clearTimeout(pause);
      for (const end of ends) end();
    };
  }, [veza, chat, queries, id]);
}
