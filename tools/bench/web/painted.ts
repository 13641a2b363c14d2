import type { Page } from 'playwright-core';

/** Milliseconds since 1970 by the clock of the machine, which all pages share. */
export interface Moments {
  /** When Enter was pressed; undefined at a page where it was not. */
  pressedAt?: number;
  /** When the frame with the text had been painted. */
  paintedAt: number;
}

/**
 * Watches a page for a text in its log. It is painted when the frame that follows the change of the document is over: an
 * urgent task of a frame's callback runs after its paint. A message of a port would go round by another thread and wait.
 */
const WATCH = `((text) => {
  let pressedAt;
  const now = () => performance.timeOrigin + performance.now();
  const press = (event) => {
    if (event.key === 'Enter') pressedAt = performance.timeOrigin + event.timeStamp;
  };
  addEventListener('keydown', press, { capture: true });
  window.painted = new Promise((resolve) => {
    const observer = new MutationObserver((changes) => {
      const isThere = changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.textContent.includes(text)));
      if (!isThere) return;
      observer.disconnect();
      removeEventListener('keydown', press, { capture: true });
      const end = () => resolve({ pressedAt, paintedAt: now() });
      requestAnimationFrame(() => void scheduler.postTask(end, { priority: 'user-blocking' }));
    });
    observer.observe(document.querySelector('[role=region]'), { childList: true, subtree: true });
  });
})`;

export const watch = (page: Page, text: string): Promise<unknown> => page.evaluate(`${WATCH}(${JSON.stringify(text)})`);

/** The moments of the text that is watched for. */
export const painted = (page: Page): Promise<Moments> => page.evaluate<Moments>('window.painted');
