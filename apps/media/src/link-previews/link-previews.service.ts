import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Caller, type LinkPreview, personBehind } from '@veza/contracts';
import { Database } from '@veza/database';
import { AppLogger, ConcurrencyLimit, CONFIG, Hourly, Metrics, OutsideAddresses, requireUser } from '@veza/platform';
import type { Counter } from 'prom-client';
import type { MediaConfig } from '../config.js';
import { ObjectsRepository } from '../objects/objects.repository.js';
import { once, PictureUploads } from '../uploads/picture-uploads.js';
import type { LinkPreviewRow } from './link-preview.entity.js';
import { LinkPreviewsRepository } from './link-previews.repository.js';
import { readPicture } from '../outside-pictures/outside-picture.js';
import { readPage } from './outside-page.js';
import type { PageWords } from './page-words.js';
import { ReadingLimit } from './reading-limit.js';

/** For the page with its redirects and its picture. */
const READ_MS = 5_000;
const MOST_PICTURE_BYTES = 5 * 1024 ** 2;
const AT_ONCE = { concurrency: 8, maxQueued: 64, maxWaitMs: 3_000 };
const MOST_PER_PURGE = 500;
const TERMS = { kind: 'picture', maxBytes: MOST_PICTURE_BYTES, left: MOST_PICTURE_BYTES } as const;

type Reading = Omit<LinkPreviewRow, 'readAt'>;

/**
 * What pages elsewhere say of themselves, for the links in messages. A page is read once a day for all its readers, by this
 * process: its site does not learn who they are. Pages are data of strangers: addresses are checked as those of webhooks,
 * size, time and concurrency have limits, words are cut, and pictures are decoded and encoded again.
 */
@Injectable()
export class LinkPreviewsService {
  private readonly limit = new ReadingLimit();
  private readonly turns = new ConcurrencyLimit(AT_ONCE);
  private readonly addresses: OutsideAddresses;
  private readonly pages: Counter<'result'>;
  /** By hash: readers who come while a page is read wait for that reading. */
  private readonly running = new Map<string, Promise<Reading>>();

  constructor(
    @Inject(CONFIG) private readonly config: MediaConfig,
    private readonly database: Database,
    private readonly repository: LinkPreviewsRepository,
    private readonly objects: ObjectsRepository,
    private readonly pictures: PictureUploads,
    metrics: Metrics,
    private readonly logger: AppLogger,
  ) {
    this.addresses = new OutsideAddresses(config.LINK_PREVIEW_TEST_ORIGINS);
    this.pages = metrics.counter('veza_media_link_previews_total', 'Pages read for previews of links', ['result']);
    for (const result of ['shown', 'empty']) this.pages.inc({ result }, 0); // an increase from nothing is none
  }

  async get(caller: Caller, address: string): Promise<LinkPreview | null> {
    const personId = personBehind(requireUser(caller));
    const url = new URL(address);
    url.hash = '';
    if (!this.config.LINK_PREVIEWS || this.isOwn(url) || this.addresses.refusalOf(url) !== undefined) return null;
    const hash = createHash('sha256').update(url.href).digest('hex');
    const reading = this.running.get(hash) ?? (await this.repository.fresh(hash)) ?? this.begin(personId, hash, url);
    return previewOf(await reading);
  }

  @Hourly('link previews')
  async purge(): Promise<void> {
    while ((await this.repository.purge(MOST_PER_PURGE)) === MOST_PER_PURGE);
  }

  private isOwn({ origin }: URL): boolean {
    return [this.config.PUBLIC_URL, this.config.MEDIA_PUBLIC_URL].some(
      (own) => own !== undefined && new URL(own).origin === origin,
    );
  }

  /** A second caller may have come while the first one looked for a kept reading. */
  private begin(personId: number, hash: string, url: URL): Promise<Reading> {
    const begun = this.running.get(hash);
    if (begun) return begun;
    this.limit.take(personId);
    // A reading may have ended while this caller looked for a kept one.
    const kept = () => this.repository.fresh(hash);
    const reading = this.turns.run(async () => (await kept()) ?? this.read(hash, url)).finally(() => this.running.delete(hash));
    this.running.set(hash, reading);
    return reading;
  }

  private async read(hash: string, url: URL): Promise<Reading> {
    const signal = AbortSignal.timeout(READ_MS);
    const words = await readPage(url, this.addresses, signal).catch((error: unknown) => this.unread(error));
    const pictureId = words?.picture
      ? await this.keep(words.picture, signal).catch((error: unknown) => this.unread(error))
      : undefined;
    this.pages.inc({ result: words ? 'shown' : 'empty' });
    return this.store(rowOf(hash, url, words, pictureId ?? null));
  }

  /** The address is not logged: it may be of a private message. */
  private unread(error: unknown): undefined {
    this.logger.debug('A page or its picture was not read for a preview', {
      error: error instanceof Error ? error.name : 'unknown',
    });
    return undefined;
  }

  private async keep(address: URL, signal: AbortSignal): Promise<string | undefined> {
    const bytes = await readPicture(address, this.addresses, { signal, most: MOST_PICTURE_BYTES });
    if (!bytes) return undefined;
    const { objectId } = await this.pictures.store(once(bytes), 'preview', null, TERMS);
    return objectId;
  }

  private async store(row: Reading): Promise<Reading> {
    await this.database.transaction(async (tx) => {
      if (row.pictureId !== null) await this.objects.claim(row.pictureId, `link-preview:${row.hash}`, tx, true);
      const before = await this.repository.replace(tx, row);
      if (before !== null) await this.objects.release(before, tx);
    });
    return row;
  }
}

const rowOf = (hash: string, { hostname }: URL, words: PageWords | undefined, pictureId: string | null): Reading => ({
  hash,
  site: words?.site ?? hostname,
  title: words?.title ?? null,
  description: words?.description ?? '',
  pictureId,
});

const previewOf = ({ site, title, description, pictureId }: Reading): LinkPreview | null =>
  title === null ? null : { site, title, description, pictureId };
