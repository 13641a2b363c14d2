import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DeclaredError, PICTURE_EDGES, PUBLIC_PICTURES } from '@veza/contracts';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { Traffic } from '../store/traffic.js';
import { PICTURE_TYPE } from '../uploads/picture-sizes.js';
import { serveObject } from './serve-object.js';

const ADDRESS = new RegExp(`^${PUBLIC_PICTURES}([0-9a-f-]{36})/(${Object.keys(PICTURE_EDGES).join('|')})\\.jpg$`);
/** A browser or a proxy shows a deleted picture no longer than this. */
const CACHE_SECONDS = 3_600;

/** Pictures that their owner has claimed as public, such as those of products. Their addresses have no signature and no end. */
@Injectable()
export class PublicPictures {
  constructor(
    private readonly objects: ObjectsRepository,
    private readonly store: ObjectStore,
    private readonly traffic: Traffic,
  ) {}

  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, id = '', size = ''] = ADDRESS.exec(path) ?? [];
    const object = id === '' ? undefined : await this.objects.find(id);
    if (!object?.isPublic || object.claimedBy === null || object.releasedAt) throw new DeclaredError('NOT_FOUND');
    const served = {
      key: `${id}/${size}.jpg`,
      type: PICTURE_TYPE,
      etag: `"${object.hash}-${size}"`,
      cacheControl: `public, max-age=${CACHE_SECONDS}`,
    };
    this.traffic.sent('picture', await serveObject(this.store, served, request, response));
  }
}
