import type { UploadKind } from '@veza/contracts';
import { decodeImage } from './decode-image.js';

/** The longest edge in pixels, by the kind of upload; other images keep their size. */
const MOST_EDGE: Partial<Record<UploadKind, number>> = { 'chat-file': 2_560 };

/** The image re-encoded in its own format: within the bounds of its kind of upload, without EXIF or other embedded data. */
export async function* reencodeImage(bytes: AsyncIterable<Buffer>, place: UploadKind, field: string): AsyncGenerator<Buffer> {
  const edge = MOST_EDGE[place];
  yield await decodeImage(bytes, field, (image, decode) => {
    const upright = decode(image, { animated: true });
    const sized = edge ? upright.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true }) : upright;
    return sized.toBuffer();
  });
}
