import type { ComponentProps } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/button.js';
import { CloseIcon, DownIcon, HandleIcon, UpIcon } from '../ui/icons.js';
import type { Playable } from './playable.js';
import styles from './queue-dialog.module.css';
import { clock } from './time.js';
import { TrackNames } from './track-names.js';

interface QueueLineProps {
  track: Playable;
  isCurrent: boolean;
  isDragged: boolean;
  isFirst: boolean;
  isLast: boolean;
  handle: ComponentProps<'span'>;
  onPlay(): void;
  onRemove(): void;
  onMove(by: -1 | 1, button: HTMLElement): void;
}

/** A track of the queue. The handle is for mouse and finger, the buttons are for keyboard and screen reader as well. */
export function QueueLine({ track, isCurrent, isDragged, isFirst, isLast, handle, onPlay, onRemove, onMove }: QueueLineProps) {
  const t = useTranslations('player');
  const { title } = track;
  return (
    <li className={styles.entry} data-dragged={isDragged || undefined}>
      <span className={styles.handle} aria-hidden {...handle}>
        <HandleIcon />
      </span>
      <button type="button" className={styles.track} aria-current={isCurrent || undefined} onClick={onPlay}>
        <TrackNames track={track} />
      </button>
      <span className={styles.time}>{clock(track.duration_seconds)}</span>
      <IconButton
        label={t('moveUp', { title })}
        aria-disabled={isFirst || undefined}
        className={styles.move}
        onClick={(event) => !isFirst && onMove(-1, event.currentTarget)}
      >
        <UpIcon />
      </IconButton>
      <IconButton
        label={t('moveDown', { title })}
        aria-disabled={isLast || undefined}
        className={styles.move}
        onClick={(event) => !isLast && onMove(1, event.currentTarget)}
      >
        <DownIcon />
      </IconButton>
      <IconButton label={t('remove', { title })} onClick={onRemove}>
        <CloseIcon />
      </IconButton>
    </li>
  );
}
