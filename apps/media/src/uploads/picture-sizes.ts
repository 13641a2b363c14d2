import { PICTURE_EDGES } from '@veza/contracts';
import { decodeImage } from './decode-image.js';

export const PICTURE_TYPE = 'image/jpeg';
/** Each size again, about a third smaller: `small.webp` and so on. Pictures of earlier versions have none. */
export const SMALLER_TYPE = 'image/webp';

/** The files of a picture by name: `small.jpg`, `small.webp` and so on. */
export type PictureFiles = readonly (readonly [name: string, bytes: Buffer])[];

/**
 * The sizes of a picture, decoded once: upright JPEGs of its first frame on white, and the same as WebP, without EXIF or
 * other embedded data. No byte of the upload is kept.
 */
export function pictureSizes(bytes: AsyncIterable<Buffer>, field: string): Promise<PictureFiles> {
  return decodeImage(bytes, field, async (image, decode) => {
    let source = decode(image);
    const files: (readonly [string, Buffer])[] = [];
    // The largest first: each size is made of the one before, not of the whole image again.
    for (const [name, edge] of Object.entries(PICTURE_EDGES).toReversed()) {
      const sized = source
        .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#fff' });
      const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
      source = decode(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
      files.push([`${name}.jpg`, await source.clone().jpeg({ quality: 82 }).toBuffer()]);
      files.push([`${name}.webp`, await source.clone().webp({ quality: 78 }).toBuffer()]);
    }
    return files;
  });
}
