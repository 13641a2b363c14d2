import type { HttpRoute } from './route.js';

const secondsOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1_000;

/**
 * The headers of a call that ends: RFC 9745, a structured date, and RFC 8594, an HTTP date. Undefined for a call that stays.
 * `link` leads to the policy and to the call that takes its place.
 */
export function deprecationHeaders({ deprecated }: Pick<HttpRoute, 'deprecated'>): Record<string, string> | undefined {
  if (deprecated === undefined) return undefined;
  const { from, until, successor } = deprecated;
  const successors = successor === undefined ? [] : [`</docs#${successor}>; rel="successor-version"`];
  return {
    deprecation: `@${secondsOf(from)}`,
    sunset: new Date(secondsOf(until) * 1_000).toUTCString(),
    link: ['</docs/guides/versions>; rel="deprecation"', ...successors].join(', '),
  };
}
