import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { PlayButton } from '../../player/play-button.js';
import { usePlayer } from '../../player/player-context.js';
import { clock } from '../../player/time.js';
import { Waveform } from '../../player/waveform.js';
import { Button } from '../../ui/button.js';
import styles from './voice-sound.module.css';

interface VoiceSoundProps {
  address: string;
  seconds: number;
  /** 0 to 1. */
  peaks: readonly number[];
  name: string;
  /** A new address, when this one has ended. */
  renew?: () => Promise<string | undefined>;
}

const SPEEDS = [1, 1.5, 2] as const;
/** One sound at a time: that of the player of the site or one of these. */
let heard: HTMLAudioElement | undefined;

/** A recorded voice with its waveform, its position and its speed. */
export function VoiceSound({ address, seconds, peaks, name, renew }: VoiceSoundProps) {
  const t = useTranslations('talk.voice');
  const player = usePlayer();
  const audio = useRef<HTMLAudioElement>(null);
  const [first] = useState(address); // another one is set at the element, which would begin again with each
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [position, setPosition] = useState(0);
  const [speed, setSpeed] = useState(0);
  const rate = SPEEDS[speed % SPEEDS.length] ?? 1;
  useEffect(() => player.subscribe(() => player.getState().status === 'playing' && audio.current?.pause()), [player]);

  const start = async (sound: HTMLAudioElement) => {
    if (player.getState().current) player.pause();
    if (heard !== sound) heard?.pause();
    heard = sound;
    setBroken(false);
    try {
      await sound.play();
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') return; // paused meanwhile
      const fresh = await renew?.().catch(() => undefined);
      if (fresh === undefined) return setBroken(true);
      sound.src = fresh;
      sound.currentTime = position;
      sound.playbackRate = rate;
      await sound.play().catch(() => setBroken(true));
    }
  };
  const toggle = () => {
    if (!audio.current) return;
    if (isPlaying) audio.current.pause();
    else void start(audio.current);
  };
  const seek = (to: number) => {
    if (audio.current) audio.current.currentTime = to;
    setPosition(to);
  };
  const nextSpeed = () => {
    const next = (speed + 1) % SPEEDS.length;
    setSpeed(next);
    if (audio.current) audio.current.defaultPlaybackRate = audio.current.playbackRate = SPEEDS[next] ?? 1;
  };
  return (
    <div role="group" aria-label={name} className={styles.sound}>
      <audio
        ref={audio}
        src={first}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setPosition(currentTarget.currentTime)}
        onEnded={() => {
          setPlaying(false);
          setPosition(0);
        }}
      />
      <PlayButton title={name} isPlaying={isPlaying} onClick={toggle} />
      <span className={styles.time}>{clock(isPlaying || position > 0 ? position : Math.max(1, Math.round(seconds)))}</span>
      {/* Not at the end of the row, where the actions of the message lie over it. */}
      <Button kind="quiet" aria-label={t('speed', { speed: rate })} title={t('speed', { speed: rate })} onClick={nextSpeed}>
        {rate}×
      </Button>
      <Waveform className={styles.waveform} peaks={peaks} position={position} duration={seconds} onSeek={seek} />
      {isBroken && (
        <p role="alert" className={styles.fault}>
          {t('broken')}
        </p>
      )}
    </div>
  );
}
