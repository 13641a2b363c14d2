import { isOfSharedBytes, SHARED_BYTES } from '@veza/contracts';
import type { AllowedOrigins } from '@veza/platform';
import type { FastifyCorsOptions, FastifyCorsOptionsDelegateCallback } from '@fastify/cors';

export const VARY = 'Authorization, Accept, Origin, Accept-Language, X-Tenant-ID';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const MAX_AGE_SECONDS = 7_200;

const EXPOSED = [
  'x-request-id',
  'ETag',
  'Location',
  'Link',
  'Deprecation',
  'Sunset',
  'Retry-After',
  'Content-Disposition',
  'Content-Range',
  'Accept-Ranges',
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Policy',
  // Of tus: the protocol requires front ends to be able to read and send these.
  'Upload-Offset',
  'Upload-Length',
  'Upload-Expires',
  'Upload-Metadata',
  'Tus-Resumable',
  'Tus-Version',
  'Tus-Extension',
  'Tus-Max-Size',
  'Tus-Checksum-Algorithm',
];

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
];

/**
 * Origins whose pages may read responses. Without Access-Control-Allow-Origin a browser refuses the response
 * to any other origin. The plugin replies to complete preflights only (Origin and Access-Control-Request-Method); any
 * other OPTIONS is an ordinary request. Addresses that contain their permission are open to all origins, as at media.
 */
export function corsOptions(allowed: Pick<AllowedOrigins, 'includes'>): { delegator: FastifyCorsOptionsDelegateCallback } {
  const shared: FastifyCorsOptions = {
    origin: '*',
    methods: [...SHARED_BYTES.methods],
    allowedHeaders: [...SHARED_BYTES.allowedHeaders],
    exposedHeaders: [...SHARED_BYTES.exposedHeaders],
    maxAge: SHARED_BYTES.maxAgeSeconds,
    strictPreflight: false,
  };
  const none: FastifyCorsOptions = { origin: false };
  const plain: FastifyCorsOptions = { exposedHeaders: EXPOSED, preflight: false };
  const preflight: FastifyCorsOptions = {
    methods: METHODS,
    allowedHeaders: ALLOWED,
    maxAge: MAX_AGE_SECONDS,
    preflight: true,
  };
  return {
    delegator: ({ headers, url }, done) => {
      if (isOfSharedBytes(url)) return done(null, shared);
      if (headers.origin === undefined) return done(null, none);
      const origin = allowed.includes(headers.origin) ? [headers.origin] : [];
      done(null, { ...(headers['access-control-request-method'] === undefined ? plain : preflight), origin });
    },
  };
}
