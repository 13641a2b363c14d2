import { createHash } from 'node:crypto';

const INLINE_STYLE = /<style>([\s\S]*?)<\/style>/g;

/** What allows the inline styles of the built page, and no other ones. */
const stylesOf = (page: string): string[] =>
  [...page.matchAll(INLINE_STYLE)].map(([, style = '']) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);

/**
 * The Content-Security-Policy of the web client: no script but its own files, no text that becomes markup or script
 * (Trusted Types, with one policy for the service worker), no style but its own files and that of the built page, and no address but this
 * origin and that of media. `'self'` covers sockets.
 */
export function contentPolicy(mediaUrl: string | undefined, page: string): string {
  const media = mediaUrl === undefined ? [] : [new URL(mediaUrl).origin];
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", ...stylesOf(page)],
    'img-src': ["'self'", 'blob:', 'data:', ...media],
    'media-src': ["'self'", 'blob:', ...media],
    'connect-src': ["'self'", ...media],
    'font-src': ["'self'"],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['service-worker'],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
