import type { Language } from '@veza/platform';
import { escaped } from '../../edge/index.js';
import { frameSizeOf } from './frame.js';
import { type Entry, inShort, type Shown } from './shown.js';

/** Places of the built page that a thing fills. A build without one of them is sent as it is. */
const LANGUAGE = /<html lang="[a-z]{2}">/;
const TITLE = /<title>[^<]*<\/title>/;
const DESCRIPTION = /<meta name="description"[^>]*>/;
const ROOT = /<div id="root">([\s\S]*?)<\/div>/;

/** With the sizes below a page has at most 60 KiB; the client reads itself what is left out. */
const MOST_DATA = 24 * 1_024;
const MOST_TEXT = 3_000;
/** Of a text in an attribute. */
const MOST_TITLE = 200;
/** Entries of a list whose pictures are loaded before the page is laid out. */
const SEEN_AT_ONCE = 4;
const LOCALES: Record<Language, string> = { en: 'en_GB', fr: 'fr_FR' };

export interface Addresses {
  /** Of the web client, without a slash at its end. */
  readonly client: string;
  /** Of the gateway. */
  readonly origin: string;
}

export interface PageTerms {
  readonly at: Addresses;
  readonly language: Language;
  /** The language stands in the address. */
  readonly isChosen: boolean;
}

/** The page of the client with a thing in it; undefined when the build has other places. */
export function pageWith(template: string, shown: Shown, terms: PageTerms): string | undefined {
  const parts: readonly (readonly [RegExp, string])[] = [
    [LANGUAGE, `<html lang="${terms.language}">`],
    [DESCRIPTION, meta('name', 'description', shown.description)],
    [TITLE, `<title>${escaped(shown.title)} · Veza</title>\n${headOf(shown, terms)}`],
    [ROOT, `<div id="root">${ROOT.exec(template)?.[1]?.trim() ?? ''}${bodyOf(shown, terms.at)}</div>`],
  ];
  if (parts.some(([place]) => !place.test(template))) return undefined;
  // A function: what stands for a match would read `$&` in a text as a reference.
  return parts.reduce((page, [place, text]) => page.replace(place, () => text), template);
}

/** JSON inside of a script element: nothing in it ends the element, opens a comment, or ends a line. */
export const jsonInScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

const meta = (key: 'name' | 'property', name: string, content: string) => `<meta ${key}="${name}" content="${escaped(content)}">`;
const link = (rel: string, href: string, more = '') => `<link rel="${rel}"${more} href="${escaped(href)}">`;

function headOf(shown: Shown, { at, language, isChosen }: PageTerms): string {
  const { title, description, picture, kind } = shown;
  const plain = at.client + shown.path;
  const own = isChosen ? `${plain}?lang=${language}` : plain;
  const short = inShort(title, MOST_TITLE);
  const image = picture?.url ?? `${at.client}/icons/icon-512.png`;
  const frame = frameSizeOf(shown);
  const player = frame && { address: `${at.origin}/embed${shown.path}`, ...frame };
  const schema = { '@context': 'https://schema.org', ...shown.schema, url: plain, image };
  const { id, read } = shown;
  const data = jsonInScript({ key: [kind, id], ...read });
  const other = language === 'en' ? 'fr' : 'en';
  return [
    link('canonical', own),
    ...(['en', 'fr'] as const).map((each) => link('alternate', `${plain}?lang=${each}`, ` hreflang="${each}"`)),
    link('alternate', plain, ' hreflang="x-default"'),
    ...(player === undefined
      ? []
      : [
          link(
            'alternate',
            `${at.origin}/oembed?format=json&url=${encodeURIComponent(plain)}`,
            ` type="application/json+oembed" title="${escaped(short)}"`,
          ),
        ]),
    ...(kind === 'person' || kind === 'album' || kind === 'playlist'
      ? [link('alternate', `${at.origin}${shown.path}/feed.xml`, ` type="application/rss+xml" title="${escaped(short)}"`)]
      : []),
    meta('property', 'og:site_name', 'Veza'),
    meta('property', 'og:type', shown.type),
    meta('property', 'og:title', short),
    meta('property', 'og:description', description),
    meta('property', 'og:url', own),
    meta('property', 'og:locale', LOCALES[language]),
    meta('property', 'og:locale:alternate', LOCALES[other]),
    meta('property', 'og:image', image),
    meta('property', 'og:image:alt', picture?.alt ?? 'Veza'),
    ...shown.properties.map(([name, content]) => meta('property', name, content)),
    meta('name', 'twitter:card', player === undefined ? 'summary' : 'player'),
    meta('name', 'twitter:title', short),
    meta('name', 'twitter:description', description),
    meta('name', 'twitter:image', image),
    ...(player === undefined
      ? []
      : [
          meta('name', 'twitter:player', player.address),
          meta('name', 'twitter:player:width', String(player.width)),
          meta('name', 'twitter:player:height', String(player.height)),
        ]),
    `<script type="application/ld+json">${jsonInScript(schema)}</script>`,
    ...(data.length > MOST_DATA ? [] : [`<script type="application/json" id="shown">${data}</script>`]),
  ].join('\n');
}

/** Below the frame of the built page, whose style lays it out like the page of the client (`apps/web/index.html`). */
function bodyOf({ title, text, facts, picture, entries }: Shown, { client }: Addresses): string {
  const list = facts.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(inShort(value, MOST_TEXT))}</dd>`);
  const shortened = text.length > MOST_TEXT ? `${[...text].slice(0, MOST_TEXT).join('')}…` : text;
  return [
    `<main><h1>${escaped(title)}</h1>`,
    picture ? pictureOf(picture) : '',
    text === '' ? '' : `<p>${escaped(shortened).replaceAll('\n', '<br>')}</p>`,
    list.length > 0 ? `<dl>${list.join('')}</dl>` : '',
    entries ? `<ul>${entries.map((entry, index) => entryOf(entry, client, index < SEEN_AT_ONCE)).join('')}</ul>` : '',
    '</main>',
  ].join('');
}

const pictureOf = ({ url, alt, page }: NonNullable<Shown['picture']>): string =>
  page === undefined
    ? `<img src="${escaped(url)}" alt="${escaped(alt)}" width="300">`
    : `<img class="wide" src="${escaped(page)}" alt="${escaped(alt)}">`;

function entryOf({ path, name, lines, picture }: Entry, client: string, isSeen: boolean): string {
  const image =
    picture === undefined ? '' : `<img class="wide" src="${escaped(picture)}" alt=""${isSeen ? '' : ' loading="lazy"'}>`;
  const text = lines.filter((line) => line !== '').map((line) => `<p>${escaped(line)}</p>`);
  const heading = `<h2><a href="${escaped(client + path)}">${escaped(inShort(name, MOST_TITLE))}</a></h2>`;
  return `<li>${image}${heading}${text.join('')}</li>`;
}
