import { createHash } from 'node:crypto';
import { escaped } from '../../edge/index.js';

/** A feed of sounds, before it is text. */
export interface Feed {
  readonly title: string;
  readonly description: string;
  readonly author: string;
  /** Of its page in the web client, and its own. */
  readonly link: string;
  readonly self: string;
  readonly picture?: string;
  readonly items: readonly FeedItem[];
}

export interface FeedItem {
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly link: string;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly seconds: number;
  readonly picture?: string;
  readonly sound: { readonly url: string; readonly bytes: number };
}

const NAMESPACES = [
  ['atom', 'http://www.w3.org/2005/Atom'],
  ['itunes', 'http://www.itunes.com/dtds/podcast-1.0.dtd'],
  ['podcast', 'https://podcastindex.org/namespace/1.0'],
] as const;
/** Of the files that media makes of every sound. */
const SOUND_TYPE = 'audio/mp4';
/** Of podcast guids, as their namespace defines it. */
const GUIDS = 'ead4c236-bf58-58c6-a2c6-a6b28d128cb6';

/** What XML 1.0 has no way to write, not even as a reference. */
const UNWRITABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;

const text = (value: string): string => escaped(value.replace(UNWRITABLE, ''));
const element = (name: string, value: string): string => `<${name}>${text(value)}</${name}>`;
const picture = (url: string | undefined): string[] => (url === undefined ? [] : [`<itunes:image href="${text(url)}"/>`]);

/** RSS 2.0 with enclosures, and what podcast programs read besides. The same feed is the same bytes. */
export function feedXml({ title, description, author, link, self, picture: image, items }: Feed): string {
  const spaces = NAMESPACES.map(([prefix, address]) => ` xmlns:${prefix}="${address}"`).join('');
  const channel = [
    element('title', title),
    element('link', link),
    element('description', description || title),
    `<atom:link rel="self" type="application/rss+xml" href="${text(self)}"/>`,
    element('generator', 'Veza'),
    element('itunes:author', author),
    element('itunes:explicit', 'false'),
    element('podcast:guid', guidOf(self)),
    element('podcast:medium', 'music'),
    ...picture(image),
    ...items.map(itemXml),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"${spaces}><channel>\n${channel.join('\n')}\n</channel></rss>\n`;
}

function itemXml({ title, description, author, link, publishedAt, seconds, picture: image, sound }: FeedItem): string {
  return [
    '<item>',
    element('title', title),
    element('link', link),
    `<guid isPermaLink="true">${text(link)}</guid>`,
    element('pubDate', new Date(publishedAt).toUTCString()),
    element('description', description),
    element('itunes:author', author),
    element('itunes:duration', String(Math.round(seconds))),
    ...picture(image),
    `<enclosure url="${text(sound.url)}" length="${sound.bytes}" type="${SOUND_TYPE}"/>`,
    '</item>',
  ].join('');
}

/** UUID version 5 of the address without its scheme. */
function guidOf(address: string): string {
  const name = address.replace(/^https?:\/\//, '');
  // Weak primitive: the namespace of podcasts defines it; nothing is protected by it.
  const bytes = createHash('sha1')
    .update(Buffer.from(GUIDS.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
