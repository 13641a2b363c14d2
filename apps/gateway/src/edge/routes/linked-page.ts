import { RouteResponse } from './route-response.js';

type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * A list without a place for a cursor: the header Link leads to the next page (RFC 8288). It is relative to the request, so
 * that its address is that of the caller's edition and host.
 *
 * @param query as it was sent, in the names of the wire
 * @param next what the next page changes in it; undefined on the last page
 */
export function linkedPage(body: readonly unknown[], query: Query, next: Query | undefined): RouteResponse {
  if (next === undefined) return new RouteResponse(body);
  const parameters = Object.entries({ ...query, ...next }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new RouteResponse(body, { headers: { link: `<?${new URLSearchParams(parameters)}>; rel="next"` } });
}

/** What leads from a full page, newest first, to the items before it. */
export const olderThan = (page: readonly { id: number }[], limit: number): Query | undefined =>
  page.length < limit ? undefined : { before: page.at(-1)?.id };
