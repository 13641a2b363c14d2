import { useSyncExternalStore } from 'react';

const query = matchMedia('(width >= 48rem)');
const subscribe = (listener: () => void) => {
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
};

/** Whether there is room for filters beside a list. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
