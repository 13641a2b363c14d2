import { kept } from '../../offline/kept.js';

/** An upload that has begun at the server. It goes on after a reload when the person chooses the same file again. */
export interface KeptUpload {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly begunAt: number;
  /** The track whose sound it is to replace. */
  readonly replaces?: number | undefined;
}

const KEY = 'uploads';
/** The server keeps an unfinished upload for a day. */
const DAY_MS = 86_400_000;

const isSame = (upload: KeptUpload, { name, size, lastModified }: File): boolean =>
  upload.name === name && upload.size === size && upload.modified === lastModified;

/** Ids of unfinished uploads, in this browser, until the session ends. */
export class KeptUploads {
  private list: readonly KeptUpload[] = [];
  private readonly read: Promise<unknown>;

  constructor(private readonly changed: () => void) {
    this.read = kept.read<readonly KeptUpload[]>(KEY).then((list = []) => {
      this.list = [...list.filter(({ begunAt }) => Date.now() - begunAt < DAY_MS), ...this.list];
      changed();
    });
  }

  all(): readonly KeptUpload[] {
    return this.list;
  }

  /** A file that is chosen as a new track goes on as what it was begun as. */
  async idOf(file: File, replaces: number | undefined): Promise<string | undefined> {
    await this.read;
    const isMeant = (upload: KeptUpload) => replaces === undefined || upload.replaces === replaces;
    return this.list.find((upload) => isSame(upload, file) && isMeant(upload))?.id;
  }

  begin(file: File, id: string, replaces: number | undefined): void {
    const { name, size, lastModified: modified } = file;
    this.write([...this.list, { id, name, size, modified, begunAt: Date.now(), replaces }]);
  }

  end(id: string | undefined): void {
    if (this.list.some((upload) => upload.id === id)) this.write(this.list.filter((upload) => upload.id !== id));
  }

  private write(list: readonly KeptUpload[]): void {
    this.list = list;
    void this.read.then(() => kept.write(KEY, this.list));
    this.changed();
  }
}
