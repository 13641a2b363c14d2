/** A handler's answer that is more than the body of the route's first success. */
export class RouteResponse {
  constructor(
    readonly body: unknown,
    readonly facts: {
      status?: number;
      headers?: Readonly<Record<string, string>>;
      contentType?: string;
      /** Of a GET: which version of the thing this shows, in words of its service. A change with If-Match is given it. */
      version?: string;
    } = {},
  ) {}
}
