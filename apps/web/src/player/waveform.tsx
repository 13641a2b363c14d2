import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { classNames } from '../ui/class-names.js';
import { clock } from './time.js';
import styles from './waveform.module.css';

interface WaveformProps {
  /** What is drawn; a plain line without it. */
  peaks: readonly number[] | undefined;
  position: number;
  duration: number;
  onSeek(seconds: number): void;
  className?: string | undefined;
}

const STEP_SECONDS = 5;
const FLAT = Array.from({ length: 160 }, () => 0.04);

/** The drawing of a sound with the slider of its position, which is a native one: the keyboard and screen readers know it. */
export function Waveform({ peaks = FLAT, position, duration, onSeek, className }: WaveformProps) {
  const t = useTranslations('player');
  /** While the pointer holds the thumb, the sound does not follow. */
  const [held, setHeld] = useState<number>();
  const drawing = useMemo(() => peaks.map((peak, at) => `M${at + 0.5} ${50 - peak * 48}V${50 + peak * 48}`).join(''), [peaks]);
  const shown = held ?? position;
  const played = duration > 0 ? Math.min(100, (shown / duration) * 100) : 0;
  const release = (event: PointerEvent<HTMLInputElement>) => {
    event.currentTarget.releasePointerCapture(event.pointerId);
    if (held !== undefined) onSeek(held);
    setHeld(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? STEP_SECONDS : event.key === 'ArrowLeft' ? -STEP_SECONDS : 0;
    if (by === 0) return;
    event.preventDefault();
    onSeek(Math.max(0, Math.min(position + by, duration)));
  };
  return (
    <div className={classNames(styles.waveform, className)}>
      <svg viewBox={`0 0 ${peaks.length} 100`} preserveAspectRatio="none" className={styles.rest} aria-hidden>
        <path d={drawing} />
      </svg>
      <svg
        viewBox={`0 0 ${peaks.length} 100`}
        preserveAspectRatio="none"
        className={styles.played}
        style={{ clipPath: `inset(0 ${100 - played}% 0 0)` }}
        aria-hidden
      >
        <path d={drawing} />
      </svg>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('position')}
        aria-valuetext={t('positionOf', { position: clock(shown), duration: clock(duration) })}
        min={0}
        max={Math.max(duration, 0.1)}
        step={0.1}
        value={Math.min(shown, Math.max(duration, 0.1))}
        disabled={duration === 0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setHeld(position);
        }}
        onPointerUp={release}
        onPointerCancel={() => setHeld(undefined)}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          const seconds = event.target.valueAsNumber;
          if (held === undefined) onSeek(seconds);
          else setHeld(seconds);
        }}
      />
    </div>
  );
}
