import { createHash } from 'node:crypto';
import { DeclaredError, type UploadKind } from '@veza/contracts';
import { type ContentKind, HEAD_BYTES, hasMarkup, isAccepted, LONGEST_MARKUP, sniff } from '../objects/content-kind.js';
import { MOST_IMAGE_BYTES } from './decode-image.js';
import { FILE_FIELD } from './read-upload.js';
import { reencodeImage } from './reencode-image.js';

export interface InspectedFile {
  type: string;
  size: number;
  hash: string;
}

export interface UploadTerms {
  kind: UploadKind;
  maxBytes: number;
  /** Bytes that are left of the quota of the user. */
  left: number;
}

/**
 * One pass over an upload: it detects the kind from the first bytes, rejects what is too large, re-encodes images, and
 * hashes the stored bytes. It is a source for the object store; `whenRead` runs after the last byte and before the store
 * makes the object visible, so that an error of it leaves nothing behind.
 */
export async function* inspect(
  file: AsyncIterable<Buffer>,
  terms: UploadTerms,
  whenRead: (facts: InspectedFile) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const { kind, bytes } = await recognized(file, terms);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of toStore(kind, terms.kind, bytes)) {
    size += chunk.byteLength;
    hash.update(chunk);
    yield chunk;
  }
  await whenRead({ type: kind.type, size, hash: hash.digest('hex') });
}

/** The kind of an upload, which its place takes, and its bytes, which end with an error when they are too many. */
export async function recognized(
  file: AsyncIterable<Buffer>,
  terms: UploadTerms,
): Promise<{ kind: ContentKind; bytes: AsyncGenerator<Buffer> }> {
  const source = file[Symbol.asyncIterator]();
  const head = await readHead(source);
  if (head.length === 0) throw new DeclaredError('FILE_MISSING', { message: 'The file is empty' });
  const kind = requireKind(terms.kind, head);
  return { kind, bytes: limited(head, source, kind, terms) };
}

/** The kind of a file from its first bytes; UNSUPPORTED_MEDIA_TYPE if the place does not take it. */
export function requireKind(place: UploadKind, head: Buffer): ContentKind {
  const kind = sniff(head.subarray(0, HEAD_BYTES));
  if (!isAccepted(place, kind)) throw unsupported(place);
  return kind;
}

async function readHead(source: AsyncIterator<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let length = 0; length < HEAD_BYTES;) {
    const next = await source.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(chunks);
}

async function* limited(
  head: Buffer,
  source: AsyncIterator<Buffer>,
  kind: ContentKind,
  { maxBytes, left }: UploadTerms,
): AsyncGenerator<Buffer> {
  const most = kind.family === 'image' ? Math.min(maxBytes, MOST_IMAGE_BYTES) : maxBytes;
  let size = 0;
  for (let chunk: Buffer | undefined = head; chunk; chunk = await nextChunk(source)) {
    size += chunk.length;
    if (size > most) throw new DeclaredError('PAYLOAD_TOO_LARGE', { message: `The file is larger than ${most} bytes` });
    if (size > left) throw new DeclaredError('QUOTA_EXCEEDED');
    yield chunk;
  }
}

async function nextChunk(source: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const next = await source.next();
  return next.done ? undefined : next.value;
}

/** Audio and documents are stored unchanged, images re-encoded. */
function toStore(kind: ContentKind, place: UploadKind, bytes: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  if (kind.family === 'text' || kind.family === 'encoded-text') return inactive(bytes, place);
  return kind.family === 'image' ? reencodeImage(bytes, place, FILE_FIELD[place]) : bytes;
}

/** Markup that a browser would run is no better behind the first bytes, however they arrive. */
async function* inactive(bytes: AsyncGenerator<Buffer>, place: UploadKind): AsyncGenerator<Buffer> {
  let before = '';
  for await (const chunk of bytes) {
    const text = before + chunk.toString('latin1').replaceAll('\0', ''); // UTF-16 has one in each letter of markup
    if (hasMarkup(text)) throw unsupported(place);
    before = text.slice(-LONGEST_MARKUP);
    yield chunk;
  }
}

const ACCEPTED_HERE: Partial<Record<UploadKind, string>> = {
  track:
    'This is no sound in an accepted format: WAV, AIFF, MP3, AAC, M4A, MP4, FLAC, Ogg (Vorbis, Opus, Speex), WebM, Matroska, CAF, Wave64, WavPack, WMA or AU',
  voice: 'This is no recorded sound in an accepted format: WebM, M4A, Ogg, MP3, AAC, FLAC or WAV',
  picture: 'This is no picture in an accepted format: JPEG, PNG or WebP',
};

function unsupported(place: UploadKind): DeclaredError {
  const message = ACCEPTED_HERE[place] ?? 'This kind of file is not accepted here';
  return new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message, details: [{ field: FILE_FIELD[place], message }] });
}
