import type { Track, Veza } from '@veza/sdk';
import { type KeptUpload, KeptUploads } from './kept-uploads.js';
import type { License } from './licenses.js';
import { Slots } from './slots.js';
import { Upload, type UploadMeans } from './upload.js';

/** What several files have in common; empty: their tags give it. */
export interface CommonFields {
  readonly isPublic: boolean;
  readonly album: string;
  readonly artist: string;
  readonly license: License;
}

export interface UploadsState {
  readonly uploads: readonly { readonly upload: Upload; readonly state: Upload['state'] }[];
  /** Begun before a reload: the person has to choose their files again. */
  readonly unfinished: readonly KeptUpload[];
}

/** A browser has few connections to one host, and the pages need some too. */
const MOST_SENDING = 2;
const MOST_FOLLOWED = 2;

/** The uploads of a person. They belong to no page, so they go on while the person moves between them. */
export class Uploads {
  private list: readonly Upload[] = [];
  private state: UploadsState = { uploads: [], unfinished: [] };
  private readonly listeners = new Set<() => void>();
  private readonly sends = new Slots(MOST_SENDING);
  private readonly follows = new Slots(MOST_FOLLOWED);
  private readonly kept = new KeptUploads(() => this.change());

  constructor(private readonly veza: Veza) {}

  readonly getState = (): UploadsState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** `arrived`: a file has become a track; `at` is its place among the files. */
  add(files: readonly File[], common: CommonFields, arrived?: (track: Track, at: number) => void): void {
    const { isPublic, album, artist, license } = common;
    const shared = { is_public: isPublic ? ('true' as const) : ('false' as const), license, ...(artist !== '' && { artist }) };
    const added = files.map((file, index) => {
      const fields = { ...shared, ...(album !== '' && { album, track_number: index + 1 }) };
      return this.make(file, { fields, arrived: (track) => arrived?.(track, index) });
    });
    this.begin(added);
  }

  /** A file with another sound for a track. */
  replace(file: File, trackId: number): void {
    this.begin([this.make(file, { fields: {}, replaces: trackId })]);
  }

  /** Takes what has ended out of sight. */
  dismiss(upload: Upload): void {
    this.list = this.list.filter((each) => each !== upload);
    this.change();
  }

  /** Takes all that have ended out of sight. */
  clear(): void {
    this.list = this.list.filter(({ hasEnded }) => !hasEnded);
    this.change();
  }

  async cancel(upload: Upload): Promise<void> {
    this.dismiss(upload);
    await upload.cancel();
  }

  async discard({ id }: KeptUpload): Promise<void> {
    this.kept.end(id);
    await this.veza.cancelUpload({ path: { id }, headers: { 'tus-resumable': '1.0.0' } }).catch(() => undefined);
  }

  reconnect(): void {
    for (const upload of this.list) upload.reconnect();
  }

  /** Whether something is lost when the page is closed. */
  isBusy(): boolean {
    return this.list.some(({ state: { phase } }) => phase === 'sending' || phase === 'waiting');
  }

  /** Ends all of them; what is stored stays at the server for a day. */
  leave(): void {
    for (const upload of this.list) upload.leave();
    this.list = [];
    this.change();
  }

  private make(file: File, wanted: Pick<UploadMeans, 'fields' | 'replaces' | 'arrived'>): Upload {
    const { veza, kept, sends, follows } = this;
    return new Upload(file, { veza, kept, sends, follows, ...wanted, changed: () => this.change() });
  }

  private begin(uploads: readonly Upload[]): void {
    this.list = [...this.list, ...uploads];
    for (const upload of uploads) void upload.run();
    this.change();
  }

  private change(): void {
    const present = new Set(this.list.map(({ file: { name, size } }) => `${name}:${size}`));
    this.state = {
      uploads: this.list.map((upload) => ({ upload, state: upload.state })),
      unfinished: this.kept.all().filter(({ name, size }) => !present.has(`${name}:${size}`)),
    };
    for (const listener of this.listeners) listener();
  }
}
