import { useState } from 'react';
import { classNames } from './class-names.js';
import styles from './avatar.module.css';
import { seedOf } from './seed.js';

interface AvatarProps {
  name: string;
  /** Address of the picture. Only uploaded ones are shown: one elsewhere would tell its host who reads. */
  picture?: string | null;
  size?: 'small' | 'large';
}

/** As media serves uploaded pictures. */
const UPLOADED = /\/media\/p\/[0-9a-f-]{36}\/medium\.jpg$/;

/** The picture of a person, or the first letter of the name on a colour of its own. The name itself stands beside it. */
export function Avatar({ name, picture, size = 'small' }: AvatarProps) {
  const [broken, setBroken] = useState<string>();
  const isShown = typeof picture === 'string' && UPLOADED.test(picture) && picture !== broken;
  const hue = seedOf(name, 360);
  return (
    <span
      className={classNames(styles.avatar, size === 'large' && styles.large)}
      style={{ backgroundColor: `oklch(45% 0.09 ${hue})` }}
      aria-hidden
    >
      {isShown ? (
        <img src={picture} alt="" loading="lazy" className={styles.picture} onError={() => setBroken(picture)} />
      ) : (
        [...name][0]?.toLocaleUpperCase()
      )}
    </span>
  );
}
