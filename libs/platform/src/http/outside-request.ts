import { type IncomingMessage, type OutgoingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type OutsideAddresses, OutsideFailure } from './outside-addresses.js';

export interface OutsideRequest {
  method: 'GET' | 'POST';
  headers: OutgoingHttpHeaders;
  body?: string | Buffer;
  signal: AbortSignal;
}

/**
 * One request to a host that a user chose: the address is checked, and the connection goes to the address that was checked.
 * Redirects are left to the caller, and so is the body of the response, which must be read or destroyed.
 */
export async function outsideRequest(url: URL, addresses: OutsideAddresses, request: OutsideRequest): Promise<IncomingMessage> {
  const address = await beforeAbort(request.signal, addresses.resolve(url));
  const { method, headers, body, signal } = request;
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  const path = url.pathname + url.search;
  const to = { method, host: address, port, path, headers: { ...headers, host: url.host }, signal, agent: false } as const;
  return new Promise((resolve, reject) => {
    // The certificate is that of the name, although the connection goes to an address.
    const sent = isSecure ? httpsRequest({ ...to, servername: url.hostname }, resolve) : httpRequest(to, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A lookup of names cannot be aborted, so its result is no longer waited for. */
function beforeAbort<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  work.catch(() => undefined);
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = () => reject(new OutsideFailure('unreachable'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  return Promise.race([work, aborted]);
}
