import { onlineManager, QueryClient } from '@tanstack/react-query';
import { FORM } from 'virtual:reads-form';
import { KeptReads } from '../offline/kept-reads.js';
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
  const reads = new KeptReads({ queries, kept, form: FORM, userId: session.userId });
  session.uses({
    restore: (userId) => reads.restore(userId),
    forget: () => {
      queries.clear();
      void kept.clear();
    },
  });
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
