import { PARTS } from './message-parts.js';

/** The first addresses of other sites in texts, each once, without the part that stays in the browser. */
export function linksElsewhere(texts: readonly string[], origin: string, most: number): readonly string[] {
  const found = new Set<string>();
  for (const text of texts.filter((each) => each.includes('://')))
    // each message that is drawn comes here, and few have one
    for (const part of text.split(PARTS)) {
      const url = /^https?:/.test(part) && URL.canParse(part) ? new URL(part) : undefined;
      if (!url || url.origin === origin || found.size >= most) continue;
      url.hash = '';
      found.add(url.href);
    }
  return [...found];
}
