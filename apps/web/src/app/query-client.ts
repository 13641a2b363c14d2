import { QueryClient } from '@tanstack/react-query';
import { VezaError } from '@veza/sdk';
import type { Session } from '../session/session.js';

const RETRIES = 2;

/** Reads are repeated where the API says that this may help. What was read in a session is forgotten with it. */
export function makeQueryClient(session: Session): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < RETRIES && (!(error instanceof VezaError) || error.retryable),
      },
    },
  });
  session.subscribe(() => {
    if (!session.isSignedIn()) queries.clear();
  });
  return queries;
}
