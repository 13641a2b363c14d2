import { z } from 'zod';
import type { RestResponse } from '../clients/rest.js';

const Next = z.string().nullish();
const Envelope = z.object({ next_cursor: Next, nextCursor: Next, pagination: z.object({ nextCursor: Next }).optional() });

/** The cursor of the page after this one: pages without an envelope have it in the header `Link`. Undefined on the last page. */
export function cursorAfter(page: RestResponse): string | undefined {
  const link = /^<\?(.*)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
  if (link !== undefined) return new URLSearchParams(link).get('cursor') ?? undefined;
  const content: unknown = JSON.parse(page.text);
  if (Array.isArray(content)) return undefined;
  const { next_cursor: next, nextCursor, pagination } = Envelope.parse(content);
  return next ?? nextCursor ?? pagination?.nextCursor ?? undefined;
}
