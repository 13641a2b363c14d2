import { VezaError } from '@veza/sdk';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { usePlayer, usePlayerState } from '../../player/player-context.js';
import { PlayButton } from '../../player/play-button.js';
import { IconButton, Button } from '../../ui/button.js';
import { CloseIcon, PauseIcon, PlayIcon } from '../../ui/icons.js';
import type { KeptUpload } from './kept-uploads.js';
import type { Upload, UploadState } from './upload.js';
import styles from './upload-line.module.css';
import { useUploads } from './uploads-context.js';
import { useRefusalText } from './use-refusal-text.js';

/** One file: how far it is, and what the person can do with it. */
export function UploadLine({ upload, state }: { upload: Upload; state: UploadState }) {
  const t = useTranslations('tracks.upload');
  const uploads = useUploads();
  const player = usePlayer();
  const { current, status } = usePlayerState();
  const refusalText = useRefusalText();
  const { phase, share, track, sound } = state;
  const name = track?.title ?? upload.file.name;
  const isMoving = phase === 'sending' || phase === 'paused' || phase === 'converting';
  const isCurrent = track !== undefined && current?.track.id === track.id;
  const isPlaying = isCurrent && (status === 'playing' || status === 'loading');
  const hasEnded = phase === 'ready' || phase === 'failed' || phase === 'converting';
  const cancel = () => {
    player.forget(upload.key);
    void uploads.cancel(upload);
  };
  return (
    <Frame
      name={
        track ? (
          <Link to="/tracks/$trackId" params={{ trackId: String(track.id) }}>
            {name}
          </Link>
        ) : (
          name
        )
      }
    >
      {phase === 'failed' ? (
        <p role="alert" className={styles.fault}>
          {refusalText(state)}
        </p>
      ) : (
        <p className={styles.state}>{t(`phase.${phase}`, { share })}</p>
      )}
      {isMoving && <progress className={styles.progress} value={share} aria-label={t('progressOf', { name })} />}
      {track && (phase === 'converting' || phase === 'ready') && (
        <PlayButton title={name} isPlaying={isPlaying} onClick={() => (isCurrent ? player.toggle() : player.play([track]))} />
      )}
      {isMoving && sound && (
        <Button kind="quiet" aria-label={t('listenTo', { name })} onClick={() => player.play([sound])}>
          {t('listen')}
        </Button>
      )}
      {phase === 'sending' && (
        <IconButton label={t('pause', { name })} onClick={() => upload.pause()}>
          <PauseIcon />
        </IconButton>
      )}
      {phase === 'paused' && (
        <IconButton label={t('resume', { name })} onClick={() => upload.resume()}>
          <PlayIcon />
        </IconButton>
      )}
      {phase === 'failed' && mayRetry(state) && (
        <Button kind="quiet" onClick={() => void upload.run()}>
          {t('retry')}
        </Button>
      )}
      <IconButton
        label={t(hasEnded ? 'dismiss' : 'cancel', { name })}
        onClick={() => (hasEnded ? uploads.dismiss(upload) : cancel())}
      >
        <CloseIcon />
      </IconButton>
    </Frame>
  );
}

/** An upload from before a reload. */
export function UnfinishedLine({ unfinished }: { unfinished: KeptUpload }) {
  const t = useTranslations('tracks.upload');
  const format = useFormatter();
  const uploads = useUploads();
  const { name, size } = unfinished;
  return (
    <Frame name={name}>
      <p className={styles.state}>{t('unfinished', { size: format.number(size / 1_000_000, { maximumFractionDigits: 1 }) })}</p>
      <IconButton label={t('cancel', { name })} onClick={() => void uploads.discard(unfinished)}>
        <CloseIcon />
      </IconButton>
    </Frame>
  );
}

const Frame = ({ name, children }: { name: ReactNode; children: ReactNode }) => (
  <li className={styles.line}>
    <span className={styles.name}>{name}</span>
    {children}
  </li>
);

/** A file that is no track, or too large, stays one. */
function mayRetry({ refusal, track, error }: UploadState): boolean {
  return refusal === undefined && track === undefined && (!(error instanceof VezaError) || error.retryable);
}
