import type { Place } from '@veza/sdk/chat';
import { useEffect, useState } from 'react';
import { FORM } from 'virtual:reads-form';
import { kept } from '../offline/kept.js';
import { useSession } from '../session/session-context.js';
import { KeptMessages } from './kept-messages.js';
import type { Timeline } from './timeline.js';

const PAUSE_MS = 1_000;

/**
 * Shows the kept messages of a place until its newest page is here, and keeps those that the timeline has. `isRefused`: the
 * person may not read the place any more, and nothing of it stays.
 */
export function useKeptMessages(place: Place, timeline: Timeline, isAtEnd: boolean, isRefused: boolean): void {
  const session = useSession();
  const [messages] = useState(() => new KeptMessages({ kept, form: FORM, userId: session.userId }));

  useEffect(() => {
    let hasEnded = false;
    if (isAtEnd) void messages.read(place).then((earlier) => !hasEnded && timeline.addKept(earlier));
    return () => {
      hasEnded = true;
    };
  }, [messages, place, timeline, isAtEnd]);

  useEffect(() => {
    const userId = session.userId();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = () => {
      clearTimeout(timer);
      timer = undefined;
      const { isKept, hasNewer } = timeline.state();
      const stored = timeline.messages();
      if (userId !== undefined && !isKept && !hasNewer && stored.length > 0) void messages.write(place, userId, stored);
    };
    const stop = timeline.subscribe(() => (timer ??= setTimeout(write, PAUSE_MS)));
    const writeRest = () => timer !== undefined && write();
    addEventListener('pagehide', writeRest);
    return () => {
      stop();
      removeEventListener('pagehide', writeRest);
      writeRest();
    };
  }, [messages, place, timeline, session]);

  useEffect(() => {
    if (!isRefused) return;
    timeline.clear();
    void messages.remove(place);
  }, [messages, place, timeline, isRefused]);
}
