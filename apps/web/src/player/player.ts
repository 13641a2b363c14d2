import { type Track, type Veza, VezaError } from '@veza/sdk';
import { Listening } from './listening.js';
import { normalisation } from './loudness.js';
import { isGrowing, isOtherSound, type Playable } from './playable.js';
import { keepVolume, keptVolume, type LeftPlayer, type PlayerState, SILENT } from './player-state.js';
import {
  append,
  currentOf,
  following,
  insertNext,
  MOST_ENTRIES,
  moved,
  placed,
  type Queue,
  type QueueEntry,
  type Repeat,
  shuffled,
  startWith,
  unshuffled,
  without,
} from './queue.js';
import { Sounds } from './sounds.js';
import { LostConnection } from '../session/lost-connection.js';

/** "Previous" begins the track again when so much of it has been heard. */
const RESTART_SECONDS = 3;
/** New addresses in a row without a sound from them. */
const MOST_RENEWALS = 2;
const NOT_READY_MS = 2_000;
/** The next track loads its beginning so long before the end of the present one, */
const PREPARE_SECONDS = 10;
/** and not while the one before still plays its last milliseconds. */
const SETTLED_SECONDS = 0.3;

/**
 * Plays a queue of tracks. It belongs to no page, so it goes on while the person moves between them. Addresses are signed
 * and end: the player asks for new ones when they do, and when the sound breaks off.
 */
export class Player {
  private readonly sound = new Sounds({
    changed: () => this.follow(),
    paused: () => this.obey(),
    ended: () => this.finish(),
    failed: () => void this.renew(),
    handedOver: (key) => this.adopt(key),
  });
  private state: PlayerState = { ...SILENT, repeat: 'off', volume: keptVolume() };
  private readonly listeners = new Set<() => void>();
  private readonly moves = new Set<() => void>();
  /** Grows with each sound that is opened: what an earlier one still brings is dropped. */
  private turn = 0;
  private wanted = false;
  private expiresAt = 0;
  private renewals = 0;
  private readonly listening = new Listening();
  /** Where the sound will begin, while it is not open: an earlier page was there, or the person goes there meanwhile. */
  private leftAt: number | undefined;
  /** The track after this one, which is prepared or was tried. */
  private nextKey: number | undefined;
  private nextExpiresAt = 0;

  constructor(private readonly veza: Veza) {}

  readonly getState = (): PlayerState => this.state;
  readonly subscribe = listenTo(this.listeners);
  /** Position and duration, which change several times a second. */
  readonly subscribeToMoves = listenTo(this.moves);

  readonly position = (): number => this.leftAt ?? this.sound.position;
  readonly duration = (): number => this.state.current?.track.duration_seconds || this.sound.duration;

  /** Plays these tracks, from one of them on. */
  play(tracks: readonly Playable[], at = 0, from = 0): void {
    this.begin(startWith(tracks, at), from);
  }

  playNext(track: Playable): void {
    this.add(insertNext, track);
  }

  addToEnd(track: Playable): void {
    this.add(append, track);
  }

  /** Goes on where an earlier page was, when the person presses play. */
  restore({ queue, repeat, position }: LeftPlayer): void {
    const current = currentOf(queue);
    if (this.state.current || !current) return;
    this.leftAt = position;
    this.change({ queue, repeat, current, status: 'paused' });
    this.tellMoves();
  }

  /** A track as it is now, in the place of what the queue has kept of it. Another sound is opened in the place of the one before. */
  renewFacts(track: Track): void {
    const { queue: kept, current } = this.state;
    if (!kept.entries.some((entry) => entry.track.id === track.id && entry.track !== track)) return;
    const renewed = (entry: QueueEntry) => (entry.track.id === track.id ? { ...entry, track } : entry);
    const queue = { ...kept, entries: kept.entries.map(renewed) };
    const at = this.position() < track.duration_seconds ? this.position() : 0;
    this.change({ queue, current: currentOf(queue) });
    if (current?.track.id !== track.id || !isOtherSound(current.track, track)) return;
    if (this.wanted) void this.open(at);
    else this.rest(queue, at);
  }

  toggle(): void {
    if (this.wanted) this.pause();
    else this.resume();
  }

  resume(): void {
    const { current, status } = this.state;
    if (!current) return;
    this.wanted = true;
    if (status === 'failed' || Date.now() > this.expiresAt) void this.open(this.position());
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
    if (this.position() > RESTART_SECONDS || !moved(this.state.queue, -1, this.state.repeat)) this.seek(0);
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
    if (currentOf(queue) === this.state.current) this.arrange(queue);
    else if (this.wanted) this.begin(queue);
    else this.rest(queue);
  }

  /** Another place in the queue, counted from 0. */
  place(key: number, to: number): void {
    this.arrange(placed(this.state.queue, key, to));
  }

  setShuffled(isShuffled: boolean): void {
    const { queue } = this.state;
    // Weak primitive: an order of chance for the ear, which protects nothing.
    this.arrange(isShuffled ? shuffled(queue, Math.random) : unshuffled(queue));
  }

  setRepeat(repeat: Repeat): void {
    this.change({ repeat });
    this.reviseNext();
  }

  /** What is no more. */
  forget(id: Playable['id']): void {
    for (const { key, track } of this.state.queue.entries) if (track.id === id) this.remove(key);
  }

  seek(seconds: number): void {
    if (!this.state.current) return;
    const to = Math.max(0, Math.min(seconds, this.duration()));
    if (this.leftAt === undefined) this.sound.seek(to);
    else this.leftAt = to;
    this.follow();
  }

  setVolume(volume: number): void {
    keepVolume(volume);
    this.change({ volume });
    this.applyLevel();
  }

  /** Ends the sound and empties the queue. */
  close(): void {
    this.silence();
    this.change(SILENT);
  }

  private silence(): void {
    this.turn += 1;
    this.wanted = false;
    this.leftAt = undefined;
    this.nextKey = undefined;
    this.expiresAt = 0;
    this.sound.pause();
    this.sound.close();
  }

  private add(put: typeof append, track: Playable): void {
    if (this.state.queue.entries.length >= MOST_ENTRIES) return;
    const queue = put(this.state.queue, track);
    if (this.state.current) this.arrange(queue);
    else this.begin(queue);
  }

  /** The same track in another queue. */
  private arrange(queue: Queue): void {
    this.change({ queue });
    this.reviseNext();
  }

  /** Another track that waits for the press of the person. */
  private rest(queue: Queue, at = 0): void {
    this.silence();
    this.leftAt = at;
    this.change({ queue, current: currentOf(queue), status: 'paused', error: undefined });
    this.tellMoves();
  }

  private moveBy(by: number): void {
    const queue = moved(this.state.queue, by, this.state.repeat);
    if (queue) this.begin(queue);
  }

  private begin(queue: Queue, from = 0): void {
    this.change({ queue, current: currentOf(queue) });
    this.wanted = true;
    this.renewals = 0;
    this.listening.begin();
    void this.open(from);
  }

  private async open(from: number): Promise<void> {
    const { current } = this.state;
    if (!current) return;
    const turn = (this.turn += 1);
    this.leftAt = from;
    this.nextKey = undefined;
    this.listening.goOn(from);
    this.expiresAt = 0;
    this.sound.close();
    this.change({ status: 'loading', error: undefined });
    this.applyLevel();
    try {
      const { hls_url, expires_at } = await this.addressOf(current.track);
      if (turn !== this.turn) return;
      this.expiresAt = Date.parse(expires_at);
      const begin = this.leftAt;
      this.leftAt = undefined;
      await this.sound.open(hls_url, begin);
      if (turn === this.turn && this.wanted) await this.start();
    } catch (error) {
      if (turn !== this.turn) return;
      if (error instanceof VezaError && error.code === 'NOT_READY') this.openLater(turn);
      else this.fail(error);
    }
  }

  private async addressOf(track: Playable) {
    return isGrowing(track) ? track.address() : (await this.veza.streamTrack({ path: { id: track.id } })).data;
  }

  /** A new track can be heard some seconds after its upload. */
  private openLater(turn: number): void {
    setTimeout(() => {
      if (turn !== this.turn) return;
      if (this.wanted) void this.open(this.position());
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
    if (this.renewals > MOST_RENEWALS) this.fail(new LostConnection('The sound breaks off'));
    else await this.open(this.position());
  }

  private fail(error: unknown): void {
    const { turn } = this;
    this.wanted = false;
    this.sound.pause();
    this.change({ status: 'failed', error });
    // The music goes on when the line is back, unless the person has chosen something else.
    addEventListener('online', () => turn === this.turn && this.resume(), { once: true });
  }

  private finish(): void {
    const next = following(this.state.queue, this.state.repeat);
    if (next && this.sound.isPrepared && this.sound.preparedKey === currentOf(next)?.key) return void this.sound.handOver();
    if (next) return this.begin(next);
    this.pause();
    this.sound.seek(0);
  }

  /** The next sound has begun at the end of the one before. */
  private adopt(key: number): void {
    const next = following(this.state.queue, this.state.repeat);
    if (!next || currentOf(next)?.key !== key) return next ? this.begin(next) : this.pause();
    this.turn += 1;
    this.expiresAt = this.nextExpiresAt;
    this.nextKey = undefined;
    this.renewals = 0;
    this.listening.begin();
    this.listening.goOn(0);
    this.change({ queue: next, current: currentOf(next) });
    if (!this.wanted) this.sound.pause();
    this.follow();
  }

  /** Near the end, the next track loads its beginning. A track that still grows has no end yet. */
  private async prepareNext(): Promise<void> {
    const { queue, repeat, current, status } = this.state;
    const left = this.sound.duration - this.sound.position;
    const isNear = this.sound.duration > 0 && left < PREPARE_SECONDS && this.sound.position > SETTLED_SECONDS;
    if (status !== 'playing' || !isNear || current?.track.status !== 'ready') return;
    const next = following(queue, repeat);
    const entry = next && currentOf(next);
    if (!entry || isGrowing(entry.track) || this.nextKey === entry.key) return;
    this.nextKey = entry.key;
    const { turn } = this;
    const isWanted = () => turn === this.turn && this.nextKey === entry.key;
    try {
      const { hls_url, expires_at } = await this.addressOf(entry.track);
      if (!isWanted()) return;
      this.nextExpiresAt = Date.parse(expires_at);
      await this.sound.prepare({ key: entry.key, address: hls_url, decibels: normalisation(entry.track) });
    } catch {
      // The track is opened at the end of this one, and shows its error then.
    }
  }

  /** Another track comes next. */
  private reviseNext(): void {
    const next = following(this.state.queue, this.state.repeat);
    if (this.nextKey === undefined || (next && currentOf(next)?.key === this.nextKey)) return;
    this.nextKey = undefined;
    this.sound.discard();
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
    void this.prepareNext();
    this.tellMoves();
  }

  private tellMoves(): void {
    for (const listener of this.moves) listener();
  }

  private count(): void {
    if (this.leftAt !== undefined) return;
    if (!this.listening.step(this.sound.position, this.sound.isPaused)) return;
    this.renewals = 0;
    const { current } = this.state;
    if (!current || isGrowing(current.track) || !this.listening.counts(this.duration())) return;
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

function listenTo(listeners: Set<() => void>): (listener: () => void) => () => void {
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}
