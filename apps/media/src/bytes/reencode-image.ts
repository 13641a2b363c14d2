import { DeclaredError, type UploadKind } from '@veza/contracts';

/** An image is held in memory and decoded, and a decoder may need many times its size; hence all these bounds. */
export const MOST_IMAGE_BYTES = 10 * 1024 ** 2;
const MOST_PIXELS = 40_000_000;
const MOST_AT_ONCE = 8;

let held = 0;
let turn: Promise<unknown> = Promise.resolve();

/** The longest edge of an image in a place where it is looked at, in pixels; elsewhere it is kept as large as it is. */
const MOST_EDGE: Partial<Record<UploadKind, number>> = { 'chat-file': 2_560 };

/**
 * The image as we write it ourselves, in its own format: upright, not larger than its place asks for, without EXIF or
 * anything else that was hidden in it.
 * Images are decoded one after the other in a replica; more than eight at once are OVERLOADED.
 */
export async function* reencodeImage(bytes: AsyncIterable<Buffer>, place: UploadKind): AsyncGenerator<Buffer> {
  if (held >= MOST_AT_ONCE) throw new DeclaredError('OVERLOADED', { retryAfter: 2 });
  held += 1;
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    yield await inTurn(() => reencoded(Buffer.concat(chunks), MOST_EDGE[place]));
  } finally {
    held -= 1;
  }
}

async function reencoded(image: Buffer, edge: number | undefined): Promise<Buffer> {
  const { default: sharp } = await import('sharp'); // 20 MB that a replica without images need not carry
  sharp.cache(false);
  sharp.concurrency(1);
  try {
    const upright = sharp(image, { limitInputPixels: MOST_PIXELS, animated: true }).autoOrient();
    const sized = edge ? upright.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) : upright;
    return await sized.toBuffer();
  } catch (cause) {
    throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'This image can not be read, or is too large to be shown',
      cause,
    });
  }
}

function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}
