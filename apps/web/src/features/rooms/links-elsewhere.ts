import { addressesIn } from './message-parts.js';

/** The first addresses of other sites in texts, each once, without the part that stays in the browser. */
export function linksElsewhere(texts: readonly string[], origin: string, most: number): readonly string[] {
  const found = new Set<string>();
  for (const address of addressesIn(texts)) {
    if (found.size >= most) break;
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url || url.origin === origin) continue;
    url.hash = '';
    found.add(url.href);
  }
  return [...found];
}
