import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { BoundedCache, listsEntityTag } from '@veza/platform';
import { type GrowingRate, GrowingRenditionsRepository } from '../tracks/growing-renditions.repository.js';
import { acceptsGzip, compressed, gzipTag, VARIES } from './compressed.js';
import { masterPlaylist } from '../transcode/master-playlist.js';
import { mediaPlaylist, segmentName } from '../transcode/media-playlist.js';

/** Players of one rendition share a read. */
const FRESH_MS = 500;
const MOST = 10_000;
const RETRY_S = 2;
/** A segment may be somewhat above the rate of its encoder. */
const PEAK = 1.1;

/**
 * The playlists of renditions that are still written: EVENT playlists, which players read again until they are complete.
 * They are made from rows, because objects of the store never change.
 */
@Injectable()
export class GrowingPlaylists {
  private readonly known = new BoundedCache<string, { readAt: number; rates: Promise<GrowingRate[]> }>(MOST);

  constructor(private readonly renditions: GrowingRenditionsRepository) {}

  /** False when the rendition does not grow (any more): then its files are in the store, or nowhere. */
  async serve(
    renditionId: string,
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
    ended = false,
  ): Promise<boolean> {
    const rates = await this.ratesOf(renditionId);
    if (rates.length === 0) return false;
    const playlist = playlistOf(rates, name, ended);
    if (playlist === undefined) {
      if (name !== 'audio.m4a') return false;
      throw new DeclaredError('NOT_READY', { retryAfter: RETRY_S });
    }
    const segments = rates.reduce((sum, { seconds }) => sum + seconds.length, 0);
    const etag = `"${renditionId}-${name.replaceAll('/', '-')}-${segments}${ended ? '-ended' : ''}"`;
    const text = Buffer.from(playlist);
    const small = acceptsGzip(request) ? await compressed(text) : undefined;
    // Neither a browser nor a shared cache may keep it: the next read has more segments.
    const headers = {
      etag: small ? gzipTag(etag) : etag,
      'cache-control': 'private, no-cache',
      ...Object.fromEntries([VARIES]),
    };
    if (listsEntityTag(request.headers['if-none-match'] ?? '', etag)) return respond(response.writeHead(304, headers));
    const body = small ?? text;
    response.writeHead(200, {
      ...headers,
      ...(small && { 'content-encoding': 'gzip' }),
      'content-type': 'application/vnd.apple.mpegurl',
      'content-length': body.length,
    });
    return respond(response, request.method === 'HEAD' ? undefined : body);
  }

  private ratesOf(renditionId: string): Promise<GrowingRate[]> {
    const known = this.known.get(renditionId);
    if (known && performance.now() - known.readAt < FRESH_MS) return known.rates;
    const rates = this.renditions.ratesOf(renditionId);
    this.known.set(renditionId, { readAt: performance.now(), rates });
    rates.catch(() => this.known.delete(renditionId));
    return rates;
  }
}

function respond(response: ServerResponse, body?: Buffer): true {
  response.end(body);
  return true;
}

function playlistOf(rates: readonly GrowingRate[], name: string, ended: boolean): string | undefined {
  if (name === 'master.m3u8') {
    const variant = (kbits: number) => ({ kbits, peakBits: PEAK * kbits * 1_000, averageBits: kbits * 1_000 });
    return masterPlaylist(rates.map(({ kbits }) => variant(kbits)));
  }
  const rate = rates.find(({ kbits }) => name === `${kbits}/index.m3u8`);
  const segments = rate?.seconds.map((seconds, at) => ({ name: segmentName(at), seconds }));
  return segments && mediaPlaylist(segments, ended);
}
