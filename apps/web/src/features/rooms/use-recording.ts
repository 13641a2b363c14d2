import { useEffect, useRef, useState } from 'react';
import { canRecord, Recording } from './recording.js';

export interface Recorded {
  readonly sound: Blob;
  /** An address of this page. */
  readonly address: string;
  readonly seconds: number;
  readonly levels: readonly number[];
}

export type RecordingState =
  | { readonly kind: 'asking' | 'refused' | 'missing' | 'recording' | 'paused' }
  | { readonly kind: 'recorded'; readonly recorded: Recorded };

/** One recording, from the question of the browser to the sound. It ends with the element. */
export function useRecording() {
  const [state, setState] = useState<RecordingState>({ kind: 'asking' });
  const [seconds, setSeconds] = useState(0);
  const [level, setLevel] = useState(0);
  const [attempt, setAttempt] = useState(0);
  const recording = useRef<Recording>(undefined);

  useEffect(() => {
    let isGone = false;
    let address: string | undefined;
    const events = {
      moved: (now: number, loud: number) => {
        setSeconds(now);
        setLevel(loud);
      },
      ended: (sound: Blob, length: number, levels: readonly number[]) => {
        address = URL.createObjectURL(sound);
        setState({ kind: 'recorded', recorded: { sound, address, seconds: length, levels } });
      },
    };
    const begin = async () => {
      if (!canRecord()) return setState({ kind: 'missing' });
      try {
        const begun = await Recording.begin(events);
        if (isGone) return begun.discard();
        recording.current = begun;
        setState({ kind: 'recording' });
      } catch (error) {
        const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
        if (!isGone) setState({ kind: isRefused ? 'refused' : 'missing' });
      }
    };
    void begin();
    return () => {
      isGone = true;
      recording.current?.discard();
      recording.current = undefined;
      if (address !== undefined) URL.revokeObjectURL(address);
    };
  }, [attempt]);

  return {
    state,
    seconds,
    level,
    retry: () => {
      setState({ kind: 'asking' });
      setAttempt(attempt + 1);
    },
    pause: () => {
      recording.current?.pause();
      setState({ kind: 'paused' });
    },
    resume: () => {
      recording.current?.resume();
      setState({ kind: 'recording' });
    },
    finish: () => recording.current?.finish(),
  };
}
