import { addressOf, type ApiResponse, bodyOf, type CallInput, type CallFormat } from './call.js';
import { Deadline } from './deadline.js';
import { Operations } from './generated/operations.js';
import { Pages } from './generated/pages.js';
import type { LoginBody, Session } from './generated/schemas.js';
import { randomId } from './random-id.js';
import { withRetries } from './retries.js';
import { inMemory, type Tokens, type TokenStore } from './tokens.js';
import { bodyOf as errorBodyOf, VezaError } from './veza-error.js';

export interface VezaOptions {
  /** Base URL of the gateway, without a path: `https://api.example.org`. */
  baseUrl: string;
  /** Where the session is stored. Default: in memory, signed out. */
  tokens?: TokenStore;
  /**
   * For pages of the gateway's own origin: `cookie` leaves the refresh token in a cookie that no script can read. `tokens`
   * then holds the access token only, in memory by default; `resume` begins with the session of the cookie.
   */
  session?: 'tokens' | 'cookie';
  /** Headers of every call, for example `{ 'accept-language': 'fr', 'x-tenant-id': cabinet }`. */
  headers?: Record<string, string>;
  /** Time limit of a call in milliseconds, 30,000 by default. Uploads and downloads are limited by their `signal` only. */
  timeoutMs?: number;
  /**
   * Repetitions of a call that failed for a passing reason, 2 by default: of GET, and of POST with an idempotency key. They
   * keep to `Retry-After` and to the time limit of the call. Uploads, downloads and streams are not repeated.
   */
  retries?: number;
  /** The `fetch` to use. Default: the global one. */
  fetch?: typeof fetch;
}

/** The refresh token is in the cookie, and not in the body. */
const COOKIE_MODE = { 'x-veza-session': 'cookie' };

/**
 * A client of the API with one method per operation. A method returns an `ApiResponse` or throws a `VezaError`.
 *
 * Every call sends the access token of `tokens`. When it has expired, the client renews the session once, however many calls
 * are waiting, and repeats those calls. If the renewal is rejected, the store is cleared and the calls fail with
 * UNAUTHENTICATED. If the renewal fails for another reason, the session is unchanged and the calls fail with that error.
 */
export class Veza extends Operations {
  readonly tokens: TokenStore;
  /** The lists of the API as async iterators: `for await (const product of veza.pages.listProducts())`. */
  readonly pages = new Pages(this);
  private readonly headers: Record<string, string>;
  private readonly timeoutMs: number;
  private readonly retries: number;
  private readonly transport: typeof fetch;
  private renewing: Promise<boolean> | undefined;

  constructor(private readonly options: VezaOptions) {
    super();
    this.tokens = options.tokens ?? inMemory();
    this.headers = options.headers ?? {};
    this.timeoutMs = options.timeoutMs ?? 30_000;
    this.retries = options.retries ?? 2;
    this.transport = options.fetch ?? ((input, init) => fetch(input, init));
  }

  get baseUrl(): string {
    return this.options.baseUrl;
  }

  /** Signs in and stores the session. */
  async signIn(body: LoginBody): Promise<Session> {
    const { data } = await this.login({ body });
    await this.tokens.write(tokensOf(data));
    return data;
  }

  /** Ends the session at the gateway and clears the store. */
  async signOut(): Promise<void> {
    await this.logout();
    await this.tokens.write(undefined);
  }

  /** Cookie sessions: continues the session of the cookie, for example after a page was loaded. Returns whether there is one. */
  async resume(): Promise<boolean> {
    return this.renew(await this.tokens.read());
  }

  /** Requests any path of the gateway in this session and returns the response as it is. A body that is a stream is sent once. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const used = await this.tokens.read();
    const response = await this.request(path, init, used);
    const repeatable = !(init.body instanceof ReadableStream);
    if (response.status !== 401 || !used || !(await hasExpired(response)) || !(await this.renew(used)) || !repeatable)
      return response;
    return this.request(path, init, await this.tokens.read());
  }

  protected async send<Data>(
    method: string,
    pattern: string,
    input: CallInput = {},
    format: CallFormat = {},
  ): Promise<ApiResponse<Data>> {
    const { body, headers } = bodyOf(input, format);
    const isTransfer = format.body === 'form' || format.response === 'raw' || body instanceof Blob;
    const idempotencyKey = input.idempotencyKey ?? (format.once && !isTransfer ? randomId() : undefined);
    const deadline = isTransfer ? undefined : new Deadline([input.signal], this.timeoutMs);
    const signal = deadline?.signal ?? input.signal;
    const init: RequestInit = {
      method,
      body,
      signal,
      ...(format.session && this.isInCookie && { credentials: 'same-origin' }),
      headers: {
        ...headers,
        ...(format.session && this.isInCookie && COOKIE_MODE),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(input.ifMatch !== undefined && { 'if-match': input.ifMatch }),
        ...input.headers,
      },
    };
    const isRepeatable = !isTransfer && (method === 'GET' || idempotencyKey !== undefined);
    const plan = { most: isRepeatable ? this.retries : 0, endMs: performance.now() + this.timeoutMs, signal };
    return withRetries(async () => {
      const response = await this.fetch(addressOf(pattern, input), init);
      if (!response.ok) throw await VezaError.of(`${method} ${pattern}`, response);
      const data = await dataOf(response, format);
      if (format.session && this.isInCookie && hasAccessToken(data)) await this.tokens.write({ accessToken: data.accessToken });
      return { data: data as Data, status: response.status, headers: response.headers };
    }, plan).finally(() => deadline?.clear());
  }

  private get isInCookie(): boolean {
    return this.options.session === 'cookie';
  }

  private request(path: string, init: RequestInit, tokens: Tokens | undefined): Promise<Response> {
    const headers = new Headers({ ...this.headers, ...(tokens && { authorization: `Bearer ${tokens.accessToken}` }) });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    return this.transport(new URL(path, this.options.baseUrl), { ...init, headers });
  }

  /** Returns whether a newer session than the `used` one exists, renewed by this call or by a concurrent one. */
  private async renew(used: Tokens | undefined): Promise<boolean> {
    if (this.renewing) return this.renewing;
    const now = await this.tokens.read();
    if (now?.accessToken !== used?.accessToken) return now !== undefined;
    if (now?.refreshToken === undefined && !this.isInCookie) return false;
    this.renewing ??= this.exchange(now).finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async exchange(old: Tokens | undefined): Promise<boolean> {
    const path = '/api/v1/refresh';
    const response = await this.request(
      path,
      {
        method: 'POST',
        body: JSON.stringify({ refreshToken: old?.refreshToken }),
        headers: { 'content-type': 'application/json', ...(this.isInCookie && COOKIE_MODE) },
        signal: AbortSignal.timeout(this.timeoutMs),
        ...(this.isInCookie && { credentials: 'same-origin' }),
      },
      undefined,
    );
    if (!response.ok && response.status !== 400) throw await VezaError.of(`POST ${path}`, response);
    const renewed = response.ok ? ((await response.json()) as Tokens) : undefined;
    const now = await this.tokens.read();
    if (now?.accessToken !== old?.accessToken) return now !== undefined; // a concurrent call signed in or out
    await this.tokens.write(renewed && tokensOf(renewed));
    return renewed !== undefined;
  }
}

/** Of a response that has more. */
const tokensOf = ({ accessToken, refreshToken }: Tokens): Tokens =>
  refreshToken === undefined ? { accessToken } : { accessToken, refreshToken };

const hasAccessToken = (data: unknown): data is Tokens => typeof data === 'object' && data !== null && 'accessToken' in data;

/** A 401 with another code, such as BAD_CREDENTIALS of the enveloped sign-in, does not concern the session. */
async function hasExpired(response: Response): Promise<boolean> {
  return (await errorBodyOf(response.clone()))?.code === 'UNAUTHENTICATED';
}

async function dataOf(response: Response, { response: format }: CallFormat): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (format === 'raw') return response;
  if (response.status === 204 || type === '') return undefined;
  return /^application\/([\w.-]+\+)?json\b/.test(type) ? response.json() : response;
}
