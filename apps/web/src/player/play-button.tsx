import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.js';
import { classNames } from '../ui/class-names.js';
import { PauseIcon, PlayIcon } from '../ui/icons.js';
import styles from './play-button.module.css';

interface PlayButtonProps {
  /** Of the track: its name is a part of that of the button. */
  title: string;
  isPlaying: boolean;
  busy?: boolean;
  size?: 'normal' | 'large';
  disabled?: boolean;
  onClick(): void;
}

/** Play and pause, in one round button. */
export function PlayButton({ title, isPlaying, busy = false, size = 'normal', disabled, onClick }: PlayButtonProps) {
  const t = useTranslations('player');
  const label = t(isPlaying ? 'pauseTrack' : 'playTrack', { title });
  return (
    <Button
      kind="primary"
      className={classNames(styles.play, styles[size])}
      aria-label={label}
      title={label}
      aria-busy={busy || undefined}
      disabled={disabled}
      onClick={onClick}
    >
      {isPlaying ? <PauseIcon /> : <PlayIcon />}
      {busy && <span className={styles.ring} aria-hidden />}
    </Button>
  );
}
