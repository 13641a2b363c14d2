import { DeclaredError, type FieldError } from '@veza/contracts';
import type { Sharp, SharpOptions } from 'sharp';

/** An image is decoded in memory, which may take many times its size; hence these bounds. */
export const MOST_IMAGE_BYTES = 10 * 1024 ** 2;
const MOST_PIXELS = 40_000_000;
const MOST_SECONDS = 20;
const MOST_AT_ONCE = 8;

let inMemory = 0;
let previous: Promise<unknown> = Promise.resolve();

type Decode = (image: Buffer, options?: Pick<SharpOptions, 'animated' | 'raw'>) => Sharp;

/**
 * Reads an image whole and hands it to `work` with a decoder: upright, and within the bounds. A replica decodes one image
 * at a time; with eight of them in memory a further one is OVERLOADED. An image that cannot be decoded is
 * UNSUPPORTED_MEDIA_TYPE, and `field` is the form field that it came in.
 */
export async function decodeImage<Result>(
  bytes: AsyncIterable<Buffer>,
  field: string,
  work: (image: Buffer, decode: Decode) => Promise<Result>,
): Promise<Result> {
  if (inMemory >= MOST_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 2 });
  inMemory += 1;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    return await oneAtATime(() => decoded(Buffer.concat(chunks), field, work));
  } finally {
    inMemory -= 1;
  }
}

async function decoded<Result>(
  image: Buffer,
  field: string,
  work: (image: Buffer, decode: Decode) => Promise<Result>,
): Promise<Result> {
  const { default: sharp } = await import('sharp'); // 20 MB, loaded with the first image
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    return await work(image, (bytes, options) =>
      sharp(bytes, { ...options, limitInputPixels: MOST_PIXELS })
        .timeout({ seconds: MOST_SECONDS })
        .autoOrient(),
    );
  } catch (cause) {
    const message = 'The image cannot be decoded, or its dimensions are too large';
    const details: FieldError[] = [{ field, message: `${message}: at most ${MOST_PIXELS / 1e6} million pixels` }];
    throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message, details, cause });
  }
}

function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = previous.then(work);
  previous = mine.catch(() => undefined); // the error belongs to its own caller
  return mine;
}
