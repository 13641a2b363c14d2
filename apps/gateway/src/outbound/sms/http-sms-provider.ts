import { type Sms, SmsNotTaken, type SmsProvider, SmsRefused } from './sms-provider.js';

const TRY_MS = 10_000;
/** No connection was made, so no request was sent. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

interface HttpSmsOptions {
  url: string;
  token: string | undefined;
  sender: string;
}

/**
 * A provider over HTTP, or a small bridge to one: `POST` of `{to, from, text}` as JSON with a bearer token and an
 * `Idempotency-Key`. 2xx is taken, 429 not yet, another 4xx and a redirection refused; everything else is unknown. Nothing of the
 * response is read, and no error has the number or the text.
 */
export class HttpSmsProvider implements SmsProvider {
  constructor(private readonly options: HttpSmsOptions) {}

  async send({ key, to, text }: Sms): Promise<void> {
    const { url, token, sender } = this.options;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ to, from: sender, text }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TRY_MS),
    }).catch((cause: unknown) => {
      const code = codeOf(cause);
      if (code !== undefined && NO_CONNECTION.has(code)) throw new SmsNotTaken(`No connection to the provider: ${code}`);
      throw new Error(`The provider did not respond: ${code ?? (cause instanceof Error ? cause.name : 'unknown')}`);
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return;
    if (status === 429) throw new SmsNotTaken('The provider takes no more texts now: 429');
    if (status >= 300 && status < 500) throw new SmsRefused(`The provider refused the text: ${status}`);
    throw new Error(`The provider failed: ${status}`);
  }
}

/** Of `fetch`, whose error has that of the connection as its cause. */
function codeOf(error: unknown): string | undefined {
  const { cause }: { cause?: unknown } = Object(error);
  const { code }: { code?: unknown } = Object(cause);
  return typeof code === 'string' ? code : undefined;
}
