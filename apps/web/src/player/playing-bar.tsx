import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/button.js';
import { NextIcon, PreviousIcon, QueueIcon } from '../ui/icons.js';
import { useFaultText } from '../ui/use-fault-text.js';
import { Cover } from './cover.js';
import { usePeaks } from './peaks.js';
import { PlayModes } from './play-modes.js';
import { PlayButton } from './play-button.js';
import styles from './playing-bar.module.css';
import { usePlayer, usePlayerState, usePosition } from './player-context.js';
import { moved, type QueueEntry } from './queue.js';
import { QueueDialog } from './queue-dialog.js';
import { clock } from './time.js';
import { TrackNames } from './track-names.js';
import { VolumeControl } from './volume-control.js';
import { Waveform } from './waveform.js';

/** The current track and its controls. */
export function PlayingBar({ current }: { current: QueueEntry }) {
  const t = useTranslations('player');
  const faultText = useFaultText();
  const player = usePlayer();
  const { queue, repeat, status, error } = usePlayerState();
  const { track } = current;
  const peaks = usePeaks(track);
  const { position, duration } = usePosition();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={styles.bar} aria-label={t('label')}>
      <div className={styles.track}>
        <Cover track={track} />
        <TrackNames track={track} />
      </div>
      <div className={styles.buttons}>
        <IconButton label={t('previous')} className={styles.previous} onClick={() => player.previous()}>
          <PreviousIcon />
        </IconButton>
        <PlayButton
          title={track.title}
          isPlaying={status === 'playing' || status === 'loading'}
          busy={status === 'loading'}
          onClick={() => player.toggle()}
        />
        <IconButton label={t('next')} disabled={!moved(queue, 1, repeat)} onClick={() => player.next()}>
          <NextIcon />
        </IconButton>
      </div>
      <div className={styles.sound}>
        <span className={styles.time}>{clock(position)}</span>
        <Waveform
          peaks={peaks}
          position={position}
          duration={duration}
          onSeek={(seconds) => player.seek(seconds)}
          className={styles.waveform}
        />
        <span className={styles.time}>{clock(duration)}</span>
      </div>
      <div className={styles.more}>
        <PlayModes className={styles.modes} />
        <VolumeControl />
        <IconButton label={t('queue')} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <QueueIcon />
        </IconButton>
      </div>
      <p role="alert" className={status === 'failed' ? styles.fault : 'visually-hidden'}>
        {status === 'failed' && faultText(error).text}
      </p>
      {isOpen && <QueueDialog onClose={() => setOpen(false)} />}
    </section>
  );
}
