import type { Playable } from './playable.js';
import styles from './track-names.module.css';

/** Title and artist, one below the other, each on one line. */
export function TrackNames({ track: { title, artist, uploader_username } }: { track: Playable }) {
  return (
    <span className={styles.names}>
      <span className={styles.title}>{title}</span>
      <span className={styles.artist}>{artist || uploader_username}</span>
    </span>
  );
}
