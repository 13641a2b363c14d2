import { useEffect, useEffectEvent, useState } from 'react';

/** Files that are dropped anywhere on the page. Returns whether some are held over it. */
export function useFileDrop(take: (files: readonly File[]) => void): boolean {
  /** Entering an element inside comes before leaving the one around it. */
  const [depth, setDepth] = useState(0);
  const onDrop = useEffectEvent(take);
  useEffect(() => {
    const end = new AbortController();
    const listen = (type: 'dragenter' | 'dragleave' | 'dragover' | 'drop', react: (files: FileList) => void) =>
      addEventListener(
        type,
        (event) => {
          if (!event.dataTransfer?.types.includes('Files')) return;
          event.preventDefault(); // otherwise the browser opens the file
          react(event.dataTransfer.files);
        },
        { signal: end.signal },
      );
    listen('dragenter', () => setDepth((depth) => depth + 1));
    listen('dragleave', () => setDepth((depth) => Math.max(0, depth - 1)));
    listen('dragover', () => undefined);
    listen('drop', (files) => {
      setDepth(0);
      onDrop([...files]);
    });
    return () => end.abort();
  }, []);
  return depth > 0;
}
