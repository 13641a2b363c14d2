import type { chatRoutes, RouteInput } from '@veza/contracts';
import { linkedPage, type RouteResponse } from '../../edge/index.js';

type Query = RouteInput<typeof chatRoutes.roomMessages>['query'];

/** A page of messages, oldest first. It leads on in its own direction; one around a message leads nowhere. */
export const linkedMessages = (page: readonly { id: number }[], query: Query): RouteResponse =>
  linkedPage(page, { limit: query.limit }, nextOf(page, query));

function nextOf(page: readonly { id: number }[], { limit, after, around }: Query) {
  if (page.length < limit || around !== undefined) return undefined;
  return after === undefined ? { before: page[0]?.id } : { after: page.at(-1)?.id };
}
