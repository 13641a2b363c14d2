import { AsyncResource } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import busboy from 'busboy';
import { DeclaredError, invalid, type UploadKind } from '@veza/contracts';

/** What is bounded of a form beside its file. */
const LIMITS = { fieldNameSize: 100, fieldSize: 16 * 1024, fields: 30, files: 1, parts: 31, headerPairs: 20 };

/** The name of the file's field: what a FILE_MISSING names. */
const FIELD: Record<UploadKind, string> = { track: 'audio', resource: 'file', 'product-file': 'file', 'chat-file': 'file' };

export interface Keeping<Kept> {
  /** Takes the file while it arrives; `claimedName` is what the uploader calls it. */
  keep(file: Readable, claimedName: string | undefined): Promise<Kept>;
  /** Undoes `keep`: the file was taken, and then the rest of the form was refused. */
  discard(kept: Kept): Promise<void>;
}

export interface Upload<Kept> {
  kept: Kept;
  fields: Record<string, string>;
}

/**
 * Reads an upload to its end: one file, given away while it arrives, and text fields before or after it. A body that is
 * no form is the file itself. It rejects at the first fault (also of the keeper, the connection, or an aborted `signal`),
 * when nothing is left of what was kept; the rest of the body is then unread.
 */
export function readUpload<Kept>(
  request: IncomingMessage,
  kind: UploadKind,
  keeping: Keeping<Kept>,
  signal: AbortSignal,
): Promise<Upload<Kept>> {
  return new Promise((resolve, reject) => {
    const reading = new Reading(request, keeping, FIELD[kind]);
    reading.done.then(resolve, reject);
    signal.addEventListener('abort', () => reading.fail(signal.reason), { once: true });
    request.once('close', () => {
      if (!request.complete) reading.fail(new DeclaredError('UPLOAD_INCOMPLETE'));
    });
    request.on('error', (cause) => reading.fail(new DeclaredError('UPLOAD_INCOMPLETE', { cause })));
    if (/^multipart\/form-data/i.test(request.headers['content-type'] ?? '')) reading.form();
    else reading.bytes();
  });
}

class Reading<Kept> {
  readonly done: Promise<Upload<Kept>>;
  private settle: { resolve: (upload: Upload<Kept>) => void; reject: (error: unknown) => void };
  private readonly fields: Record<string, string> = {};
  private file?: Readable;
  private kept?: Promise<Kept>;
  private failed = false;
  private parser?: busboy.Busboy;
  /** Bytes that come later are brought by the connection, which knows nothing of the request: so it is bound. */
  private readonly keep: Keeping<Kept>['keep'];

  constructor(
    private readonly request: IncomingMessage,
    private readonly keeping: Keeping<Kept>,
    private readonly fileField: string,
  ) {
    this.keep = AsyncResource.bind((file: Readable, claimedName: string | undefined) => keeping.keep(file, claimedName));
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  bytes(): void {
    if (this.request.headers['content-length'] === '0') return this.fail(this.missing());
    this.take(this.request.pipe(new PassThrough()), undefined);
    this.finish();
  }

  form(): void {
    try {
      // File names are UTF-8 in every browser, whatever the standard of 1998 says.
      this.parser = busboy({ headers: this.request.headers, limits: LIMITS, defParamCharset: 'utf8' });
    } catch (cause) {
      return this.fail(new DeclaredError('MALFORMED_BODY', { message: 'The form has no boundary', cause }));
    }
    // Whatever its types say, busboy gives a part no name where that is empty or was not written.
    this.parser
      .on('file', (name: string | undefined, file, { filename }) => {
        file.on('error', (cause) => this.fail(broken(cause)));
        // What came in the same packet is still read out when all is refused. And a browser sends an empty file field
        // without a file name when nothing was chosen.
        if (this.failed || filename === undefined || filename === '') return void file.resume();
        if (name === this.fileField) return this.take(file, filename);
        file.resume();
        this.fail(invalid(name ?? '', `The file belongs into the field "${this.fileField}"`));
      })
      .on('field', (name: string | undefined, value, { nameTruncated, valueTruncated }) => {
        if (name === undefined) this.fail(invalid('', 'A field of the form has no name'));
        else if (nameTruncated || valueTruncated) this.fail(invalid(name, 'This field is too long'));
        else this.fields[name] = value;
      })
      .on('filesLimit', () => this.fail(invalid(this.fileField, 'One file a request')))
      .on('fieldsLimit', () => this.fail(invalid(this.fileField, `At most ${LIMITS.fields} fields beside the file`)))
      .on('partsLimit', () => this.fail(invalid(this.fileField, `At most ${LIMITS.parts} parts`)))
      .on('error', (cause) => this.fail(broken(cause)))
      .on('close', () => this.finish());
    this.request.pipe(this.parser);
  }

  fail(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.request.unpipe();
    // Whoever reads the file must learn that no more of it comes.
    this.file?.destroy(error instanceof Error ? error : new Error('the upload failed'));
    this.parser?.destroy();
    const undone = this.kept?.then((kept) => this.keeping.discard(kept)).catch(() => undefined);
    void Promise.resolve(undone).then(() => this.settle.reject(error));
  }

  private take(file: Readable, claimedName: string | undefined): void {
    this.file = file;
    this.kept = this.keep(file, claimedName);
    this.kept.catch((error: unknown) => this.fail(error));
  }

  private finish(): void {
    if (this.failed) return;
    if (!this.kept) return this.fail(this.missing());
    void this.kept.then(
      (kept) => {
        if (!this.failed) this.settle.resolve({ kept, fields: this.fields });
      },
      () => undefined,
    );
  }

  private missing(): DeclaredError {
    return new DeclaredError('FILE_MISSING', { details: [{ field: this.fileField, message: 'A file is required' }] });
  }
}

const broken = (cause: unknown) =>
  new DeclaredError('MALFORMED_BODY', { message: 'The form can not be read, or ends too early', cause });
