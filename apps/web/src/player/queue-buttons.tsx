import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.js';
import { AddToQueueIcon, PlayNextIcon } from '../ui/icons.js';
import type { Playable } from './playable.js';
import { usePlayer } from './player-context.js';
import styles from './queue-buttons.module.css';

/** A track takes its place in the queue, next or last. */
export function QueueButtons({ track }: { track: Playable }) {
  const t = useTranslations('player');
  const player = usePlayer();
  const [isAdded, setAdded] = useState(false);
  const add = (place: 'playNext' | 'addToEnd') => {
    player[place](track);
    setAdded(true);
  };
  return (
    <div className={styles.buttons}>
      <Button kind="quiet" onClick={() => add('playNext')}>
        <PlayNextIcon />
        {t('toNext')}
      </Button>
      <Button kind="quiet" onClick={() => add('addToEnd')}>
        <AddToQueueIcon />
        {t('toEnd')}
      </Button>
      <span role="status" className={styles.said}>
        {isAdded && t('added')}
      </span>
    </div>
  );
}
