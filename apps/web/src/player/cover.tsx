import { NoteIcon } from '../ui/icons.js';
import styles from './cover.module.css';
import type { Playable } from './playable.js';

type Covered = Pick<Playable, 'cover_url' | 'cover_urls'>;

/** The picture of a track or an album, or a note in its place. The title stands beside it. */
export function Cover({ track, size = 'small' }: { track: Covered; size?: 'small' | 'large' }) {
  const source = size === 'small' ? (track.cover_urls?.small ?? track.cover_url) : (track.cover_urls?.medium ?? track.cover_url);
  return (
    <span className={size === 'small' ? styles.small : styles.large} aria-hidden>
      {source === undefined ? <NoteIcon /> : <img src={source} alt="" loading="lazy" className={styles.picture} />}
    </span>
  );
}
