import { AudioOutput, HAS_SOURCES } from './audio-output.js';
import { Sound, type SoundEvents } from './sound.js';

export interface SoundsEvents extends SoundEvents {
  /** The prepared sound is heard now. */
  handedOver(key: number): void;
}

interface Prepared {
  readonly key: number;
  readonly address: string;
  readonly decibels: number;
}

/** The end is waited for by a timer when it is so near: an element reports its position four times a second. */
const NEAR_SECONDS = 1;
/** From the call of `play()` to the first sample of a sound that has loaded its beginning (measured, decision 261). */
const LEAD_MS = 15;

/** Two sounds in turn: while one is heard, the next one loads its beginning, and starts at the end of the first. */
export class Sounds {
  private readonly output = new AudioOutput();
  private heard = this.make();
  private other = this.make();
  private prepared: Prepared | undefined;
  private isHandingOver = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private volume = 1;

  constructor(private readonly events: SoundsEvents) {}

  get position(): number {
    return this.heard.position;
  }

  get duration(): number {
    return this.heard.duration;
  }

  get isPaused(): boolean {
    return this.heard.isPaused;
  }

  get isWaiting(): boolean {
    return this.heard.isWaiting;
  }

  /** Of the sound that starts at the end of this one. */
  get preparedKey(): number | undefined {
    return this.prepared?.key;
  }

  async open(address: string, from: number): Promise<void> {
    this.discard();
    await this.heard.open(address, from);
  }

  /** Loads the beginning of the next sound. Without Media Source Extensions a second element may not start by itself. */
  async prepare(prepared: Prepared): Promise<void> {
    if (!HAS_SOURCES) return;
    this.discard();
    this.prepared = prepared;
    this.other.setLevel(this.volume, prepared.decibels);
    await this.other.open(prepared.address, 0);
    this.watch();
  }

  discard(): void {
    clearTimeout(this.timer);
    this.prepared = undefined;
    this.other.close();
  }

  /** Whether the prepared sound, if there is one, can start. */
  get isPrepared(): boolean {
    return this.prepared !== undefined && !this.other.isWaiting;
  }

  play(): Promise<boolean> {
    return this.heard.play();
  }

  pause(): void {
    clearTimeout(this.timer);
    this.heard.pause();
    this.other.pause();
  }

  seek(seconds: number): void {
    clearTimeout(this.timer);
    this.heard.seek(seconds);
  }

  setLevel(volume: number, decibels: number): void {
    this.volume = volume;
    this.heard.setLevel(volume, decibels);
    this.other.setLevel(volume);
  }

  close(): void {
    this.discard();
    this.heard.close();
  }

  /** Starts the prepared sound now. The one before plays its last milliseconds to their end. */
  async handOver(): Promise<void> {
    const { prepared, other, heard } = this;
    if (!prepared || this.isHandingOver) return;
    this.isHandingOver = true;
    const isStarted = await other.play();
    this.isHandingOver = false;
    if (this.prepared === prepared && isStarted) {
      this.prepared = undefined;
      [this.heard, this.other] = [other, heard];
      if (heard.hasEnded) heard.close();
      this.events.handedOver(prepared.key);
      return;
    }
    if (this.prepared === prepared) this.discard();
    if (heard.hasEnded) this.events.ended();
  }

  private make(): Sound {
    const sound: Sound = new Sound(this.output, {
      changed: () => this.isHeard(sound) && this.change(),
      paused: () => this.isHeard(sound) && this.events.paused(),
      ended: () => this.end(sound),
      failed: () => (this.isHeard(sound) ? this.events.failed() : this.discard()),
    });
    return sound;
  }

  private isHeard(sound: Sound): boolean {
    return sound === this.heard;
  }

  private change(): void {
    this.watch();
    this.events.changed();
  }

  private end(sound: Sound): void {
    if (!this.isHeard(sound)) {
      if (!this.prepared) sound.close();
    } else if (!this.isHandingOver) this.events.ended();
  }

  private watch(): void {
    clearTimeout(this.timer);
    const { duration, position, isPaused, isWaiting } = this.heard;
    const left = duration - position;
    if (!this.isPrepared || duration === 0 || isPaused || isWaiting || left > NEAR_SECONDS) return;
    this.timer = setTimeout(() => void this.handOver(), Math.max(0, left * 1_000 - LEAD_MS));
  }
}
