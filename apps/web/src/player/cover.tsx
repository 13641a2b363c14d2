import { seedOf } from '../ui/seed.js';
import styles from './cover.module.css';
import type { Playable } from './playable.js';

type Covered = Pick<Playable, 'title' | 'cover_url' | 'cover_urls'>;

/** The picture of a track or an album, or a drawing of its own in its place. The title stands beside it. */
export function Cover({ track, size = 'small' }: { track: Covered; size?: 'small' | 'large' }) {
  const source = size === 'small' ? (track.cover_urls?.small ?? track.cover_url) : (track.cover_urls?.medium ?? track.cover_url);
  return (
    <span className={size === 'small' ? styles.small : styles.large} aria-hidden>
      {source === undefined ? (
        <Drawing of={track.title} />
      ) : (
        <img src={source} alt="" loading="lazy" className={styles.picture} />
      )}
    </span>
  );
}

/** Bars of a sound, by the letters of the title: two tracks look different, and one always the same. */
function Drawing({ of: title }: { of: string }) {
  const seed = seedOf(`${title}veza`, 99_991);
  const hue = seed % 360;
  const bars = Array.from({ length: 9 }, (_, index) => 6 + ((seed * (index + 3) * 17) % 23));
  return (
    <svg viewBox="0 0 48 48" className={styles.picture}>
      <rect width="48" height="48" fill={`oklch(46% 0.08 ${hue})`} />
      <circle cx={seed % 48} cy={(seed * 7) % 48} r="19" fill={`oklch(56% 0.1 ${(hue + 45) % 360})`} />
      {bars.map((height, index) => (
        <rect key={index} x={5 + index * 4.4} y={24 - height / 2} width="2.4" height={height} rx="1.2" fill="#fff" />
      ))}
    </svg>
  );
}
