import type { Track } from '@veza/sdk';
import { useEffect } from 'react';
import { usePeaks } from '../../player/peaks.js';
import { PlayButton } from '../../player/play-button.js';
import { usePlayer, usePlayerState, usePosition } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { Waveform } from '../../player/waveform.js';
import { CommentMarks } from './comment-marks.js';
import styles from './track-sound.module.css';
import { isPlayable } from './use-tracks.js';

/** Play and the drawing of the whole track, from the second of a link on (`start`). A press on the drawing begins there, also when another track is played. */
export function TrackSound({ track, start }: { track: Track; start: number }) {
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const { position, duration } = usePosition();
  const peaks = usePeaks(track);
  useEffect(() => player.renewFacts(track), [player, track]);
  const isCurrent = current?.track.id === track.id;
  const length = (isCurrent && duration) || track.duration_seconds;
  const seek = (seconds: number) => (isCurrent ? player.seek(seconds) : player.play([track], 0, seconds));
  return (
    <div className={styles.sound}>
      <PlayButton
        title={track.title}
        size="large"
        isPlaying={isCurrent && (status === 'playing' || status === 'loading')}
        busy={isCurrent && status === 'loading'}
        disabled={!isPlayable(track)}
        onClick={() => (isCurrent ? player.toggle() : player.play([track], 0, start))}
      />
      <div className={styles.drawing}>
        <Waveform
          peaks={peaks}
          position={isCurrent ? position : start}
          duration={isPlayable(track) ? length : 0}
          onSeek={seek}
          className={styles.waveform}
        />
        <CommentMarks trackId={track.id} duration={isPlayable(track) ? length : 0} onJump={seek} />
      </div>
      <span className={styles.time}>
        {clock(isCurrent ? position : start)} / {clock(length)}
      </span>
    </div>
  );
}
