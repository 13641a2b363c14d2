import { storage } from '../preferences/storage.js';
import { EMPTY, type Queue, type QueueEntry, type Repeat } from './queue.js';

export interface PlayerState {
  readonly queue: Queue;
  readonly current: QueueEntry | undefined;
  readonly repeat: Repeat;
  readonly status: 'paused' | 'loading' | 'playing' | 'failed';
  /** Why it failed. */
  readonly error: unknown;
  /** 0 to 1. */
  readonly volume: number;
}

/** Without a track. */
export const SILENT = { queue: EMPTY, current: undefined, status: 'paused', error: undefined } as const;

/** What another page of this person has left. */
export interface LeftPlayer {
  readonly queue: Queue;
  readonly repeat: Repeat;
  readonly position: number;
}

const VOLUME = 'veza.volume';

export function keptVolume(): number {
  const kept = Number(storage.read(VOLUME) ?? 1);
  return kept >= 0 && kept <= 1 ? kept : 1;
}

export const keepVolume = (volume: number): void => storage.write(VOLUME, String(volume));
