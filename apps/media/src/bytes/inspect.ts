import { createHash } from 'node:crypto';
import { DeclaredError, type UploadKind } from '@veza/contracts';
import { type ContentKind, HEAD_BYTES, isAccepted, sniff } from '../objects/content-kind.js';
import { MOST_IMAGE_BYTES, reencodeImage } from './reencode-image.js';

export interface Inspected {
  type: string;
  size: number;
  hash: string;
}

interface Terms {
  kind: UploadKind;
  maxBytes: number;
  /** Bytes that the user's quota still holds. */
  left: number;
}

/**
 * One pass over an upload: tell what it is from its first bytes, stop it where it is too large, re-encode it when it is an
 * image, hash what is kept. It is a source for the object store; `whenRead` runs when all has been read and before the
 * store makes it visible, so what it throws leaves nothing behind.
 */
export async function* inspect(
  file: AsyncIterable<Buffer>,
  terms: Terms,
  whenRead: (facts: Inspected) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const source = file[Symbol.asyncIterator]();
  const head = await readHead(source);
  const kind = sniff(head);
  if (head.length === 0) throw new DeclaredError('FILE_MISSING', { message: 'The file is empty' });
  if (!isAccepted(terms.kind, kind)) throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message: refusalOf(terms.kind) });

  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of kept(kind, terms.kind, limited(head, source, kind, terms))) {
    size += chunk.byteLength;
    hash.update(chunk);
    yield chunk;
  }
  await whenRead({ type: kind.type, size, hash: hash.digest('hex') });
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
  { maxBytes, left }: Terms,
): AsyncGenerator<Buffer> {
  const most = kind.family === 'image' ? Math.min(maxBytes, MOST_IMAGE_BYTES) : maxBytes;
  let size = 0;
  for (let chunk: Buffer | undefined = head; chunk; chunk = await following(source)) {
    size += chunk.length;
    if (size > most) throw new DeclaredError('PAYLOAD_TOO_LARGE', { message: `At most ${most} bytes are accepted here` });
    if (size > left) throw new DeclaredError('QUOTA_EXCEEDED');
    yield chunk;
  }
}

async function following(source: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const next = await source.next();
  return next.done ? undefined : next.value;
}

/** Sounds and documents are kept as they are; an image only as we wrote it ourselves. */
function kept(kind: ContentKind, place: UploadKind, bytes: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  return kind.family === 'image' ? reencodeImage(bytes, place) : bytes;
}

function refusalOf(kind: UploadKind): string {
  return kind === 'track'
    ? 'This is no sound that we know (WAV, MP3, FLAC, M4A, Ogg, WebM)'
    : 'This kind of file is not accepted here';
}
