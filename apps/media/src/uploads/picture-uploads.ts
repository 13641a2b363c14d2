import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, type ObjectFacts } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { StorageRoom } from '../store/storage-room.js';
import { recognized, type UploadTerms } from './inspect.js';
import { PICTURE_TYPE, type PictureFiles, pictureSizes } from './picture-sizes.js';
import { FILE_FIELD } from './read-upload.js';

/** Stores a picture as one object in all its sizes. Whatever owns pictures claims that object. */
@Injectable()
export class PictureUploads {
  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly objects: ObjectsRepository,
    private readonly objectStore: ObjectStore,
    private readonly room: StorageRoom,
  ) {}

  /** @param ownerId whose quota it fills; null for a picture of the platform */
  async store(file: AsyncIterable<Buffer>, filename: string, ownerId: number | null, terms: UploadTerms): Promise<ObjectFacts> {
    const { bytes } = await recognized(file, terms);
    const files = await pictureSizes(bytes, FILE_FIELD[terms.kind]);
    const objectId = randomUUID();
    const facts = { filename, type: PICTURE_TYPE, ...measured(files) };
    // The row first: it is how the sweeper finds what a crash leaves.
    const object = { id: objectId, kind: 'picture', ...facts } as const;
    if (ownerId === null) await this.objects.insertUnowned(object);
    else if (!(await this.objects.insertWithin(this.config.UPLOAD_QUOTA, { ...object, ownerId })))
      throw new DeclaredError('QUOTA_EXCEEDED');
    try {
      for (const [name, content] of files) await this.objectStore.write(`${objectId}/${name}`, once(content));
    } catch (error) {
      await this.objectStore.remove(objectId);
      await this.objects.delete(objectId);
      throw this.room.declare(error);
    }
    return { objectId, ...facts };
  }
}

function measured(files: PictureFiles): { size: number; hash: string } {
  const hash = createHash('sha256');
  for (const [, content] of files) hash.update(content);
  return { size: files.reduce((sum, [, { length }]) => sum + length, 0), hash: hash.digest('hex') };
}

/** A buffer as the source that uploads are read from. */
export async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
