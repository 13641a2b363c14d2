import type { GatewayConfig } from '../config.js';

/** The origins of the platform's own pages. */
export const ownOrigins = ({ PUBLIC_URL, APP_URL }: Pick<GatewayConfig, 'PUBLIC_URL' | 'APP_URL'>): ReadonlySet<string> =>
  new Set([PUBLIC_URL, APP_URL ?? PUBLIC_URL].map((url) => new URL(url).origin));
