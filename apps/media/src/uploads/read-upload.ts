import { AsyncResource } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import busboy from 'busboy';
import { DeclaredError, invalid, type UploadKind } from '@veza/contracts';

/** Bounds of a form beside its files. */
const LIMITS = { fieldNameSize: 100, fieldSize: 16 * 1024, fields: 30, headerPairs: 20 };

/** The name of the form field with the file. */
export const FILE_FIELD: Record<UploadKind, string> = {
  track: 'audio',
  resource: 'file',
  'product-file': 'file',
  'chat-file': 'file',
  picture: 'picture',
  voice: 'file',
};

export interface FileReceiver<Stored> {
  /** Stores the file while it arrives; `claimedName` comes from the uploader. */
  store(file: Readable, claimedName: string | undefined): Promise<Stored>;
  /** Undoes `store`, when the rest of the form is rejected. */
  discard(stored: Stored): Promise<void>;
}

/** The field of a form that holds its files, and how many it may hold. */
export interface FilePlace {
  kind: UploadKind;
  most: number;
}

export interface ReceivedUpload<Stored> {
  /** At least one, in the order of the form. */
  stored: Stored[];
  fields: Record<string, string>;
}

/**
 * Reads an upload to its end: files, which the receiver stores while they arrive, and text fields before or after them. A
 * body that is no form is one file itself. It rejects at the first fault (of the form, the receiver, the connection, or
 * when `signal` aborts), after the stored files are discarded; the rest of the body is then unread.
 */
export function readUpload<Stored>(
  request: IncomingMessage,
  place: FilePlace,
  receiver: FileReceiver<Stored>,
  signal: AbortSignal,
): Promise<ReceivedUpload<Stored>> {
  return new Promise((resolve, reject) => {
    const reader = new UploadReader(request, receiver, place);
    reader.done.then(resolve, reject);
    signal.addEventListener('abort', () => reader.fail(signal.reason), { once: true });
    request.once('close', () => {
      if (!request.complete) reader.fail(new DeclaredError('UPLOAD_INCOMPLETE'));
    });
    request.on('error', (cause) => reader.fail(new DeclaredError('UPLOAD_INCOMPLETE', { cause })));
    if (/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) reader.form();
    else reader.bytes();
  });
}

class UploadReader<Stored> {
  readonly done: Promise<ReceivedUpload<Stored>>;
  private settle: { resolve: (upload: ReceivedUpload<Stored>) => void; reject: (error: unknown) => void };
  private readonly fields: Record<string, string> = {};
  /** The one that arrives. */
  private file?: Readable;
  private readonly fileField: string;
  private readonly most: number;
  private readonly stored: Promise<Stored>[] = [];
  private failed = false;
  private parser?: busboy.Busboy;
  /** Bound to the context of the request: later chunks arrive in the context of the connection. */
  private readonly store: FileReceiver<Stored>['store'];

  constructor(
    private readonly request: IncomingMessage,
    private readonly receiver: FileReceiver<Stored>,
    { kind, most }: FilePlace,
  ) {
    this.fileField = FILE_FIELD[kind];
    this.most = most;
    this.store = AsyncResource.bind((file: Readable, claimedName: string | undefined) => receiver.store(file, claimedName));
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  bytes(): void {
    if (this.request.headers['content-length'] === '0') return this.fail(this.missing());
    this.storeFile(this.request.pipe(new PassThrough()), undefined);
    this.finish();
  }

  form(): void {
    try {
      // Every browser sends file names in UTF-8.
      const limits = { ...LIMITS, files: this.most, parts: LIMITS.fields + this.most };
      this.parser = busboy({ headers: this.request.headers, limits, defParamCharset: 'utf8' });
    } catch (cause) {
      return this.fail(
        new DeclaredError('MALFORMED_BODY', { message: 'The Content-Type of the form has no valid boundary', cause }),
      );
    }
    // The name of a part is undefined when it is empty or missing, against the types of busboy.
    this.parser
      .on('file', (name: string | undefined, file, { filename }) => {
        file.on('error', (cause) => this.fail(broken(cause)));
        // Parts of the same packet still arrive after a failure. And a browser sends a file field without a file name when
        // no file was selected.
        if (this.failed || filename === undefined || filename === '') return void file.resume();
        if (name === this.fileField) return this.storeFile(file, unescapedFileName(filename));
        file.resume();
        this.fail(invalid(name ?? '', `The file belongs into the field "${this.fileField}"`));
      })
      .on('field', (name: string | undefined, value, { nameTruncated, valueTruncated }) => {
        if (name === undefined) this.fail(invalid('', 'A field of the form has no name'));
        else if (nameTruncated || valueTruncated) this.fail(invalid(name, 'This field is too long'));
        else this.fields[name] = value;
      })
      .on('filesLimit', () =>
        this.fail(invalid(this.fileField, this.most === 1 ? 'One file a request' : `At most ${this.most} files`)),
      )
      .on('fieldsLimit', () => this.fail(invalid(this.fileField, `At most ${LIMITS.fields} fields beside the file`)))
      .on('partsLimit', () => this.fail(invalid(this.fileField, `At most ${LIMITS.fields + this.most} parts`)))
      .on('error', (cause) => this.fail(broken(cause)))
      .on('close', () => this.finish());
    this.request.pipe(this.parser);
  }

  fail(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.request.unpipe();
    // The reader of the file must see the error, or it waits for more bytes.
    this.file?.destroy(error instanceof Error ? error : new Error('the upload failed'));
    this.parser?.destroy();
    const undone = this.stored.map(async (each) => this.receiver.discard(await each));
    void Promise.allSettled(undone).then(() => this.settle.reject(error)); // what could not be undone is left to the sweeper
  }

  private storeFile(file: Readable, claimedName: string | undefined): void {
    this.file = file;
    const stored = this.store(file, claimedName);
    this.stored.push(stored);
    stored.catch((error: unknown) => this.fail(error));
  }

  private finish(): void {
    if (this.failed) return;
    if (this.stored.length === 0) return this.fail(this.missing());
    void Promise.all(this.stored).then(
      (stored) => {
        if (!this.failed) this.settle.resolve({ stored, fields: this.fields });
      },
      () => undefined,
    );
  }

  private missing(): DeclaredError {
    return new DeclaredError('FILE_MISSING', { details: [{ field: this.fileField, message: 'A file is required' }] });
  }
}

/** Browsers escape exactly three characters of a file name in a form (WHATWG HTML, "multipart/form-data"). */
const unescapedFileName = (filename: string): string =>
  filename.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');

const broken = (cause: unknown) => new DeclaredError('MALFORMED_BODY', { message: 'The form is malformed or incomplete', cause });
