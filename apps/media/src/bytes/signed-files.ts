import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { SHARED_BYTES } from '@veza/contracts';
import { BoundedCache, CONFIG } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { type SignedPath, SIGNED_ROOT } from '../signed-urls/signed-path.js';
import { StreamKey } from '../signed-urls/stream-key.js';
import { ObjectStore } from '../store/object-store.js';
import { Traffic } from '../store/traffic.js';
import { OriginalsService } from '../tracks/originals.service.js';
import { isOfTrack, PublicRenditions } from '../tracks/public-renditions.js';
import { WAVEFORM, WAVEFORM_DETAIL } from '../tracks/waveform-names.js';
import { contentDisposition } from '../objects/file-name.js';
import { type ServedObject, serveObject } from './serve-object.js';

// Wall clock: the rest of the life of a signed link.

export const ANY_ORIGIN = [
  ['access-control-allow-origin', '*'],
  ['access-control-expose-headers', SHARED_BYTES.exposedHeaders.join(', ')],
] as const;
const OPEN_HEADERS = ANY_ORIGIN.flat();
/** Read from the store itself, if it has addresses. Playlists are not: their relative addresses would lead there. */
const SOUND = 'audio/mp4';
const SERVED_TYPES: Record<string, string> = {
  m4a: SOUND,
  mp4: SOUND,
  m4s: SOUND,
  m3u8: 'application/vnd.apple.mpegurl',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
};
/** Addresses that players use at one time. */
const MOST_KNOWN = 10_000;

/** Cache-Control states the rest of the life of an address. */
const KNOWN_MS = 60_000;
/** A shared cache asks again after it, by a condition: so long it may serve a track that was made private. */
const SHARED_SECONDS = 60;

interface KnownFile {
  until: number;
  permit: SignedPath;
  served: ServedObject;
}

/**
 * Files behind signed addresses. A player requests one address many times, so its verified permission is remembered: such
 * a request costs neither a signature nor the parts of a request that only errors and traces need.
 */
@Injectable()
export class SignedFiles {
  private readonly known = new BoundedCache<string, KnownFile>(MOST_KNOWN);

  private readonly byFront: boolean;

  constructor(
    @Inject(CONFIG) config: MediaConfig,
    private readonly streams: StreamKey,
    private readonly renditions: PublicRenditions,
    private readonly originals: OriginalsService,
    private readonly store: ObjectStore,
    private readonly traffic: Traffic,
  ) {
    this.byFront = config.MEDIA_FRONT === 'nginx';
  }

  /** The upload of a track as a download. Its name and permission are looked up each time: both may change. */
  async originalOf(permit: SignedPath): Promise<ServedObject | undefined> {
    const original = await this.originals.behind(permit);
    return (
      original && {
        key: original.object.id,
        type: original.object.type,
        etag: `"${original.object.hash}"`,
        cacheControl: 'private, no-cache',
        disposition: contentDisposition('attachment', original.filename),
        directUntil: permit.expiresAt,
        byFront: this.byFront,
      }
    );
  }

  /** The file of a permission; undefined when no such file is served. */
  of({ kind, id, rest, expiresAt }: SignedPath): ServedObject | undefined {
    const type = SERVED_TYPES[rest.split('.').at(-1) ?? ''];
    if (type === undefined) return undefined;
    const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
    return {
      key: `${id}/${rest}`,
      // Renditions of earlier versions have one resolution.
      ...(rest === WAVEFORM_DETAIL && { insteadKey: `${id}/${WAVEFORM}` }),
      type,
      etag: `"${id}-${rest.replaceAll('/', '-')}"`,
      cacheControl:
        kind === 'track'
          ? `public, max-age=${seconds}, s-maxage=${Math.min(seconds, SHARED_SECONDS)}, immutable`
          : `private, max-age=${seconds}, immutable`,
      byFront: this.byFront,
      ...(type === SOUND && { directUntil: expiresAt }),
    };
  }

  /**
   * Serves a GET that needs no further look: false for any other, which is handled as a whole elsewhere. Rejects before the
   * first byte when there is no such file.
   */
  take(request: IncomingMessage, response: ServerResponse): Promise<void> | false {
    const { url = '', method } = request;
    if (method !== 'GET' || !url.startsWith(SIGNED_ROOT)) return false;
    const now = Date.now();
    const known = this.known.get(url);
    const file = known && known.until > now ? known : this.learn(url, now);
    if (!file || file.permit.expiresAt.getTime() <= now) return false;
    if (isOfTrack(file.permit) && !this.renditions.isKnownOpen(file.permit)) return false;
    return serveObject(this.store, file.served, request, response).then((bytes) => this.traffic.sent('signed', bytes));
  }

  private learn(url: string, now: number): KnownFile | undefined {
    const permit = this.streams.verify(url);
    if (!permit || !isOfTrack(permit)) return undefined;
    const served = this.of(permit);
    if (!served) return undefined;
    const file = { until: now + KNOWN_MS, permit, served: { ...served, headers: OPEN_HEADERS } };
    this.known.set(url, file);
    return file;
  }
}
