import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DeclaredError, media, MOST_PICTURE_BYTES, MOST_PICTURES } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, LeasedRows, Metrics, Shutdown } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { ProductPicturesRepository } from '../products/product-pictures.repository.js';
import { QUEUES } from '../queues.js';
import type { ImportedPicture } from './imported-picture.entity.js';
import { ImportedPicturesRepository } from './imported-pictures.repository.js';

const { leaseSeconds, pauseSeconds } = QUEUES.importedPictures;

/** What will be so with every further try. */
const FINAL: Readonly<Partial<Record<DeclaredError['code'], string>>> = {
  UNSUPPORTED_MEDIA_TYPE: 'is no picture that can be read: JPEG, PNG or WebP',
  PAYLOAD_TOO_LARGE: `is a picture of more than ${MOST_PICTURE_BYTES / 1024 ** 2} MiB`,
  QUOTA_EXCEEDED: 'finds no room in your storage',
};
const AWAY = 'was not loaded: its host does not reply';
const TOO_MANY = `is one too many: a product has at most ${MOST_PICTURES} pictures`;

/**
 * Pictures that rows of imports name by their addresses: media fetches them, behind the guard of the previews of links. Each
 * is a row that one replica leases. A fault is a sentence among those of the import, and the product stays.
 */
@Injectable()
export class PictureFetches implements OnApplicationBootstrap {
  private readonly rows: LeasedRows<ImportedPicture>;

  constructor(
    private readonly imported: ImportedPicturesRepository,
    private readonly pictures: ProductPicturesRepository,
    private readonly database: Database,
    private readonly rpc: RpcClient,
    readonly logger: AppLogger,
    readonly shutdown: Shutdown,
    readonly metrics: Metrics,
  ) {
    this.rows = new LeasedRows(
      {
        name: 'imported pictures',
        limits: QUEUES.importedPictures,
        take: (most) => this.imported.take(leaseSeconds, most),
        run: (picture) => this.fetch(picture),
        depth: () => this.imported.depth(),
        failed: (picture, cause) => this.later(picture, cause),
      },
      this,
    );
  }

  onApplicationBootstrap(): void {
    this.rows.begin();
  }

  /** Pictures were named. */
  kick(): void {
    this.rows.kick();
  }

  private async fetch(picture: ImportedPicture): Promise<void> {
    const { productId, address, ownerId } = picture;
    try {
      const { objectId } = await this.rpc.call(media.outsidePictures.fetch, { url: address, userId: ownerId });
      const ownerRef = `product ${productId}, imported ${picture.id}, ${randomUUID()}`;
      await this.rpc.call(media.objects.claim, { objectId, ownerRef, userId: ownerId, isPublic: true });
      const isKept = await this.keep(picture, objectId).catch(async (error: unknown) => {
        await this.release(objectId, ownerRef);
        throw error;
      });
      if (!isKept) await this.release(objectId, ownerRef);
    } catch (error) {
      const message = finalSentence(error);
      if (message === undefined) throw error;
      await this.imported.refuse(picture, message);
    }
  }

  /** False when the product or the lease is gone meanwhile. */
  private keep(picture: ImportedPicture, objectId: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const product = await this.pictures.lock(tx, picture.productId);
      if (!product || product.ownerId !== picture.ownerId || !(await this.imported.finish(tx, picture, objectId))) return false;
      await this.pictures.add(tx, product, picture.ownerId, { id: objectId, alt: '' });
      return true;
    });
  }

  private async release(objectId: string, ownerRef: string): Promise<void> {
    await this.rpc.call(media.objects.release, { objectId, ownerRef });
  }

  /** Media or the host of the picture is away. The address is not logged. */
  private async later(picture: ImportedPicture, cause: unknown): Promise<void> {
    const pause = pauseSeconds[picture.tries - 1];
    if (pause !== undefined) return this.imported.retry(picture, pause);
    this.rows.gaveUp();
    this.logger.warn('A picture of an import was given up', { import: picture.importId, cause });
    await this.imported.refuse(picture, AWAY);
  }
}

function finalSentence(error: unknown): string | undefined {
  if (!(error instanceof DeclaredError)) return undefined;
  if (error.code === 'CONFLICT') return TOO_MANY;
  return error.code === 'VALIDATION_FAILED' ? (error.details?.[0]?.message ?? 'is not valid') : FINAL[error.code];
}
