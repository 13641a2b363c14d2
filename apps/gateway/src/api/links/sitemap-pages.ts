import { Inject, Injectable } from '@nestjs/common';
import {
  ANONYMOUS,
  community,
  DeclaredError,
  media,
  products,
  PUBLIC_IDS_AT_ONCE,
  publicPages,
  resources,
} from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { escaped } from '../../edge/index.js';

/** Ids of one sitemap, and so at most its addresses: sitemaps.org allows as many. A page has the same ids for ever. */
const IDS_OF_PAGE = 50_000;
/** Of the ids that Postgres gives. */
export const MOST_PAGES = Math.floor(2_147_483_647 / IDS_OF_PAGE);
/** Cabinets have no numbers; their one page ends here. */
const MOST_CABINETS = 50_000;
const CABINETS_AT_ONCE = 50;
const CALL = { caller: ANONYMOUS, deadlineMs: 3_000 };

/** Kinds of things with numbers, by the place of their pages in the client. */
const NUMBERED = {
  tracks: media.tracks.publicIds,
  albums: media.albums.publicIds,
  playlists: community.playlists.publicIds,
  products: products.publicIds,
  resources: resources.publicIds,
} as const;
type Numbered = keyof typeof NUMBERED;
const KINDS: readonly Numbered[] = ['tracks', 'albums', 'playlists', 'products', 'resources'];

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The public pages of the client, for search engines. What is private is in no list that is read here. */
@Injectable()
export class SitemapPages {
  private readonly client: string;
  private readonly origin: string;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly rpc: RpcClient,
  ) {
    this.client = config.WEB_URL ?? `${config.PUBLIC_URL}/app`;
    this.origin = config.PUBLIC_URL;
  }

  async index(): Promise<string> {
    const lasts = await Promise.all(KINDS.map((kind) => this.read(kind, 0, 0)));
    const pages = KINDS.flatMap((kind, at) =>
      Array.from({ length: Math.ceil((lasts[at]?.last ?? 0) / IDS_OF_PAGE) }, (_, page) => `${kind}/${page + 1}`),
    );
    const entries = [...pages, 'book/1'].map(
      (page) => `<sitemap><loc>${escaped(`${this.origin}/sitemaps/${page}.xml`)}</loc></sitemap>`,
    );
    return `${HEAD}<sitemapindex ${SCHEMA}>\n${entries.join('\n')}\n</sitemapindex>\n`;
  }

  /** One sitemap, in parts: a page is never in memory as a whole. NOT_FOUND before the first part. */
  async *page(kind: string, page: number): AsyncGenerator<string> {
    const known = KINDS.find((each) => each === kind);
    if (!known && !(kind === 'book' && page === 1)) throw new DeclaredError('NOT_FOUND');
    const parts = known ? this.numbered(known, page) : this.cabinets();
    const first = await parts.next();
    yield `${HEAD}<urlset ${SCHEMA}>\n${first.value ?? ''}`;
    yield* parts;
    yield '</urlset>\n';
  }

  private async *numbered(kind: Numbered, page: number): AsyncGenerator<string> {
    const upTo = page * IDS_OF_PAGE;
    let after = upTo - IDS_OF_PAGE;
    while (after < upTo) {
      const { ids, last } = await this.read(kind, after, upTo);
      if (last <= upTo - IDS_OF_PAGE) throw new DeclaredError('NOT_FOUND');
      after = ids.length < PUBLIC_IDS_AT_ONCE ? upTo : (ids.at(-1) ?? upTo);
      yield ids.map((id) => this.entry(`${kind}/${id}`)).join('');
    }
  }

  private async *cabinets(): AsyncGenerator<string> {
    let cursor: string | undefined;
    for (let count = 0; count < MOST_CABINETS; count += CABINETS_AT_ONCE) {
      const page = { limit: CABINETS_AT_ONCE, ...(cursor !== undefined && { cursor }) };
      const { items, nextCursor } = await this.rpc.call(publicPages.list, page, CALL);
      yield items.map(({ slug }) => this.entry(`book/${slug}`)).join('');
      if (nextCursor === null) return;
      cursor = nextCursor;
    }
  }

  private read(kind: Numbered, after: number, upTo: number) {
    return this.rpc.call(NUMBERED[kind], { after, upTo }, CALL);
  }

  private entry(path: string): string {
    return `<url><loc>${escaped(`${this.client}/${path}`)}</loc></url>\n`;
  }
}
