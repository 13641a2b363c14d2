import { SECURITY_HEADERS } from '../../edge/security-headers.js';
import { contentPolicy } from './content-policy.js';

/** The headers of every file of the web client, whose built page is given, here and at another front (`tools/containers/image/web-conf.mjs`). */
export const clientHeaders = (mediaUrl: string | undefined, page: string): Readonly<Record<string, string>> => ({
  ...SECURITY_HEADERS,
  'content-security-policy': contentPolicy(mediaUrl, page),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self)',
});

/** Files with a digest of their content in their names. */
export const ASSETS = '/assets/';

export const CACHE_CONTROL = { asset: 'public, max-age=31536000, immutable', page: 'no-cache' };
