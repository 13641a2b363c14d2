import { Parser } from 'htmlparser2';

const MOST_TITLE = 150;
const MOST_DESCRIPTION = 300;
const MOST_SITE = 80;
/** Characters that are not seen, or change the direction of the text around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** What the head of a page says of it. */
export interface PageWords {
  site: string;
  title: string;
  description: string;
  /** Address of its picture. */
  picture: URL | undefined;
}

/** By the Open Graph protocol (ogp.me), else by the cards of Twitter, else by HTML. Undefined for a page without a title. */
export function pageWords(html: string, url: URL): PageWords | undefined {
  const { named, title } = headOf(html);
  const first = (...names: string[]) => names.map((name) => named.get(name)).find((value) => value !== undefined && value !== '');
  const shown = cut(first('og:title', 'twitter:title') ?? title, MOST_TITLE);
  if (shown === '') return undefined;
  const picture = first('og:image:secure_url', 'og:image:url', 'og:image', 'twitter:image', 'twitter:image:src');
  return {
    site: cut(first('og:site_name') ?? '', MOST_SITE) || url.hostname,
    title: shown,
    description: cut(first('og:description', 'twitter:description', 'description') ?? '', MOST_DESCRIPTION),
    picture: picture !== undefined && URL.canParse(picture, url.href) ? new URL(picture, url) : undefined,
  };
}

/** The first value of each name counts, as of repeated properties in Open Graph. */
function headOf(html: string): { named: Map<string, string>; title: string } {
  const named = new Map<string, string>();
  let title = '';
  let isTitle = false;
  const parser = new Parser({
    onopentag(tag, { property, name = property, content }) {
      isTitle = tag === 'title' && title === '';
      const key = (property ?? name)?.toLowerCase();
      if (tag === 'meta' && key !== undefined && content !== undefined && !named.has(key)) named.set(key, content.trim());
      if (tag === 'body') parser.pause();
    },
    ontext(text) {
      if (isTitle && title.length < MOST_TITLE * 4) title += text;
    },
    onclosetag(tag) {
      if (tag === 'title') isTitle = false;
      if (tag === 'head') parser.pause();
    },
  });
  parser.write(html);
  return { named, title };
}

function cut(text: string, most: number): string {
  const clean = text.replace(/\s+/gu, ' ').replace(UNSEEN, '').trim();
  const characters = Array.from(clean.slice(0, most * 2));
  return characters.length > most || clean.length > most * 2 ? `${characters.slice(0, most - 1).join('')}…` : clean;
}
