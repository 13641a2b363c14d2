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
    } = {},
  ) {}
}
