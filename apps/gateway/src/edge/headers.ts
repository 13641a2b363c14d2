/** The headers of every answer of the API, made once. A page or a download sets its own Content-Security-Policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

export const VARY = 'Authorization, Accept, Origin, Accept-Language, X-Tenant-ID';

const EXPOSED = [
  'x-request-id',
  'ETag',
  'Location',
  'Retry-After',
  'Content-Disposition',
  'Content-Range',
  'Accept-Ranges',
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Policy',
  'Upload-Offset',
  'Upload-Length',
  'Upload-Expires',
  'Upload-Metadata',
  'Tus-Resumable',
  'Tus-Version',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Checksum-Algorithm',
].join(', ');

const ALLOWED = [
  'Authorization',
  'Content-Type',
  'Accept',
  'Accept-Language',
  'X-Tenant-ID',
  'X-Request-Id',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Range',
  'If-Range',
  'Last-Event-ID',
  'Cache-Control',
  'X-Requested-With',
  'traceparent',
  'tracestate',
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Offset',
  'Upload-Metadata',
  'Upload-Checksum',
  'Upload-Defer-Length',
  'Upload-Concat',
  'X-HTTP-Method-Override',
].join(', ');

/**
 * Which front ends of other origins may read answers. An origin that is not on the list gets no header at all, which a
 * browser takes for a refusal.
 */
export class Cors {
  private readonly answers = new Map<string, Readonly<Record<string, string>>>();
  private readonly preflights = new Map<string, Readonly<Record<string, string>>>();

  constructor(origins: readonly string[]) {
    for (const origin of origins) {
      const allow = { 'access-control-allow-origin': origin };
      this.answers.set(origin, { ...allow, 'access-control-expose-headers': EXPOSED });
      this.preflights.set(origin, {
        ...allow,
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
        'access-control-allow-headers': ALLOWED,
        'access-control-max-age': '7200',
      });
    }
  }

  answer(origin: string | undefined): Readonly<Record<string, string>> | undefined {
    return origin === undefined ? undefined : this.answers.get(origin);
  }

  preflight(origin: string): Readonly<Record<string, string>> | undefined {
    return this.preflights.get(origin);
  }
}
