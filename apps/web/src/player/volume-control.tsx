import { useTranslations } from 'use-intl';
import { IconButton } from '../ui/button.js';
import { MutedIcon, VolumeIcon } from '../ui/icons.js';
import { usePlayer, usePlayerState } from './player-context.js';
import styles from './volume-control.module.css';

/** Phones have keys for it, so that it is shown on large screens only. */
export function VolumeControl() {
  const t = useTranslations('player');
  const player = usePlayer();
  const { volume } = usePlayerState();
  const isMuted = volume === 0;
  return (
    <div className={styles.volume}>
      <IconButton label={t(isMuted ? 'unmute' : 'mute')} onClick={() => player.setVolume(isMuted ? 1 : 0)}>
        {isMuted ? <MutedIcon /> : <VolumeIcon />}
      </IconButton>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('volume')}
        aria-valuetext={t('volumeOf', { share: volume })}
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => player.setVolume(event.target.valueAsNumber)}
      />
    </div>
  );
}
