import { useCallback, useEffect, useRef } from 'react';

/** Gives the focus back, when a thread closes, to what opened it, or to its message: the buttons of a message go with its focus. */
export function useOpener(thread: number | undefined): () => void {
  const opener = useRef<readonly (HTMLElement | null)[]>([]);
  const isOpen = thread !== undefined;
  useEffect(() => {
    if (isOpen) return;
    opener.current.find((element) => element?.isConnected)?.focus({ preventScroll: true });
    opener.current = [];
  }, [isOpen]);
  return useCallback(() => {
    const { activeElement } = document;
    if (!(activeElement instanceof HTMLElement) || activeElement === document.body) return;
    opener.current = [activeElement, activeElement.closest('article')];
  }, []);
}
