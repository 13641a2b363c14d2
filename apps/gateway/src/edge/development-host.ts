import type { GatewayConfig } from '../config.js';

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Whether a development gateway rejects the Host of a request. It listens on the loopback address and shows unsent mails,
 * so a web page whose name resolves to that address (DNS rebinding) must not read them. A gateway in production, or on
 * another address, accepts every name, because a proxy may pass on any.
 */
export function hostCheck({ NODE_ENV, HOST, PUBLIC_URL }: GatewayConfig): (host: string | undefined) => boolean {
  const checked = NODE_ENV === 'development' && (LOOPBACK.test(HOST) || HOST === '::1');
  const own = new URL(PUBLIC_URL).hostname;
  return (host) => {
    if (!checked || host === undefined) return false;
    const name = host.replace(/:\d+$/, '');
    return !LOOPBACK.test(name) && name.toLowerCase() !== own;
  };
}
