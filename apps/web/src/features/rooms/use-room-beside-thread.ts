import { useSyncExternalStore } from 'react';

/** As in place-view.module.css. */
const query = matchMedia('(width >= 80rem)');
const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether a thread stands beside the messages of its room, and not in their place. */
export const useRoomBesideThread = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
