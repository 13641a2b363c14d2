import { useQuery } from '@tanstack/react-query';
import type { Chat, ChatMessage } from '@veza/sdk/chat';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { joinOnce } from './joined-rooms.js';
import { useChat } from './live-chat.js';
import { Timeline } from './timeline.js';

const PAGE = 50;

/** The messages of a room while its view is open. The room is joined first, so that no event is missed before the history. */
export function useTimeline(room: string) {
  const chat = useChat();
  const [timeline] = useState(() => new Timeline());
  const state = useSyncExternalStore(timeline.subscribe, timeline.state);
  const [epoch, setEpoch] = useState(0);

  useEffect(() => follow(chat, room, timeline, () => setEpoch((number) => number + 1)), [chat, room, timeline]);
  const first = useQuery({
    queryKey: ['timeline', room, epoch],
    queryFn: async ({ signal }) => {
      await joinOnce(chat, room);
      const page = await pageOf(chat, room, undefined, signal);
      timeline.addPage(page, page.length < PAGE);
      return null;
    },
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });

  const loading = useRef(false);
  const loadOlder = useCallback(() => {
    if (loading.current || timeline.oldest === undefined || !timeline.state().hasOlder) return;
    loading.current = true;
    pageOf(chat, room, timeline.oldest)
      .then((page) => timeline.addPage(page, page.length < PAGE))
      .catch(() => undefined) // the next scroll tries again
      .finally(() => {
        loading.current = false;
      });
  }, [chat, room, timeline]);

  return { timeline, ...state, isLoading: first.isPending, error: first.error, retry: () => void first.refetch(), loadOlder };
}

async function pageOf(chat: Chat, room: string, before?: number, signal?: AbortSignal): Promise<ChatMessage[]> {
  const pages = chat.history({ room }, { limit: PAGE, ...(before !== undefined && { before }), ...(signal && { signal }) });
  const { value } = await pages.next();
  return value ?? [];
}

/** Leads the events of a room into its timeline. `reload` runs when events are missing for good. */
function follow(chat: Chat, room: string, timeline: Timeline, reload: () => void): () => void {
  const isHere = ({ place }: { place: ChatMessage['place'] }) => 'room' in place && place.room === room;
  for (const message of chat.outgoing({ room })) timeline.setOutgoing(message.clientId, message);
  const mine = new Set(chat.outgoing({ room }).map(({ clientId }) => clientId));
  const ends = [
    chat.on('message', (message) => isHere(message) && timeline.add(message)),
    chat.on('edited', (change) => isHere(change) && timeline.edit(change)),
    chat.on('deleted', (change) => isHere(change) && timeline.remove(change)),
    chat.on('reaction', (change) => isHere(change) && timeline.react(change, chat.user?.userId)),
    chat.on('outgoing', ({ clientId, message }) => {
      if (message ? !isHere(message) : !mine.has(clientId)) return;
      mine.add(clientId);
      timeline.setOutgoing(clientId, message);
    }),
    chat.on('gap', (gap) => {
      if (!isHere(gap)) return;
      timeline.clear();
      reload();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
