import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Language } from '@veza/platform';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { entityTagOf, exchangeOf } from '../../edge/index.js';
import { type Addresses, pageWith } from './html-page.js';
import { LinkLimits } from './link-limits.js';
import { ShownLists } from './shown-lists.js';
import { ShownThings } from './shown-things.js';
import { wordsOf } from './shown.js';

/** Of a page with a thing: what is no longer public is gone from caches after this time. */
const CACHE_CONTROL = 'public, max-age=60';

export interface SentPage {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

interface Wanted {
  /** The page of the client without a thing. */
  readonly template: (language: Language) => string;
  /** The page of a thing is the same for every viewer; that of a list is for visitors. */
  readonly viewing: { readonly viewer: 'visitor' | 'person'; readonly language: Language };
  readonly request: FastifyRequest;
}

/** Pages of the web client with the thing or list that they show, at once and for readers without script (decisions 252, 292). */
@Injectable()
export class ShownPages {
  readonly addresses: Addresses;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly things: ShownThings,
    private readonly lists: ShownLists,
    private readonly limits: LinkLimits,
  ) {
    this.addresses = { client: config.WEB_URL ?? `${config.PUBLIC_URL}/app`, origin: config.PUBLIC_URL };
  }

  /** Undefined where the plain page is sent: nothing public is there, or nothing is known in time. */
  async find(path: string, { template, viewing, request }: Wanted): Promise<SentPage | undefined> {
    const exchange = exchangeOf(request);
    const isList = this.lists.isPath(path) && viewing.viewer === 'visitor' && isWhole(request.query);
    if ((!isList && !this.things.isPath(path)) || !this.takes(request)) return undefined;
    const chosen = chosenLanguage(request.query);
    const language = isList ? viewing.language : (chosen ?? exchange.language);
    const shown = await (isList ? this.lists : this.things).find(path, exchange.requestId, wordsOf(language));
    const page = shown && pageWith(template(language), shown, { at: this.addresses, language, isChosen: chosen !== undefined });
    if (page === undefined) return undefined;
    const bytes = Buffer.from(page);
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': CACHE_CONTROL,
      etag: entityTagOf(bytes),
      vary: isList ? 'Accept-Language, Cookie' : 'Accept-Language',
    };
    return { bytes, headers };
  }

  /** Beyond the limit of an address the plain page is sent, which costs nothing. */
  private takes(request: FastifyRequest): boolean {
    try {
      this.limits.take(request);
      return true;
    } catch {
      return false;
    }
  }
}

/** The list without search and filters. */
const isWhole = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && Object.keys(query).every((name) => name === 'lang');

/** `?lang=fr`, as the links between the languages of a page have it. */
export function chosenLanguage(query: unknown): Language | undefined {
  const value: unknown = typeof query === 'object' && query !== null ? Reflect.get(query, 'lang') : undefined;
  return value === 'en' || value === 'fr' ? value : undefined;
}
