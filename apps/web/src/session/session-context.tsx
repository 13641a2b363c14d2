import { createContext, use, useSyncExternalStore } from 'react';
import type { Veza } from '@veza/sdk';
import type { Session } from './session.js';

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('SessionContext has no value');
  return session;
}

export const useVeza = (): Veza => useSession().veza;

export function useSignedIn(): boolean {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.isSignedIn);
}
