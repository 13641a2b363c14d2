import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DeclaredError, PICTURE_EDGES, PUBLIC_PICTURES } from '@veza/contracts';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { ObjectStore } from '../store/object-store.js';
import { Traffic } from '../store/traffic.js';
import { PICTURE_TYPE, SMALLER_TYPE } from '../uploads/picture-sizes.js';
import { serveObject } from './serve-object.js';

const ADDRESS = new RegExp(`^${PUBLIC_PICTURES}([0-9a-f-]{36})/(${Object.keys(PICTURE_EDGES).join('|')})\\.jpg$`);
/** The bytes of an address never change, so a browser keeps them; a shared cache serves a deleted picture for an hour at most. */
const CACHE_CONTROL = 'public, max-age=31536000, s-maxage=3600, immutable';
/** A client that names WebP shows it; one that takes every type, such as curl and readers of links, may not. */
const NAMES_WEBP = /(?:^|,)[\t ]*image\/webp[\t ]*(?:;[\t ]*q=(?:1|0\.\d{0,2}[1-9])\d{0,3}[\t ]*)?(?:,|$)/i;

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
    const serve = (file: string, type: string, tag: string) =>
      serveObject(
        this.store,
        {
          key: `${id}/${file}`,
          type,
          etag: `"${object.hash}-${tag}"`,
          cacheControl: CACHE_CONTROL,
          headers: ['vary', 'accept'],
        },
        request,
        response,
      );
    const jpeg = () => serve(`${size}.jpg`, PICTURE_TYPE, size);
    const sent = namesWebp(request) ? serve(`${size}.webp`, SMALLER_TYPE, `${size}-webp`).catch(insteadOf(jpeg)) : jpeg();
    this.traffic.sent('picture', await sent);
  }
}

const namesWebp = ({ headers }: IncomingMessage): boolean => NAMES_WEBP.test((headers.accept ?? '').slice(0, 500));

/** Pictures of earlier versions have no WebP. */
const insteadOf = (serve: () => Promise<number>) => (error: unknown) => {
  if (!(error instanceof DeclaredError) || error.code !== 'NOT_FOUND') throw error;
  return serve();
};
