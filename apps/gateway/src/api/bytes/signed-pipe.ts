import type { IncomingMessage, ServerResponse } from 'node:http';
import { SHARED_BYTES } from '@veza/contracts';
import type { AppLogger, ServiceTls } from '@veza/platform';
import { type buildConnector, type Dispatcher, Pool } from 'undici';
import { Exchange } from '../../edge/exchange.js';
import { SECURITY_HEADERS } from '../../edge/security-headers.js';
import { isEndToEnd } from './end-to-end.js';

const SIGNED = '/media/s/';
const CONNECT_MS = 2_000;
/** A player that has buffered enough stops reading for minutes. */
const IDLE_MS = 600_000;
/** No cache keeps the bytes once for each origin or token: they are the same for all. */
const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': SHARED_BYTES.exposedHeaders.join(', '),
};
const PASSED_ON = ['range', 'if-range', 'if-match', 'if-none-match', 'accept-encoding'];

/**
 * Files behind signed addresses, from media to clients of the own origin, over kept connections and past Fastify: players
 * request them in many small ranges. What else may be needed (preflights, errors, another replica) is left to the ordinary path,
 * which handles the request from its beginning as long as no byte was sent.
 */
export class SignedPipe {
  private readonly pools: readonly Pool[];
  private turn = 0;

  constructor(
    addresses: readonly string[],
    tls: ServiceTls,
    private readonly logger: AppLogger,
  ) {
    this.pools = addresses.map((address) => {
      const connect: buildConnector.connector = (_, done) =>
        void tls.open(new URL(address), CONNECT_MS).then(
          (socket) => done(null, socket),
          (cause: Error) => done(cause, null),
        );
      return new Pool(address, { connect, headersTimeout: IDLE_MS, bodyTimeout: IDLE_MS });
    });
  }

  take(request: IncomingMessage, response: ServerResponse, handle: () => void): boolean {
    const { method, url = '', headers } = request;
    if (method !== 'GET' || !url.startsWith(SIGNED) || url.includes('/events/')) return false;
    if (headers.expect !== undefined) return false;
    const pool = this.pools[this.turn++ % this.pools.length];
    if (!pool) return false;
    const { requestId } = new Exchange(headers, '');
    const passed: Record<string, string> = { 'x-request-id': requestId };
    for (const name of PASSED_ON) if (headers[name] !== undefined) passed[name] = String(headers[name]);
    pool.dispatch({ path: url, method, headers: passed }, new Transfer(response, requestId, handle, this.logger));
    return true;
  }

  async end(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.destroy()));
  }
}

/** One response of media, on its way to a client. */
class Transfer implements Dispatcher.DispatchHandler {
  private refused = false;
  private stalled?: NodeJS.Timeout;
  private controller?: Dispatcher.DispatchController;

  constructor(
    private readonly response: ServerResponse,
    private readonly requestId: string,
    private readonly handle: () => void,
    private readonly logger: AppLogger,
  ) {
    response.once('close', this.closed);
    response.on('drain', this.drained);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.response.destroyed) controller.abort(new Error('the client has left'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, unknown>): void {
    this.refused = status >= 400;
    if (this.refused) return;
    const sent: Record<string, string> = { ...SECURITY_HEADERS, ...OPEN, 'x-request-id': this.requestId };
    for (const [name, value] of Object.entries(headers)) if (typeof value === 'string' && isEndToEnd(name)) sent[name] = value;
    this.response.writeHead(status, sent);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.refused || this.response.write(chunk)) return;
    controller.pause();
    this.stalled = setTimeout(() => this.response.destroy(), IDLE_MS);
  }

  onResponseEnd(): void {
    this.leave();
    if (this.refused) this.handle();
    else this.response.end();
  }

  onResponseError(_controller: unknown, cause: Error): void {
    this.leave();
    if (this.response.destroyed) return;
    this.logger.debug('A signed file was not passed on', { cause });
    if (this.response.headersSent) this.response.destroy();
    else this.handle();
  }

  private readonly drained = () => {
    clearTimeout(this.stalled);
    this.controller?.resume();
  };

  private readonly closed = () => {
    this.leave();
    this.controller?.abort(new Error('the client has left'));
  };

  private leave(): void {
    clearTimeout(this.stalled);
    this.response.off('close', this.closed).off('drain', this.drained);
  }
}
