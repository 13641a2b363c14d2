import type { FindProduct, Headers } from '../product.js';

export interface Endpoint {
  readonly redisUrl: string;
  readonly port: number;
}

export type Call = (input: FindProduct, headers: Headers) => Promise<unknown>;

/** One way from a caller to a handler in another process. */
export interface Side {
  readonly title: string;
  /** Number of server processes. */
  readonly replicas: number;
  serve(place: Endpoint): Promise<void>;
  connect(place: Endpoint): Promise<Call>;
}
