import { pause } from './back-off.js';
import { Deadline } from './deadline.js';
import type { Track, UploadPreview, UploadTrackBody } from './generated/schemas.js';
import type { Veza } from './veza.js';
import { VezaError } from './veza-error.js';

export interface TrackUploadOptions {
  /** The fields of `uploadTrack`. Those that are left out are filled from the tags of the file. */
  fields?: Omit<UploadTrackBody, 'audio'>;
  /** The id of a track whose sound the file is to replace, as by `replaceTrackAudio`. */
  replaces?: number | undefined;
  /** Default: the name of a `File`. */
  filename?: string;
  /** The `id` of an upload that was begun before, for example before a reload of the page, with the same file. */
  id?: string;
  /** Bytes of one request, 4 MiB by default. Progress is reported after each. */
  pieceBytes?: number;
  /** Called when the upload has begun at the server: store the id to continue after a restart. */
  onBegin?: (id: string) => void;
  /** Bytes that the server has stored. */
  onProgress?: (stored: number, total: number) => void;
  /** Aborts the upload; what is stored stays for 24 hours. */
  signal?: AbortSignal;
}

const PATH = '/api/v1/uploads';
const TUS = { 'tus-resumable': '1.0.0' };
const PIECE_BYTES = 4 * 1024 ** 2;
/** Longer than a piece takes on a slow line. One that is cut off here is stored as far as it arrived. */
const LONGEST_PIECE_MS = 300_000;
/** Failures in a row without a new byte. */
const MOST_FAILURES = 8;
const PREVIEW_EVERY_MS = 2_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Locked by an earlier request, and a piece that arrived damaged. */
const TEMPORARY_STATUS = [408, 409, 423, 460];

/**
 * Uploads a track in pieces, by tus 1.0: a lost connection costs what was not stored yet, and nothing else. Failures that
 * pass (the network, a busy server) are retried with growing delays; others reject `run`.
 *
 * The file must stay the same: a `File` of a browser, or a `Blob`.
 */
export class TrackUpload {
  private readonly fields: Record<string, unknown>;
  private readonly ended = new AbortController();
  private current = new AbortController();
  private running?: Promise<Track>;
  private gate?: { opened: Promise<void>; open: () => void };
  private uploadId?: string;
  /** Undefined when it has to be read from the server. */
  private offset?: number;
  private furthest = 0;
  private failures = 0;

  constructor(
    private readonly veza: Veza,
    private readonly file: Blob,
    private readonly options: TrackUploadOptions = {},
  ) {
    const filename = options.filename ?? ('name' in file && typeof file.name === 'string' ? file.name : undefined);
    this.fields = { ...options.fields, replaces: options.replaces, filename };
    this.uploadId = options.id;
  }

  /** Of the upload at the server; undefined before it has begun. */
  get id(): string | undefined {
    return this.uploadId;
  }

  get isPaused(): boolean {
    return this.gate !== undefined;
  }

  /** Begins or continues, and returns the track, which is still transcoded. Several calls return the same promise. */
  run(): Promise<Track> {
    this.running ??= this.work();
    return this.running;
  }

  /** Ends the present request; `run` waits. */
  pause(): void {
    if (this.gate) return;
    let open = () => {};
    this.gate = { opened: new Promise((resolve) => (open = resolve)), open };
    this.current.abort();
  }

  resume(): void {
    this.gate?.open();
    this.gate = undefined;
  }

  /**
   * What has arrived, as something to hear: waits until enough is stored and returns the address of a playlist. Rejects for a
   * kind of file that cannot be heard before its end (UNSUPPORTED_MEDIA_TYPE), and with INVALID_STATE when the upload is
   * complete: then the track can be played.
   */
  async preview({ signal }: { signal?: AbortSignal } = {}): Promise<UploadPreview> {
    for (;;) {
      signal?.throwIfAborted();
      this.ended.signal.throwIfAborted();
      try {
        if (this.uploadId !== undefined) return (await this.veza.previewUpload({ path: { id: this.uploadId }, signal })).data;
      } catch (error) {
        if (!(error instanceof VezaError) || error.code !== 'NOT_READY') throw error;
      }
      await pause(PREVIEW_EVERY_MS, signal);
    }
  }

  /** Ends the upload and deletes what is stored. `run` rejects with an AbortError. A track that exists already stays. */
  async cancel(): Promise<void> {
    this.ended.abort();
    this.current.abort();
    this.resume();
    await this.running?.catch(() => undefined);
    if (this.uploadId !== undefined) await this.veza.cancelUpload({ path: { id: this.uploadId }, headers: TUS });
  }

  private async work(): Promise<Track> {
    for (;;) {
      await this.gate?.opened;
      const deadline = this.begin();
      const { signal } = deadline;
      try {
        signal.throwIfAborted();
        const id = await this.step(signal);
        if (id !== undefined) return (await this.veza.getTrack({ path: { id }, signal })).data;
      } catch (error) {
        this.offset = undefined;
        if (this.gate) continue;
        if (this.ended.signal.aborted || this.options.signal?.aborted) throw error;
        this.failures += 1;
        if (!isTemporary(error) || this.failures > MOST_FAILURES) throw error;
        await pause(delayOf(error, this.failures), signal);
      } finally {
        deadline.clear();
      }
    }
  }

  /** The limits of the next request. */
  private begin(): Deadline {
    this.current = new AbortController();
    return new Deadline([this.current.signal, this.ended.signal, this.options.signal], LONGEST_PIECE_MS);
  }

  /** One request or two; returns the id of the track when it exists. */
  private async step(signal: AbortSignal): Promise<number | undefined> {
    this.uploadId ??= await this.create(signal);
    const path = { id: this.uploadId };
    if (this.offset === undefined || this.offset === this.file.size) {
      const { data } = await this.veza.getUpload({ path, signal });
      if (data.length !== this.file.size) throw new RangeError('This is not the file that the upload was begun with');
      this.note(data.offset);
      if (data.track_id !== undefined) return data.track_id;
      if (data.offset === data.length) return this.finish(path, signal);
    }
    const start = this.offset ?? 0;
    const piece = this.file.slice(start, start + (this.options.pieceBytes ?? PIECE_BYTES));
    const headers = { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(start) };
    const stored = await this.veza.appendUpload({ path, body: piece, headers, signal });
    this.note(Number(stored.headers.get('upload-offset')));
    return undefined;
  }

  /** A complete upload becomes a track when its last piece is stored. Reading its offset repeats that, if it was lost. */
  private async finish(path: { id: string }, signal: AbortSignal): Promise<number> {
    const call = `${PATH}/${path.id}`;
    const response = await this.veza.fetch(call, { method: 'HEAD', headers: TUS, signal });
    if (!response.ok) throw await VezaError.of(`HEAD ${call}`, response);
    const { data } = await this.veza.getUpload({ path, signal });
    if (data.track_id === undefined) throw new Error('The upload is complete, but is no track yet');
    return data.track_id;
  }

  private async create(signal: AbortSignal): Promise<string> {
    const metadata = Object.entries(this.fields).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${base64(String(value))}`],
    );
    const headers = { ...TUS, 'upload-length': String(this.file.size), 'upload-metadata': metadata.join(',') };
    const response = await this.veza.fetch(PATH, { method: 'POST', headers, signal });
    if (!response.ok) throw await VezaError.of(`POST ${PATH}`, response);
    const id = response.headers.get('location')?.split('/').at(-1) ?? '';
    this.options.onBegin?.(id);
    this.note(0);
    return id;
  }

  private note(offset: number): void {
    this.offset = offset;
    if (offset > this.furthest) this.failures = 0;
    this.furthest = Math.max(this.furthest, offset);
    this.options.onProgress?.(offset, this.file.size);
  }
}

/** What is no response of the API is the network, or a time limit. */
function isTemporary(error: unknown): boolean {
  if (error instanceof RangeError) return false;
  return !(error instanceof VezaError) || error.retryable || TEMPORARY_STATUS.includes(error.status);
}

function delayOf(error: unknown, failures: number): number {
  const wanted = error instanceof VezaError ? (error.retryAfter ?? 0) * 1_000 : 0;
  return Math.max(wanted, Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1)));
}

/** Of UTF-8. */
const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
