import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { clock } from '../../player/time.js';
import { Button, IconButton } from '../../ui/button.js';
import { CheckIcon, CloseIcon, PauseIcon, RecordIcon, SendIcon } from '../../ui/icons.js';
import { useRecording } from './use-recording.js';
import styles from './voice-recorder.module.css';
import { VoiceSound } from './voice-sound.js';

interface VoiceRecorderProps {
  onSend(recording: File): void;
  onClose(): void;
}

/** Bars of the drawing before the server has measured the sound. */
const BARS = 64;

/** Records, plays what was recorded, and sends it. The sentences of its states are read by screen readers. */
export function VoiceRecorder({ onSend, onClose }: VoiceRecorderProps) {
  const t = useTranslations('talk.voice');
  const { state, seconds, level, retry, pause, resume, finish } = useRecording();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [state.kind]);
  const discard = (
    <IconButton label={t('discard')} onClick={onClose}>
      <CloseIcon />
    </IconButton>
  );

  if (state.kind === 'recorded') {
    const { sound, address, seconds: length, levels } = state.recorded;
    const name = t('name', { length: clock(Math.max(1, Math.round(length))) });
    return (
      <div ref={frame} className={styles.recorder}>
        {discard}
        <VoiceSound address={address} seconds={length} peaks={barsOf(levels)} name={name} />
        <IconButton
          data-first
          kind="primary"
          label={t('send')}
          onClick={() => {
            onSend(new File([sound], name, { type: sound.type }));
            onClose();
          }}
        >
          <SendIcon />
        </IconButton>
      </div>
    );
  }
  if (state.kind === 'refused' || state.kind === 'missing')
    return (
      <div ref={frame} className={styles.recorder}>
        <p role="alert" className={styles.words}>
          {t(state.kind)}
        </p>
        <Button data-first onClick={retry}>
          {t('again')}
        </Button>
        {discard}
      </div>
    );
  const isRecording = state.kind === 'recording';
  return (
    <div ref={frame} role="group" aria-label={t('record')} className={styles.recorder}>
      {discard}
      <p role="status" className={styles.words}>
        {t(state.kind === 'asking' ? 'asks' : state.kind)} <small>{t('longest')}</small>
      </p>
      {state.kind !== 'asking' && (
        <>
          <span className={styles.level} aria-hidden>
            <i style={{ transform: `scaleX(${isRecording ? level : 0})` }} />
          </span>
          <span role="timer" className={styles.time}>
            {clock(seconds)}
          </span>
          <IconButton label={t(isRecording ? 'pause' : 'goOn')} onClick={isRecording ? pause : resume}>
            {isRecording ? <PauseIcon /> : <RecordIcon />}
          </IconButton>
          <IconButton data-first kind="primary" label={t('finish')} onClick={finish}>
            <CheckIcon />
          </IconButton>
        </>
      )}
    </div>
  );
}

function barsOf(levels: readonly number[]): number[] {
  const bars = Math.min(BARS, levels.length);
  return Array.from({ length: bars }, (_, bar) => {
    const [start, end] = [bar, bar + 1].map((each) => Math.floor((each * levels.length) / bars));
    return Math.max(...levels.slice(start, end));
  });
}
