import { Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type Caller, type HttpRoute } from '@veza/contracts';
import { requestContext } from '@veza/transport';
import type { FastifyRequest } from 'fastify';
import { RouteResponse } from '../routes/route-response.js';
import { fingerprintsOf } from './fingerprint.js';
import { IdempotencyKeysRepository, type KeyScope, type OperationAttempt } from './idempotency-keys.repository.js';
import type { StoredResponse } from './idempotency-key.entity.js';

const LOCK_SECONDS = 12;
const RENEW_MS = 3_000;
/** A lock with less time left was not renewed twice: its gateway has most likely died. */
const ABANDONED_SECONDS = 5;
const KEY = /^[\x21-\x7e]{1,200}$/;

interface KeyedRequest {
  key: string;
  caller: Caller;
  route: HttpRoute;
  request: FastifyRequest;
}

/** An upload with a key. Its bytes are compared with those of earlier tries once they are stored. */
interface KeyedUpload {
  scope: KeyScope;
  kept?: StoredResponse;
}

class ReplayedUpload {
  constructor(readonly answer: StoredResponse) {}
}

/**
 * `Idempotency-Key` on POST: repeated requests are one operation, for IDEMPOTENCY_KEY_HOURS. The same key and body get
 * the first response again; while the first runs, 409 IDEMPOTENCY_IN_FLIGHT; another body is 409
 * IDEMPOTENCY_KEY_REUSED. Bodies are compared as values.
 *
 * The data of a cabinet is in booking's schema only, behind row-level security. So the response of such a route is not
 * stored here: a repetition is sent to booking as the same operation, which checks the membership and returns the reply
 * that it keeps (decision 0091).
 *
 * An error is not stored: nothing was changed, so the request may be retried. A try with an unknown outcome (a gateway
 * killed before it stored the response, a lost call) may be retried too, at once or after 12 s. The retry is the same
 * operation, and a service that makes its change `once` returns its first reply (decision 0091). An error of a retry
 * does not describe the try before it, so the key then keeps its operation.
 */
@Injectable()
export class IdempotencyKeysService {
  private readonly uploads = new WeakMap<object, KeyedUpload>();

  constructor(private readonly repository: IdempotencyKeysRepository) {}

  async once({ key, caller, route, request }: KeyedRequest, run: () => unknown): Promise<unknown> {
    if (caller.kind !== 'user') return run();
    if (!KEY.test(key)) throw invalid('Idempotency-Key', 'must be 1 to 200 visible characters');
    const path = new URL(request.url, 'http://gateway').pathname.replace(/^\/api\/v1(?=\/)/, '');
    // A key has no spaces, so two cabinets never share a row.
    const scope = {
      userId: caller.userId,
      method: route.method,
      path,
      key: caller.tenantId === undefined ? key : `${caller.tenantId} ${key}`,
    };
    const streamed = route.bodyKind === 'multipart' || route.bodyKind === 'bytes';
    const fingerprints = streamed ? null : fingerprintsOf(request.body);
    if (fingerprints && caller.tenantId !== undefined) await this.repository.adopt(scope, key, fingerprints);
    const taken = await this.repository.take(scope, fingerprints, LOCK_SECONDS);
    if (taken) return this.attempt(scope, taken, { route, request }, run);
    const kept = await this.repository.find(scope);
    if (kept && fingerprints && !fingerprints.includes(kept.fingerprint ?? '')) throw new DeclaredError('IDEMPOTENCY_KEY_REUSED');
    if (!kept?.answer) throw new DeclaredError('IDEMPOTENCY_IN_FLIGHT', { retryAfter: waitFor(kept?.lockSeconds) });
    if (streamed) return this.compared(request, { scope, kept: kept.answer }, run);
    return replayed(kept.answer);
  }

  /** Called by the byte pipe when the bytes are stored. Two uploads are the same when their bytes and fields are. */
  async compareUpload(request: FastifyRequest, content: { hash: string; fields: unknown }): Promise<void> {
    const upload = this.uploads.get(request.raw);
    if (!upload) return;
    if (!(await this.repository.mark(upload.scope, fingerprintsOf(content)))) throw new DeclaredError('IDEMPOTENCY_KEY_REUSED');
    if (upload.kept) throw new ReplayedUpload(upload.kept);
  }

  private async attempt(
    scope: KeyScope,
    taken: OperationAttempt,
    { route, request }: Pick<KeyedRequest, 'route' | 'request'>,
    run: () => unknown,
  ): Promise<unknown> {
    // A failed renewal is repeated long before the lock expires.
    const renewal = setInterval(() => void this.repository.extend(scope, LOCK_SECONDS).catch(() => undefined), RENEW_MS);
    this.uploads.set(request.raw, { scope });
    try {
      const result = await within(taken.operation, run);
      if (route.replayedBy === 'service') await this.repository.complete(scope);
      else await this.repository.keep(scope, kept(result));
      return taken.done ? marked(result) : result;
    } catch (error) {
      const unchanged = taken.first && error instanceof DeclaredError && error.status < 500;
      await this.repository[unchanged ? 'free' : 'release'](scope).catch(() => undefined); // else the lock ends by itself
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private async compared(request: FastifyRequest, upload: KeyedUpload, run: () => unknown): Promise<unknown> {
    this.uploads.set(request.raw, upload);
    try {
      return await run();
    } catch (error) {
      if (error instanceof ReplayedUpload) return replayed(error.answer);
      throw error;
    }
  }
}

/** Until an abandoned lock ends; a request that runs most likely has its response soon. */
const waitFor = (lockSeconds = 0): number => (lockSeconds > ABANDONED_SECONDS ? 1 : Math.max(1, lockSeconds));

function within(operation: string, run: () => unknown): unknown {
  const context = requestContext.get();
  return context ? requestContext.run({ ...context, operation }, run) : run();
}

function kept(result: unknown): StoredResponse {
  const answer = result instanceof RouteResponse ? result : new RouteResponse(result);
  return { status: answer.facts.status ?? 0, headers: { ...answer.facts.headers }, body: JSON.stringify(answer.body ?? null) };
}

const replayed = ({ status, body, headers }: StoredResponse): RouteResponse =>
  marked(new RouteResponse(JSON.parse(body), { status: status === 0 ? undefined : status, headers }));

function marked(result: unknown): RouteResponse {
  const { body, facts } = result instanceof RouteResponse ? result : new RouteResponse(result);
  return new RouteResponse(body, { ...facts, headers: { ...facts.headers, 'idempotency-replayed': 'true' } });
}
