/** As in libs/platform: the hosts that no other machine reaches. */
const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Whether there is demo data. Its accounts have a known password, so they are made only where nobody else can sign in.
 *
 * @param {{ empty: boolean }} options @param {Record<string, string | undefined>} environment
 */
export function hasDemo({ empty }, { NODE_ENV, HOST }) {
  return !empty && NODE_ENV?.trim() !== 'production' && LOOPBACK.test(HOST?.trim() || '127.0.0.1');
}
