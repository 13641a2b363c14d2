import { lazy, Suspense } from 'react';
import { usePlayerState } from './player-context.js';

const PlayingBar = lazy(async () => ({ default: (await import('./playing-bar.js')).PlayingBar }));

/** What is played, below every page. Nothing is there, or loaded, before the first track. */
export function PlayerBar() {
  const { current } = usePlayerState();
  return (
    current && (
      <Suspense>
        <PlayingBar current={current} />
      </Suspense>
    )
  );
}
