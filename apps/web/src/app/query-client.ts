import { onlineManager, QueryClient } from '@tanstack/react-query';
import { keepReads, restoreReads } from '../offline/kept-reads.js';
import { kept } from '../offline/kept.js';
import type { Session } from '../session/session.js';

/** The SDK repeats reads where this may help, with jitter; a second repetition here would multiply the first one. What was read in a session is forgotten with it. */
export function makeQueryClient(session: Session): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: false,
      },
    },
  });
  session.uses({
    restore: (userId) => restoreReads(queries, userId),
    forget: () => {
      queries.clear();
      void kept.clear();
    },
  });
  keepReads(queries, session.userId);
  pauseWhileAway(session);
  return queries;
}

/** Without connection, reads wait instead of failing. */
function pauseWhileAway(session: Session): void {
  onlineManager.setEventListener((setOnline) => {
    const report = () => setOnline(navigator.onLine && !session.isAway());
    const stop = session.subscribe(report);
    addEventListener('online', report);
    addEventListener('offline', report);
    report();
    return stop;
  });
}
