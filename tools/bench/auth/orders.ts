/** Orders of the parent to a process of the benchmark. */
export type AuthOrder = Refresh | Steady | SignIn | Sql | { kind: 'signatures' } | { kind: 'serve'; port: number };

/** A closed loop: each lane sends its next refresh when it has the response to the last one. */
export interface Refresh {
  kind: 'refresh';
  url: string;
  path: string;
  /** One for each lane. */
  tokens: string[];
  /** With `newest` a lane uses its latest token, with `first` always its first one. */
  presents: 'newest' | 'first';
  ms: number;
}

/** An open loop: a fixed rate of requests per second. */
export interface Steady {
  kind: 'steady';
  url: string;
  token: string;
  perSecond: number;
  ms: number;
}

/** A closed loop with a fixed number of requests in flight. */
export interface SignIn {
  kind: 'sign in';
  url: string;
  email: string;
  password: string;
  lanes: number;
  /** 0: each once. */
  ms: number;
}

/** The SQL of one refresh as a statement and a commit of its own, over a pool as the gateway's. */
export interface Sql {
  kind: 'sql';
  databaseUrl: string;
  lanes: number;
  ms: number;
}

export interface Measured {
  count: number;
  /** How long it took. */
  ms: number;
  latencies: number[];
  /** The tokens that the lanes hold now. */
  tokens: string[];
}

export interface SignInResult {
  tokens: { accessToken: string; refreshToken: string }[];
  /** Number of 503 responses with Retry-After. */
  refused: number;
  ms: number;
}

export type AuthReport =
  | ({ kind: 'measured' } & Measured)
  | ({ kind: 'signed in' } & SignInResult)
  | { kind: 'signatures'; node: number; jose: number; mac: number }
  | { kind: 'serving' }
  | { kind: 'failed'; reason: string };
