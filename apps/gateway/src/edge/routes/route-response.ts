import { entityTagOf } from './entity-tag.js';

/** The result of a handler that sets more than the body of the route's first success. */
export class RouteResponse {
  constructor(
    readonly body: unknown,
    readonly facts: {
      status?: number;
      headers?: Readonly<Record<string, string>>;
      contentType?: string;
      /**
       * Of a GET: the version of the resource, as its service defines it. A change with If-Match receives it.
       */
      version?: string;
      /** Of a GET whose body also changes by itself: what If-Match compares instead of the whole body (decision 209). */
      state?: string;
    } = {},
  ) {}
}

/**
 * The response to a write: the representation that it made, with the entity tag that a GET of the resource returns, and
 * for a new resource its address.
 */
export const written = (body: object, location?: string): RouteResponse =>
  new RouteResponse(body, {
    headers: { etag: entityTagOf(JSON.stringify(body)), ...(location !== undefined && { location }) },
  });
