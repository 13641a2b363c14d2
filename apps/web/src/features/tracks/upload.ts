import { type Track, trackProgress, type Veza, VezaError } from '@veza/sdk';
import { TrackUpload, type TrackUploadOptions } from '@veza/sdk/uploads';
import type { GrowingSound } from '../../player/playable.js';
import type { KeptUploads } from './kept-uploads.js';
import type { Slots } from './slots.js';
import { soundOf } from './upload-sound.js';

/** Why a file is refused before a byte of it is sent. */
export type Refusal = 'EMPTY' | 'TOO_LARGE';

export interface UploadState {
  readonly phase: 'waiting' | 'sending' | 'paused' | 'converting' | 'ready' | 'failed' | 'cancelled';
  /** Of the present phase, 0 to 1. */
  readonly share: number;
  /** What has arrived, when it can be heard. */
  readonly sound?: GrowingSound | undefined;
  /** When it exists. */
  readonly track?: Track;
  readonly error?: unknown;
  readonly refusal?: Refusal;
  /** Why the conversion failed, in the words of the API. */
  readonly reason?: string | undefined;
}

export interface UploadMeans {
  readonly veza: Veza;
  readonly kept: KeptUploads;
  readonly sends: Slots;
  readonly follows: Slots;
  readonly fields: TrackUploadOptions['fields'];
  /** The track whose sound the file is to replace. */
  readonly replaces?: number | undefined;
  /** The file has become a track. */
  arrived?(track: Track): void;
  changed(): void;
}

const MOST_BYTES = 500 * 1_024 ** 2;

export const refusalOf = ({ size }: File): Refusal | undefined =>
  size === 0 ? 'EMPTY' : size > MOST_BYTES ? 'TOO_LARGE' : undefined;

/** One file on its way to a track that can be played. */
export class Upload {
  readonly key = crypto.randomUUID();
  private current: UploadState = { phase: 'waiting', share: 0 };
  private upload: TrackUpload | undefined;
  private readonly end = new AbortController();

  constructor(
    readonly file: File,
    private readonly means: UploadMeans,
  ) {}

  get state(): UploadState {
    return this.current;
  }

  get hasEnded(): boolean {
    return ['ready', 'failed', 'cancelled'].includes(this.current.phase);
  }

  /** Begins, or tries again after a failure. */
  async run(): Promise<void> {
    const refusal = refusalOf(this.file);
    if (refusal) return this.set({ phase: 'failed', share: 0, refusal });
    try {
      this.set({ phase: 'waiting', share: 0 });
      const track = await this.means.sends.run(() => this.send());
      this.set({ phase: 'converting', share: 0, track });
      this.means.arrived?.(track);
      await this.means.follows.run(() => this.follow(track));
    } catch (error) {
      if (this.end.signal.aborted) this.set({ phase: 'cancelled', share: 0 });
      else this.set({ ...this.current, phase: 'failed', error });
    }
  }

  pause(): void {
    this.upload?.pause();
    if (this.current.phase === 'sending') this.set({ ...this.current, phase: 'paused' });
  }

  resume(): void {
    this.upload?.resume();
    if (this.current.phase === 'paused') this.set({ ...this.current, phase: 'sending' });
  }

  /** The connection is back: an attempt that waits begins at once, and one that gave up begins again. */
  reconnect(): void {
    const { phase, error } = this.current;
    if (phase === 'sending') {
      this.upload?.pause();
      this.upload?.resume();
    } else if (phase === 'failed' && error instanceof TypeError) void this.run();
  }

  /** Ends it without a trace. A track that exists already stays. */
  async cancel(): Promise<void> {
    this.end.abort();
    const id = this.upload?.id;
    await this.upload?.cancel().catch(() => undefined); // the server forgets it by itself
    this.means.kept.end(id);
    this.set({ phase: 'cancelled', share: 0 });
  }

  /** Leaves it as it is, to go on another time. */
  leave(): void {
    this.end.abort();
  }

  private async send(): Promise<Track> {
    this.end.signal.throwIfAborted();
    const { kept, replaces } = this.means;
    const id = await kept.idOf(this.file, replaces);
    try {
      return await this.sendAs(id);
    } catch (error) {
      const isGone = error instanceof VezaError && (error.status === 404 || error.status === 410);
      if (isGone || (error instanceof VezaError && !error.retryable)) kept.end(this.upload?.id);
      if (id === undefined || !isGone) throw error;
      return this.sendAs(undefined);
    }
  }

  private async sendAs(id: string | undefined): Promise<Track> {
    const { veza, kept, fields = {}, replaces } = this.means;
    const { signal } = this.end;
    const upload = new TrackUpload(veza, this.file, {
      ...(id !== undefined && { id }),
      fields,
      replaces,
      signal,
      onBegin: (begun) => kept.begin(this.file, begun, replaces),
      onProgress: (stored, total) => {
        const { key, current, file } = this;
        const sound = soundOf({ key, name: file.name, artist: fields.artist ?? '', stored, veza, upload, signal });
        this.set({ ...current, share: stored / total, sound });
      },
    });
    this.upload = upload;
    this.set({ phase: 'sending', share: 0 });
    const track = await upload.run();
    kept.end(upload.id);
    return track;
  }

  private async follow(track: Track): Promise<void> {
    const { veza } = this.means;
    for await (const event of trackProgress(veza, track.id, { signal: this.end.signal })) {
      const { status, progress, error_message } = event;
      if (status === 'failed') return this.set({ phase: 'failed', share: 0, track, reason: error_message });
      this.set({ phase: 'converting', share: progress / 100, track });
    }
    const { data } = await veza.getTrack({ path: { id: track.id } });
    this.set({ phase: 'ready', share: 1, track: data });
  }

  private set(state: UploadState): void {
    this.current = state;
    this.means.changed();
  }
}
