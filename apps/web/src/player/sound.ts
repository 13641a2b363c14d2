import type Hls from 'hls.js';
import { type AudioOutput, HAS_SOURCES } from './audio-output.js';
import { factorOf } from './loudness.js';

export interface SoundEvents {
  /** Position, duration or state of the element have changed. */
  changed(): void;
  /** It was paused before its end. */
  paused(): void;
  ended(): void;
  /** It cannot go on at this address. */
  failed(): void;
}

const CHANGES = ['timeupdate', 'durationchange', 'playing', 'waiting', 'seeked', 'emptied'] as const;
const BUFFER_SECONDS = 30;

/** An audio element, with what it plays from and how loud. */
export class Sound {
  private readonly audio = new Audio();
  private hls: Hls | undefined;
  private amplifier: GainNode | undefined;
  private volume = 1;
  private decibels = 0;
  private turn = 0;
  /** Where it begins, until the element has a position of its own. */
  private from = 0;

  constructor(
    private readonly output: AudioOutput,
    private readonly events: SoundEvents,
  ) {
    for (const name of CHANGES) this.audio.addEventListener(name, () => events.changed());
    this.audio.addEventListener('pause', () => !this.audio.ended && events.paused());
    this.audio.addEventListener('loadedmetadata', () => this.audio.currentTime < this.from && this.seek(this.from));
    this.audio.addEventListener('ended', () => events.ended());
    this.audio.addEventListener('error', () => !this.hls && this.audio.src !== '' && events.failed());
  }

  get position(): number {
    return this.isEmpty ? this.from : this.audio.currentTime;
  }

  private get isEmpty(): boolean {
    return this.audio.readyState === HTMLMediaElement.HAVE_NOTHING;
  }

  /** In seconds; 0 while it is not known. */
  get duration(): number {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : 0;
  }

  get isPaused(): boolean {
    return this.audio.paused;
  }

  get isWaiting(): boolean {
    return this.audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
  }

  get hasEnded(): boolean {
    return this.audio.ended;
  }

  /** Begins to load a playlist. Another call ends this one. */
  async open(address: string, from: number): Promise<void> {
    this.close();
    const turn = this.turn;
    this.from = from;
    if (!HAS_SOURCES) {
      this.audio.src = address;
      return;
    }
    const { default: Player } = await import('hls.js/light');
    if (turn !== this.turn) return;
    // Sound in fragmented MP4 needs no worker. A playlist that still grows begins at its beginning, and not at its end.
    const hls = new Player({
      enableWorker: false,
      startPosition: this.from,
      maxBufferLength: BUFFER_SECONDS,
      backBufferLength: BUFFER_SECONDS,
    });
    hls.on(Player.Events.ERROR, (_event, { fatal }) => fatal && this.events.failed());
    hls.attachMedia(this.audio);
    hls.loadSource(address);
    this.hls = hls;
  }

  /** Returns false when the browser wants a press of the user first. */
  async play(): Promise<boolean> {
    void this.amplify();
    try {
      await this.audio.play();
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return true; // another sound has been opened
      return false;
    }
  }

  pause(): void {
    this.audio.pause();
  }

  seek(seconds: number): void {
    if (this.isEmpty) this.from = seconds;
    else this.audio.currentTime = seconds;
  }

  /** The volume that the user chose, 0 to 1, and the normalisation of the track. */
  setLevel(volume: number, decibels = this.decibels): void {
    this.volume = volume;
    this.decibels = decibels;
    this.applyLevel();
  }

  close(): void {
    this.turn += 1;
    this.from = 0;
    this.hls?.destroy();
    this.hls = undefined;
    this.audio.removeAttribute('src');
    this.audio.load();
  }

  private async amplify(): Promise<void> {
    if (this.amplifier || (!this.output.isRunning && !(await this.output.resume())) || this.amplifier) return;
    this.amplifier = this.output.connect(this.audio);
    this.applyLevel();
  }

  private applyLevel(): void {
    const factor = factorOf(this.decibels);
    if (this.amplifier) this.amplifier.gain.value = factor;
    this.audio.volume = this.volume * (this.amplifier ? 1 : Math.min(1, factor));
  }
}
