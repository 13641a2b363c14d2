import { useTranslations } from 'use-intl';
import { classNames } from '../ui/class-names.js';
import { IconButton } from '../ui/button.js';
import { RepeatIcon, RepeatOneIcon, ShuffleIcon } from '../ui/icons.js';
import styles from './play-modes.module.css';
import { usePlayer, usePlayerState } from './player-context.js';
import type { Repeat } from './queue.js';

const AFTER: Readonly<Record<Repeat, Repeat>> = { off: 'all', all: 'one', one: 'off' };

/** Shuffle, and what comes after the last track. */
export function PlayModes({ className }: { className?: string | undefined }) {
  const t = useTranslations('player');
  const player = usePlayer();
  const { queue, repeat } = usePlayerState();
  const isShuffled = queue.order !== undefined;
  return (
    <div className={classNames(styles.modes, className)}>
      <IconButton
        label={t('shuffle')}
        aria-pressed={isShuffled}
        className={classNames(isShuffled && styles.on)}
        onClick={() => player.setShuffled(!isShuffled)}
      >
        <ShuffleIcon />
      </IconButton>
      <IconButton
        label={t(`repeat.${repeat}`)}
        className={classNames(repeat !== 'off' && styles.on)}
        onClick={() => player.setRepeat(AFTER[repeat])}
      >
        {repeat === 'one' ? <RepeatOneIcon /> : <RepeatIcon />}
      </IconButton>
    </div>
  );
}
