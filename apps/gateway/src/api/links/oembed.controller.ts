import { Controller } from '@nestjs/common';
import { DeclaredError, type OEmbedBody, oembedRoutes, type RouteInput } from '@veza/contracts';
import { exchangeOf, escaped, Input, Raw, type RawExchange, Route, RouteResponse } from '../../edge/index.js';
import { frameOf, frameSizeOf } from './frame.js';
import { ShownPages } from './shown-pages.js';
import { ShownThings } from './shown-things.js';
import { wordsOf } from './shown.js';

type In = RouteInput<typeof oembedRoutes.get>;

const CACHE_SECONDS = 3_600;

/** oEmbed 1.0 for the pages of public tracks and albums. */
@Controller()
export class OEmbedController {
  constructor(
    private readonly things: ShownThings,
    private readonly pages: ShownPages,
  ) {}

  @Route(oembedRoutes.get)
  async get(@Input() { query }: In, @Raw() { req }: RawExchange) {
    const { client, origin } = this.pages.addresses;
    const page = pageOf(query.url, client);
    const shown = page && (await this.things.find(page.path, exchangeOf(req).requestId, wordsOf('en')));
    const frame = shown && frameSizeOf(shown);
    if (!page || !frame) throw new DeclaredError('NOT_FOUND');
    const size = { width: Math.min(frame.width, query.maxwidth), height: Math.min(frame.height, query.maxheight) };
    const body: OEmbedBody = {
      type: 'rich',
      version: '1.0',
      title: shown.title,
      provider_name: 'Veza',
      provider_url: client,
      cache_age: CACHE_SECONDS,
      html: frameOf(`${origin}/embed${shown.path}${page.second}`, shown.title, size),
      ...size,
    };
    return query.format === 'json' ? body : new RouteResponse(xmlOf(body), { contentType: 'text/xml; charset=utf-8' });
  }
}

/** The place in the client, and the second of a link; undefined for another address. */
function pageOf(url: string, client: string): { path: string; second: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname, hash, searchParams } = new URL(url);
  const base = `${client}/`;
  if (!`${origin}${pathname}`.startsWith(base)) return undefined;
  const second = new URLSearchParams(hash.slice(1)).get('t') ?? searchParams.get('t') ?? '';
  return { path: `${origin}${pathname}`.slice(base.length), second: /^\d{1,6}$/.test(second) ? `#t=${second}` : '' };
}

const xmlOf = (body: OEmbedBody): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>${Object.entries(body)
    .map(([name, value]) => `<${name}>${escaped(String(value))}</${name}>`)
    .join('')}</oembed>\n`;
