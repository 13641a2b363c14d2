/**
 * Addresses that contain their permission, or need none: pages of any origin may read what is behind them, because no cookie
 * and no token of a browser matters. Media and the gateway, which passes the bytes on, say the same.
 */
export const SHARED_BYTES = {
  /** Both begin so. */
  roots: ['/media/s/', '/media/p/'],
  methods: ['GET', 'HEAD'],
  allowedHeaders: ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'Last-Event-ID', 'Cache-Control'],
  exposedHeaders: ['Content-Range', 'Content-Disposition', 'Accept-Ranges', 'ETag', 'Retry-After', 'x-request-id'],
  /** A browser asks again after it. */
  maxAgeSeconds: 7_200,
} as const;

export const isOfSharedBytes = (path: string): boolean => SHARED_BYTES.roots.some((root) => path.startsWith(root));
