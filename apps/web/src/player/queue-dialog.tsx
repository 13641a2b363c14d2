import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { CloseIcon } from '../ui/icons.js';
import { usePlayer, usePlayerState } from './player-context.js';
import styles from './queue-dialog.module.css';
import { clock } from './time.js';
import { TrackNames } from './track-names.js';

/** The tracks in their order: another one to play now, or to remove. */
export function QueueDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('player');
  const player = usePlayer();
  const { queue } = usePlayerState();
  return (
    <Dialog title={t('queue')} onClose={onClose}>
      <ol className={styles.list}>
        {queue.entries.map(({ key, track }, index) => (
          <li key={key} className={styles.entry}>
            <button
              type="button"
              className={styles.track}
              aria-current={index === queue.at || undefined}
              onClick={() => player.jump(key)}
            >
              <TrackNames track={track} />
            </button>
            <span className={styles.time}>{clock(track.duration_seconds)}</span>
            <IconButton label={t('remove', { title: track.title })} onClick={() => player.remove(key)}>
              <CloseIcon />
            </IconButton>
          </li>
        ))}
      </ol>
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
