/** What the parent tells a process of the benchmark to do. */
export type Order = Refresh | Steady | SignIn | Sql | { kind: 'signatures' } | { kind: 'serve'; port: number };

/** A closed loop: each lane presents a token, and again as soon as it is answered. */
export interface Refresh {
  kind: 'refresh';
  url: string;
  path: string;
  /** One for each lane. */
  tokens: string[];
  /** With `newest` a lane presents what it was given last, with `first` for ever the token that it began with. */
  presents: 'newest' | 'first';
  ms: number;
}

/** An open loop: so many requests a second, whether or not the earlier ones are answered. */
export interface Steady {
  kind: 'steady';
  url: string;
  token: string;
  perSecond: number;
  ms: number;
}

/** So many at once, each again as soon as it is answered. */
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

export interface SignedIn {
  tokens: { accessToken: string; refreshToken: string }[];
  /** How many got 503 with Retry-After. */
  refused: number;
  ms: number;
}

export type Report =
  | ({ kind: 'measured' } & Measured)
  | ({ kind: 'signed in' } & SignedIn)
  | { kind: 'signatures'; node: number; jose: number; mac: number }
  | { kind: 'serving' }
  | { kind: 'failed'; reason: string };
