import { useQuery } from '@tanstack/react-query';
import { pastMessage, type Place } from '@veza/sdk/chat';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useChat } from '../../chat/live-chat.js';
import { isSamePlace } from '../../chat/places.js';
import { Timeline } from '../../chat/timeline.js';
import { useVeza } from '../../session/session-context.js';

const PAGE = 50;

/** The messages of a thread of a room while it is open, kept up to date by the events of the room. */
export function useThread(place: Extract<Place, { room: string }>, messageId: number) {
  const veza = useVeza();
  const chat = useChat();
  const [timeline] = useState(() => new Timeline());
  const { lines, hasOlder } = useSyncExternalStore(timeline.subscribe, timeline.state);
  const path = { id: place.room, messageId };
  const first = useQuery({
    queryKey: ['thread', place.room, messageId],
    queryFn: async ({ signal }) => {
      const { data } = await veza.getThread({ path, query: { limit: PAGE }, signal });
      const page = [...(data.root ? [data.root] : []), ...data.messages].map((message) => pastMessage(message, place));
      timeline.clear();
      timeline.addNewest(page, !data.more);
      return { id: data.thread.message_id, isRootGone: data.root === null };
    },
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const { refetch } = first;
  const threadId = first.data?.id ?? messageId;
  const loadOlder = async () => {
    const oldest = lines.find((line) => 'message' in line && line.message.id !== threadId);
    if (!oldest || !('message' in oldest)) return;
    const { data } = await veza.getThread({ path, query: { limit: PAGE, before: oldest.message.seq } });
    timeline.addPage(
      data.messages.map((message) => pastMessage(message, place)),
      !data.more,
    );
  };

  useEffect(() => {
    const isHere = ({ place: there }: { place: Place }) => isSamePlace(there, place);
    const isReply = (id: number | null | undefined) =>
      typeof id === 'number' && (id === threadId || timeline.find(id) !== undefined);
    const mine = new Set<string>();
    const ends = [
      chat.on('message', (message) => {
        if (isHere(message) && isReply(message.replyTo)) timeline.add(message);
      }),
      chat.on('edited', (change) => isHere(change) && timeline.edit(change)),
      chat.on('deleted', (change) => isHere(change) && timeline.remove(change)),
      chat.on('reaction', (change) => isHere(change) && timeline.react(change, chat.user?.userId)),
      chat.on('outgoing', ({ clientId, message }) => {
        if (message ? !isHere(message) || !isReply(message.draft.replyTo) : !mine.has(clientId)) return;
        mine.add(clientId);
        timeline.setOutgoing(clientId, message);
      }),
      chat.on('gap', (gap) => isHere(gap) && void refetch()),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [chat, place, threadId, timeline, refetch]);
  return { timeline, lines, hasOlder, loadOlder, threadId, first };
}
