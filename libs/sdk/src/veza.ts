import { addressOf, type ApiResponse, bodyOf, type CallInput, type CallFormat } from './call.js';
import { Operations } from './generated/operations.js';
import type { LoginBody, Session } from './generated/schemas.js';
import { inMemory, type Tokens, type TokenStore } from './tokens.js';
import { bodyOf as errorBodyOf, VezaError } from './veza-error.js';

export interface VezaOptions {
  /** Base URL of the gateway, without a path: `https://api.example.org`. */
  baseUrl: string;
  /** Where the session is stored. Default: in memory, signed out. */
  tokens?: TokenStore;
  /** Headers of every call, for example `{ 'accept-language': 'fr', 'x-tenant-id': cabinet }`. */
  headers?: Record<string, string>;
  /** Time limit of a call in milliseconds, 30,000 by default. Uploads and downloads are limited by their `signal` only. */
  timeoutMs?: number;
  /** The `fetch` to use. Default: the global one. */
  fetch?: typeof fetch;
}

/**
 * A client of the API with one method per operation. A method returns an `ApiResponse` or throws a `VezaError`.
 *
 * Every call sends the access token of `tokens`. When it has expired, the client renews the session once, however many calls
 * are waiting, and repeats those calls. If the renewal is rejected, the store is cleared and the calls fail with
 * UNAUTHENTICATED. If the renewal fails for another reason, the session is unchanged and the calls fail with that error.
 */
export class Veza extends Operations {
  readonly tokens: TokenStore;
  private readonly headers: Record<string, string>;
  private readonly timeoutMs: number;
  private readonly transport: typeof fetch;
  private renewing: Promise<boolean> | undefined;

  constructor(private readonly options: VezaOptions) {
    super();
    this.tokens = options.tokens ?? inMemory();
    this.headers = options.headers ?? {};
    this.timeoutMs = options.timeoutMs ?? 30_000;
    this.transport = options.fetch ?? ((input, init) => fetch(input, init));
  }

  get baseUrl(): string {
    return this.options.baseUrl;
  }

  /** Signs in and stores the session. */
  async signIn(body: LoginBody): Promise<Session> {
    const { data } = await this.login({ body });
    await this.tokens.write({ accessToken: data.accessToken, refreshToken: data.refreshToken });
    return data;
  }

  /** Ends the session at the gateway and clears the store. */
  async signOut(): Promise<void> {
    await this.logout();
    await this.tokens.write(undefined);
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
    const { signal, idempotencyKey, ifMatch } = input;
    const { body, headers } = bodyOf(input, format);
    const isTransfer = format.body === 'form' || format.response === 'raw' || body instanceof Blob;
    const limits = [...(signal ? [signal] : []), ...(isTransfer ? [] : [AbortSignal.timeout(this.timeoutMs)])];
    const response = await this.fetch(addressOf(pattern, input), {
      method,
      body,
      signal: AbortSignal.any(limits),
      headers: {
        ...headers,
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...input.headers,
      },
    });
    if (!response.ok) throw await VezaError.of(`${method} ${pattern}`, response);
    return { data: (await dataOf(response, format)) as Data, status: response.status, headers: response.headers };
  }

  private request(path: string, init: RequestInit, tokens: Tokens | undefined): Promise<Response> {
    const headers = new Headers({ ...this.headers, ...(tokens && { authorization: `Bearer ${tokens.accessToken}` }) });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    return this.transport(new URL(path, this.options.baseUrl), { ...init, headers });
  }

  /** Returns whether a newer session than the `used` one exists, renewed by this call or by a concurrent one. */
  private async renew(used: Tokens): Promise<boolean> {
    if (this.renewing) return this.renewing;
    const now = await this.tokens.read();
    if (now?.accessToken !== used.accessToken) return now !== undefined;
    if (now.refreshToken === undefined) return false;
    this.renewing ??= this.exchange(now.refreshToken).finally(() => {
      this.renewing = undefined;
    });
    return this.renewing;
  }

  private async exchange(refreshToken: string): Promise<boolean> {
    const call = { path: '/api/v1/refresh', method: 'POST' };
    const response = await this.request(
      call.path,
      {
        method: call.method,
        body: JSON.stringify({ refreshToken }),
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(this.timeoutMs),
      },
      undefined,
    );
    if (!response.ok && response.status !== 400) throw await VezaError.of(`${call.method} ${call.path}`, response);
    const renewed = response.ok ? ((await response.json()) as Tokens) : undefined;
    const now = await this.tokens.read();
    if (now?.refreshToken !== refreshToken) return now !== undefined; // a concurrent call signed in or out
    await this.tokens.write(renewed && { accessToken: renewed.accessToken, refreshToken: renewed.refreshToken });
    return renewed !== undefined;
  }
}

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
