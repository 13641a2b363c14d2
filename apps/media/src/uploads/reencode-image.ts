import { DeclaredError, type UploadKind } from '@veza/contracts';

/** An image is decoded in memory, which may take many times its size; hence these bounds. */
export const MOST_IMAGE_BYTES = 10 * 1024 ** 2;
const MOST_PIXELS = 40_000_000;
const MOST_AT_ONCE = 8;

let inMemory = 0;
let previous: Promise<unknown> = Promise.resolve();

/** The longest edge in pixels, by the kind of upload; other images keep their size. */
const MOST_EDGE: Partial<Record<UploadKind, number>> = { 'chat-file': 2_560 };

/**
 * The image re-encoded in its own format: upright, within the bounds of its kind of upload, without EXIF or other
 * embedded data. A replica decodes one image at a time; with eight of them in memory a further one is OVERLOADED.
 */
export async function* reencodeImage(bytes: AsyncIterable<Buffer>, place: UploadKind): AsyncGenerator<Buffer> {
  if (inMemory >= MOST_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 2 });
  inMemory += 1;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    yield await oneAtATime(() => reencoded(Buffer.concat(chunks), MOST_EDGE[place]));
  } finally {
    inMemory -= 1;
  }
}

async function reencoded(image: Buffer, edge: number | undefined): Promise<Buffer> {
  const { default: sharp } = await import('sharp'); // 20 MB, loaded with the first image
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    const upright = sharp(image, { limitInputPixels: MOST_PIXELS, animated: true }).autoOrient();
    const sized = edge ? upright.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) : upright;
    return await sized.toBuffer();
  } catch (cause) {
    throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'The image cannot be decoded, or its dimensions are too large',
      cause,
    });
  }
}

function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = previous.then(work);
  previous = mine.catch(() => undefined); // the error belongs to its own caller
  return mine;
}
