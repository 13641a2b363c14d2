import { type Veza, VezaError } from '@veza/sdk';
import { storage } from '../preferences/storage.js';
import { normalisation } from './loudness.js';
import { isGrowing, type Playable } from './playable.js';
import { currentOf, EMPTY, insertNext, moved, type Queue, type QueueEntry, startWith, without } from './queue.js';
import { Sound } from './sound.js';

export interface PlayerState {
  readonly queue: Queue;
  readonly current: QueueEntry | undefined;
  readonly status: 'paused' | 'loading' | 'playing' | 'failed';
  /** Why it failed. */
  readonly error: unknown;
  /** 0 to 1. */
  readonly volume: number;
}

const VOLUME = 'veza.volume';
/** "Previous" begins the track again when so much of it has been heard. */
const RESTART_SECONDS = 3;
/** A play counts when so much was heard, or half of a shorter track. */
const COUNTED_SECONDS = 10;
/** A step of the position that is longer is a jump, and was not heard. */
const LONGEST_STEP = 2;
/** New addresses in a row without a sound from them. */
const MOST_RENEWALS = 2;
const NOT_READY_MS = 2_000;

/**
 * Plays a queue of tracks. It belongs to no page, so it goes on while the person moves between them. Addresses are signed
 * and end: the player asks for new ones when they do, and when the sound breaks off.
 */
export class Player {
  private readonly sound = new Sound({
    changed: () => this.follow(),
    paused: () => this.obey(),
    ended: () => this.finish(),
    failed: () => void this.renew(),
  });
  private state: PlayerState = { queue: EMPTY, current: undefined, status: 'paused', error: undefined, volume: keptVolume() };
  private readonly listeners = new Set<() => void>();
  private readonly moves = new Set<() => void>();
  /** Grows with each sound that is opened: what an earlier one still brings is dropped. */
  private turn = 0;
  private wanted = false;
  private expiresAt = 0;
  private renewals = 0;
  private lastPosition = 0;
  private heard = 0;
  private isCounted = false;

  constructor(private readonly veza: Veza) {}

  readonly getState = (): PlayerState => this.state;
  readonly subscribe = listenTo(this.listeners);
  /** Position and duration, which change several times a second. */
  readonly subscribeToMoves = listenTo(this.moves);

  readonly position = (): number => this.sound.position;
  readonly duration = (): number => this.state.current?.track.duration_seconds || this.sound.duration;

  /** Plays these tracks, from one of them on. */
  play(tracks: readonly Playable[], at = 0, from = 0): void {
    this.begin(startWith(tracks, at), from);
  }

  playNext(track: Playable): void {
    const queue = insertNext(this.state.queue, track);
    if (this.state.current) this.change({ queue });
    else this.begin(queue);
  }

  toggle(): void {
    if (this.wanted) this.pause();
    else this.resume();
  }

  resume(): void {
    const { current, status } = this.state;
    if (!current) return;
    this.wanted = true;
    if (status === 'failed' || Date.now() > this.expiresAt) void this.open(this.sound.position);
    else void this.start();
  }

  pause(): void {
    this.wanted = false;
    this.sound.pause();
    this.follow();
  }

  next(): void {
    this.moveBy(1);
  }

  previous(): void {
    if (this.sound.position > RESTART_SECONDS || !moved(this.state.queue, -1)) this.seek(0);
    else this.moveBy(-1);
  }

  jump(key: number): void {
    const { queue } = this.state;
    const at = queue.entries.findIndex((entry) => entry.key === key);
    if (at !== -1) this.begin({ ...queue, at });
  }

  remove(key: number): void {
    const queue = without(this.state.queue, key);
    if (queue.entries.length === 0) return this.close();
    if (currentOf(queue) === this.state.current) this.change({ queue });
    else this.begin(queue);
  }

  /** What is no more. */
  forget(id: Playable['id']): void {
    for (const { key, track } of this.state.queue.entries) if (track.id === id) this.remove(key);
  }

  seek(seconds: number): void {
    if (!this.state.current) return;
    this.sound.seek(Math.max(0, Math.min(seconds, this.duration())));
    this.follow();
  }

  setVolume(volume: number): void {
    storage.write(VOLUME, String(volume));
    this.change({ volume });
    this.applyLevel();
  }

  /** Ends the sound and empties the queue. */
  close(): void {
    this.turn += 1;
    this.wanted = false;
    this.sound.pause();
    this.sound.close();
    this.change({ queue: EMPTY, current: undefined, status: 'paused', error: undefined });
  }

  private moveBy(by: number): void {
    const queue = moved(this.state.queue, by);
    if (queue) this.begin(queue);
  }

  private begin(queue: Queue, from = 0): void {
    this.change({ queue, current: currentOf(queue) });
    this.wanted = true;
    this.renewals = 0;
    this.heard = 0;
    this.isCounted = false;
    void this.open(from);
  }

  private async open(from: number): Promise<void> {
    const { current } = this.state;
    if (!current) return;
    const turn = (this.turn += 1);
    this.lastPosition = from;
    this.expiresAt = 0;
    this.sound.close();
    this.change({ status: 'loading', error: undefined });
    this.applyLevel();
    try {
      const { hls_url, expires_at } = await this.addressOf(current.track);
      if (turn !== this.turn) return;
      this.expiresAt = Date.parse(expires_at);
      await this.sound.open(hls_url, from);
      if (turn === this.turn && this.wanted) await this.start();
    } catch (error) {
      if (turn !== this.turn) return;
      if (error instanceof VezaError && error.code === 'NOT_READY') this.openLater(from, turn);
      else this.fail(error);
    }
  }

  private async addressOf(track: Playable) {
    return isGrowing(track) ? track.address() : (await this.veza.streamTrack({ path: { id: track.id } })).data;
  }

  /** A new track can be heard some seconds after its upload. */
  private openLater(from: number, turn: number): void {
    setTimeout(() => {
      if (turn !== this.turn) return;
      if (this.wanted) void this.open(from);
      else this.change({ status: 'paused' });
    }, NOT_READY_MS);
  }

  private async start(): Promise<void> {
    const turn = this.turn;
    const isAllowed = await this.sound.play();
    if (turn !== this.turn) return;
    if (!isAllowed) this.wanted = false;
    this.follow();
  }

  /** The address has ended, the sound was replaced, or the network is away. */
  private async renew(): Promise<void> {
    this.renewals += 1;
    if (this.renewals > MOST_RENEWALS) this.fail(new TypeError('The sound breaks off'));
    else await this.open(this.sound.position);
  }

  private fail(error: unknown): void {
    this.wanted = false;
    this.sound.pause();
    this.change({ status: 'failed', error });
  }

  private finish(): void {
    if (moved(this.state.queue, 1)) return this.next();
    this.pause();
    this.sound.seek(0);
  }

  /** The system has paused the element, for example because headphones were unplugged. */
  private obey(): void {
    if (this.state.status === 'playing') this.wanted = false;
    this.follow();
  }

  /** Follows the element. */
  private follow(): void {
    const { status } = this.state;
    if (status !== 'failed') {
      const next = !this.wanted ? 'paused' : this.sound.isPaused || this.sound.isWaiting ? 'loading' : 'playing';
      if (next !== status) this.change({ status: next });
    }
    this.count();
    for (const listener of this.moves) listener();
  }

  private count(): void {
    const step = this.sound.position - this.lastPosition;
    this.lastPosition = this.sound.position;
    if (step <= 0 || step > LONGEST_STEP || this.sound.isPaused) return;
    this.renewals = 0;
    this.heard += step;
    const { current } = this.state;
    if (this.isCounted || !current || isGrowing(current.track) || this.heard < Math.min(COUNTED_SECONDS, this.duration() / 2))
      return;
    this.isCounted = true;
    this.veza.playTrack({ path: { id: current.track.id } }).catch(() => undefined); // the music goes on
  }

  private applyLevel(): void {
    const { current, volume } = this.state;
    this.sound.setLevel(volume, current ? normalisation(current.track) : 0);
  }

  private change(change: Partial<PlayerState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

function keptVolume(): number {
  const kept = Number(storage.read(VOLUME) ?? 1);
  return kept >= 0 && kept <= 1 ? kept : 1;
}

function listenTo(listeners: Set<() => void>): (listener: () => void) => () => void {
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}
