import type { ReactNode } from 'react';
import { PlayerBar } from '../player/player-bar.js';
import { MusicPlayer } from '../player/player-context.js';
import styles from './visitor-music.module.css';

/** Around the pages of a stranger, with the bar of the player below them. */
export function VisitorMusic({ children }: { children: ReactNode }) {
  return (
    <MusicPlayer>
      {children}
      <div className={styles.player}>
        <PlayerBar />
      </div>
    </MusicPlayer>
  );
}
