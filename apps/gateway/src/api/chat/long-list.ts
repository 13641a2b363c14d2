import { LONGEST_LIST } from '@veza/contracts';
import { type CursorValues, encodeCursor } from '@veza/database';
import { linkedPage, type RouteResponse } from '../../edge/index.js';

interface Query {
  limit: number;
  cursor?: string | undefined;
}

/** What the chat is asked for: nothing for a whole first page, which earlier versions of it know only. */
export const askedOf = ({ limit, cursor }: Query): Partial<Query> => ({
  ...(limit < LONGEST_LIST && { limit }),
  ...(cursor !== undefined && { cursor }),
});

/** A page of a list that the printed clients read whole. `position` is that of its last item; a full page leads on from it. */
export function longList(page: readonly unknown[], query: Query, position: CursorValues | undefined): RouteResponse {
  const isFull = page.length >= query.limit && position !== undefined;
  return linkedPage(page, { limit: query.limit }, isFull ? { cursor: encodeCursor(position) } : undefined);
}
