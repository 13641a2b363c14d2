import { addressOf, type Answer, bodyOf, type Input, type Way } from './call.js';
import { Operations } from './generated/operations.js';
import type { LoginBody, Session } from './generated/schemas.js';
import { inMemory, type Tokens, type TokenStore } from './tokens.js';
import { bodyOf as errorBodyOf, VezaError } from './veza-error.js';

export interface VezaOptions {
  /** Where the gateway is, without a path: `https://api.example.org`. */
  baseUrl: string;
  /** Default: in memory, signed out. */
  tokens?: TokenStore;
  /** With every call, as in `{ 'accept-language': 'fr', 'x-tenant-id': cabinet }`. */
  headers?: Record<string, string>;
  /** How long a call waits for its answer, 30 s by default; what moves bytes has no limit but its `signal`. */
  timeoutMs?: number;
  /** Default: the global one. */
  fetch?: typeof fetch;
}

/**
 * A client of the API: one method a call, named after its operation. A success is an `Answer`, a refusal a `VezaError`.
 *
 * Every call carries the access token of `tokens`. When it has expired, the session is renewed once, whatever the number of
 * calls that notice, and those calls are repeated. A refused renewal signs out (the store is told) and the calls fail with
 * UNAUTHENTICATED; one that could not be answered leaves the session as it is and fails them with its own error.
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

  /** Opens a session and keeps it. */
  async signIn(body: LoginBody): Promise<Session> {
    const { data } = await this.login({ body });
    await this.tokens.write({ accessToken: data.accessToken, refreshToken: data.refreshToken });
    return data;
  }

  /** Ends the session, here and at the gateway. */
  async signOut(): Promise<void> {
    await this.logout();
    await this.tokens.write(undefined);
  }

  /** Any address of the gateway, with the session as in every call; the answer is whatever it is. A body that is a stream is sent once. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const used = await this.tokens.read();
    const response = await this.ask(path, init, used);
    const repeatable = !(init.body instanceof ReadableStream);
    if (response.status !== 401 || !used || !(await hasExpired(response)) || !(await this.renew(used)) || !repeatable)
      return response;
    return this.ask(path, init, await this.tokens.read());
  }

  protected async send<Data>(method: string, pattern: string, input: Input = {}, way: Way = {}): Promise<Answer<Data>> {
    const { signal, idempotencyKey, ifMatch } = input;
    const { body, headers } = bodyOf(input, way);
    const moves = way.body === 'form' || way.answer === 'open' || body instanceof Blob;
    const limits = [...(signal ? [signal] : []), ...(moves ? [] : [AbortSignal.timeout(this.timeoutMs)])];
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
    return { data: (await dataOf(response, way)) as Data, status: response.status, headers: response.headers };
  }

  private ask(path: string, init: RequestInit, tokens: Tokens | undefined): Promise<Response> {
    const headers = new Headers({ ...this.headers, ...(tokens && { authorization: `Bearer ${tokens.accessToken}` }) });
    new Headers(init.headers).forEach((value, name) => headers.set(name, value));
    return this.transport(new URL(path, this.options.baseUrl), { ...init, headers });
  }

  /** Whether there is a newer session than the one that was `used`: made by this call, or by another meanwhile. */
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
    const response = await this.ask(
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
    if (now?.refreshToken !== refreshToken) return now !== undefined; // somebody has signed in or out meanwhile
    await this.tokens.write(renewed && { accessToken: renewed.accessToken, refreshToken: renewed.refreshToken });
    return renewed !== undefined;
  }
}

/** A 401 is also how a wrong password is told in the enveloped spelling: that has nothing to do with the session. */
async function hasExpired(response: Response): Promise<boolean> {
  return (await errorBodyOf(response.clone()))?.code === 'UNAUTHENTICATED';
}

async function dataOf(response: Response, { answer }: Way): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (answer === 'open') return response;
  if (response.status === 204 || type === '') return undefined;
  return /^application\/([\w.-]+\+)?json\b/.test(type) ? response.json() : response;
}
