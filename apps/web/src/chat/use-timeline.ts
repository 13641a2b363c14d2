import { useQuery } from '@tanstack/react-query';
import { VezaError } from '@veza/sdk';
import { type Chat, ChatError, type ChatMessage, type HistoryOptions, type Place } from '@veza/sdk/chat';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { LostConnection } from '../session/lost-connection.js';
import { joinOnce } from './joined-rooms.js';
import { useChat } from './live-chat.js';
import { isSamePlace, placeKey } from './places.js';
import { Timeline } from './timeline.js';
import { useKeptMessages } from './use-kept-messages.js';

const PAGE = 50;
const REFUSALS: ReadonlySet<string> = new Set(['FORBIDDEN', 'NOT_FOUND', 'ROOM_NOT_FOUND', 'USER_NOT_FOUND', 'BANNED']);

/**
 * The messages of a place while its view is open. `place` stays the same object. A room is joined first, so that no event is
 * missed before the history; the events of conversations always come. `around`: begins there, by the id of a message or an
 * instant, and not with the newest ones.
 */
export function useTimeline(place: Place, around?: number | string) {
  const chat = useChat();
  const [timeline] = useState(() => new Timeline());
  const state = useSyncExternalStore(timeline.subscribe, timeline.state);
  const [epoch, setEpoch] = useState(0);

  useEffect(() => follow(chat, place, timeline, () => setEpoch((number) => number + 1)), [chat, place, timeline]);
  const first = useQuery({
    queryKey: ['timeline', placeKey(place), around, epoch],
    queryFn: async ({ signal }) => {
      if ('room' in place) await joinOnce(chat, place.room);
      const found = around === undefined ? [] : await chat.around(place, around, { limit: PAGE, signal });
      if (found.length > 0) timeline.addAround(found);
      else {
        const page = await pageOf(chat, place, { signal });
        timeline.addNewest(page, page.length < PAGE);
      }
      return null;
    },
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });

  const isLost = first.error instanceof LostConnection;
  useKeptMessages(place, timeline, around === undefined, isRefusal(first.error));

  const older = useRef(false);
  const newer = useRef(false);
  const loadOlder = useCallback(() => {
    const before = timeline.oldest;
    if (before === undefined || !timeline.state().hasOlder) return;
    void once(older, async () => {
      const page = await pageOf(chat, place, { before });
      if (before === timeline.oldest) timeline.addPage(page, page.length < PAGE);
    });
  }, [chat, place, timeline]);
  const loadNewer = useCallback(() => {
    const after = timeline.newest;
    if (after === undefined || !timeline.state().hasNewer) return;
    void once(newer, async () => {
      const page = await pageOf(chat, place, { after });
      if (after === timeline.newest) timeline.addNewer(page, page.length < PAGE);
    });
  }, [chat, place, timeline]);

  return {
    timeline,
    ...state,
    // What waits to be sent is shown at once, also without a connection.
    isLoading: first.isPending && (state.lines.length === 0 || state.hasNewer || around !== undefined),
    // What was kept is read without a connection, too.
    error: state.isKept && isLost ? null : first.error,
    retry: () => void first.refetch(),
    loadOlder,
    loadNewer,
  };
}

/** The place is gone, or closed for this person. A failure of the server says nothing of that. */
const isRefusal = (error: unknown): boolean =>
  (error instanceof VezaError || error instanceof ChatError) && REFUSALS.has(error.code);

/** Loads one page of a direction at a time. After a failure the next scroll tries again. */
async function once(isLoading: { current: boolean }, work: () => Promise<void>): Promise<void> {
  if (isLoading.current) return;
  isLoading.current = true;
  await work().catch(() => undefined);
  isLoading.current = false;
}

async function pageOf(chat: Chat, place: Place, options: HistoryOptions): Promise<ChatMessage[]> {
  const { value } = await chat.history(place, { limit: PAGE, ...options }).next();
  return value ?? [];
}

/** Leads the events of a place into its timeline. `reload` runs when events are missing for good. */
function follow(chat: Chat, here: Place, timeline: Timeline, reload: () => void): () => void {
  const isHere = ({ place }: { place: Place }) => isSamePlace(place, here);
  const waiting = chat.outgoing(here);
  for (const message of waiting) timeline.setOutgoing(message.clientId, message);
  const mine = new Set(waiting.map(({ clientId }) => clientId));
  const again = () => {
    timeline.clear();
    reload();
  };
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
      if (isHere(gap)) again();
    }),
    // Without a position, as in a conversation that had no event yet, a new connection brings nothing that was missed.
    chat.on('status', ({ status }) => {
      if (status === 'online' && chat.position(here) === undefined && 'user' in here) again();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
