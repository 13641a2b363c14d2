import type { ObjectStore } from '../store/object-store.js';
import type { UploadPart } from './upload-part.entity.js';

/** The bytes of pieces, one after the other. */
export async function* storedBytes(
  store: ObjectStore,
  parts: readonly Pick<UploadPart, 'key' | 'size'>[],
): AsyncGenerator<Buffer> {
  for (const { key, size } of parts) {
    const part = await store.open(key);
    if (!part) throw new Error('a piece of an upload is not in the store');
    try {
      yield* part.chunks(0, Number(size) - 1);
    } finally {
      await part.close();
    }
  }
}
