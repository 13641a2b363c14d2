import type { Track } from '@veza/sdk';
import styles from './track-names.module.css';

/** Title and artist, one below the other, each on one line. */
export function TrackNames({ track: { title, artist, uploader_username } }: { track: Track }) {
  return (
    <span className={styles.names}>
      <span className={styles.title}>{title}</span>
      <span className={styles.artist}>{artist || uploader_username}</span>
    </span>
  );
}
