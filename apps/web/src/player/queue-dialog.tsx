import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { PlayModes } from './play-modes.js';
import { usePlayer, usePlayerState } from './player-context.js';
import styles from './queue-dialog.module.css';
import { QueueLine } from './queue-line.js';
import { usePlaces } from './use-places.js';

/** The tracks in their order: another one to play now, to remove, or to put at another place. */
export function QueueDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('player');
  const player = usePlayer();
  const { queue } = usePlayerState();
  const list = useRef<HTMLOListElement>(null);
  const focused = useRef<HTMLElement | undefined>(undefined);
  const [said, say] = useState('');
  const { draggedKey, handleOf } = usePlaces(list, (key, to) => player.place(key, to));
  /** A button that moves with its entry loses the focus. */
  useLayoutEffect(() => {
    focused.current?.focus();
    focused.current = undefined;
  }, [queue]);
  const count = queue.entries.length;
  return (
    <Dialog title={t('queue')} onClose={onClose}>
      <PlayModes />
      <ol ref={list} className={styles.list}>
        {queue.entries.map(({ key, track }, index) => (
          <QueueLine
            key={key}
            track={track}
            isCurrent={index === queue.at}
            isDragged={key === draggedKey}
            isFirst={index === 0}
            isLast={index === count - 1}
            handle={handleOf(key)}
            onPlay={() => player.jump(key)}
            onRemove={() => player.remove(key)}
            onMove={(by, button) => {
              focused.current = button;
              player.place(key, index + by);
              say(t('movedTo', { title: track.title, place: index + by + 1, count }));
            }}
          />
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      <Button
        onClick={() => {
          onClose();
          player.close();
        }}
      >
        {t('clear')}
      </Button>
    </Dialog>
  );
}
