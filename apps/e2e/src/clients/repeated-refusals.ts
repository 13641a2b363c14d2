import { setTimeout as sleep } from 'node:timers/promises';
import { ErrorBody, parseJson } from '@veza/contracts';

const MOST = 4;
const WAIT_MS = 1_000;

/**
 * A busy machine pauses a process for longer than the two seconds after which its calls are given up. What is refused as
 * UNAVAILABLE is sent again, as clients do. Not a POST without a key: it may have run. The end of a test file lists them.
 * The retries of the SDK repeat no PUT or DELETE, and list nothing.
 */
export class RepeatedRefusals {
  private readonly repeated: string[] = [];

  constructor(
    private readonly send: (url: URL, init?: RequestInit) => Promise<Response>,
    private readonly waitMs = WAIT_MS,
  ) {}

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const { method = 'GET', body } = init ?? {};
    const isOnce = (method === 'POST' && !new Headers(init?.headers).has('idempotency-key')) || body instanceof ReadableStream;
    for (let times = 0; ; times += 1) {
      const response = await this.send(url, init);
      if (isOnce || times >= MOST || !(await isUnavailable(response))) return response;
      this.repeated.push(`${method} ${url.pathname}`);
      await sleep(this.waitMs);
    }
  };

  report(): void {
    if (this.repeated.length > 0) console.log(`refused as UNAVAILABLE, and sent again: ${this.repeated.join(', ')}`);
  }
}

async function isUnavailable(response: Response): Promise<boolean> {
  if (response.status !== 503) return false;
  const body = ErrorBody.safeParse(parseJson(await response.clone().text()));
  return body.success && body.data.code === 'UNAVAILABLE';
}
