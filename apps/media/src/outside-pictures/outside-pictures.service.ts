import { Inject, Injectable } from '@nestjs/common';
import { type Caller, DeclaredError, type FetchPicture, invalid, MOST_PICTURE_BYTES, type ObjectFacts } from '@veza/contracts';
import { ConcurrencyLimit, CONFIG, Metrics, OutsideAddresses, OutsideFailure, OutsideReadFailure } from '@veza/platform';
import type { Counter } from 'prom-client';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { once, PictureUploads } from '../uploads/picture-uploads.js';
import { NotNow, readPicture } from './outside-picture.js';

/** For the picture with its redirects. */
const READ_MS = 10_000;
const AT_ONCE = { concurrency: 4, maxQueued: 16, maxWaitMs: 5_000 };
const RETRY_SECONDS = 30;
const NO_PICTURE = 'There is no picture at this address';

/**
 * Pictures at addresses that users name, stored as their uploads. Called by services that have checked the access of the
 * user. The same guard as for previews of links: only public hosts, each redirect checked; size, time and concurrency have
 * limits, and a picture is decoded and encoded again.
 */
@Injectable()
export class OutsidePicturesService {
  private readonly turns = new ConcurrencyLimit(AT_ONCE);
  private readonly addresses: OutsideAddresses;
  private readonly fetched: Counter<'result'>;

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly objects: ObjectsRepository,
    private readonly pictures: PictureUploads,
    metrics: Metrics,
  ) {
    this.addresses = new OutsideAddresses(config.LINK_PREVIEW_TEST_ORIGINS);
    this.fetched = metrics.counter('veza_media_outside_pictures_total', 'Pictures fetched by address', ['result']);
    for (const result of ['stored', 'refused']) this.fetched.inc({ result }, 0); // an increase from nothing is none
  }

  async fetch(_caller: Caller, { url, userId }: FetchPicture): Promise<ObjectFacts> {
    const address = new URL(url);
    if (!this.config.LINK_PREVIEWS) throw invalid('url', 'Pictures elsewhere are not loaded here: upload them');
    const refusal = this.addresses.refusalOf(address);
    if (refusal !== undefined) throw invalid('url', refusal);
    try {
      const stored = await this.turns.run(() => this.store(address, userId));
      this.fetched.inc({ result: 'stored' });
      return stored;
    } catch (error) {
      this.fetched.inc({ result: 'refused' });
      throw declared(error);
    }
  }

  private async store(address: URL, userId: number): Promise<ObjectFacts> {
    const left = this.config.UPLOAD_QUOTA - (await this.objects.used(userId));
    if (left <= 0) throw new DeclaredError('QUOTA_EXCEEDED');
    const signal = AbortSignal.timeout(READ_MS);
    const bytes = await readPicture(address, this.addresses, { signal, most: MOST_PICTURE_BYTES });
    if (!bytes) throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message: NO_PICTURE });
    const terms = { kind: 'picture', maxBytes: MOST_PICTURE_BYTES, left } as const;
    return this.pictures.store(once(bytes), 'picture', userId, terms);
  }
}

/** What is wrong with the address for good; UNAVAILABLE for a host that may reply later. The cause is not kept: it may name the address. */
function declared(error: unknown): unknown {
  if (error instanceof DeclaredError) return error;
  if (error instanceof OutsideFailure && error.code === 'refused_address')
    return invalid('url', 'must be an address of the internet');
  if (error instanceof OutsideReadFailure)
    return error.code === 'too_large'
      ? new DeclaredError('PAYLOAD_TOO_LARGE', { message: `The picture is larger than ${MOST_PICTURE_BYTES / 1024 ** 2} MiB` })
      : new DeclaredError('UNSUPPORTED_MEDIA_TYPE', { message: NO_PICTURE });
  const isAway = error instanceof OutsideFailure || error instanceof NotNow || isOfNetwork(error);
  return isAway ? new DeclaredError('UNAVAILABLE', { retryAfter: RETRY_SECONDS }) : error;
}

/** The time limit, or a code of Node: the connection broke. */
const isOfNetwork = (error: unknown): boolean =>
  error instanceof Error && (['AbortError', 'TimeoutError'].includes(error.name) || 'code' in error);
