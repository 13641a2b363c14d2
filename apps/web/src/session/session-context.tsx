import { createContext, use, useSyncExternalStore } from 'react';
import type { Veza } from '@veza/sdk';
import type { Session } from './session.js';

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('Session is missing above');
  return session;
}

export const useVeza = (): Veza => useSession().veza;

/** Whether the session of this browser could not be reached yet, such as at a start without connection. */
export function useIsAway(): boolean {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.isAway);
}

export function useSignedIn(): boolean {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.isSignedIn);
}
