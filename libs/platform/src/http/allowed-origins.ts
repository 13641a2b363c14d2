import type { AppLogger } from '../logging/app-logger.js';

interface OriginConfig {
  readonly NODE_ENV: string;
  readonly CORS_ORIGINS: readonly string[];
  readonly PUBLIC_URL: string;
}

const LOOPBACK = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** A page can choose any origin, so only some refusals are logged. */
const MOST_LOGGED = 100;

/**
 * Whether pages of an origin may use the API and the sockets: those of the gateway itself, which serves the web
 * client, those of `CORS_ORIGINS`, and in development those of this machine on any port. The first refusal of each origin is logged, because the developer of a front end sees no reason in the response.
 */
export class AllowedOrigins {
  private readonly listed: ReadonlySet<string>;
  private readonly local: boolean;
  private readonly logged = new Set<string>();

  constructor(
    { CORS_ORIGINS, PUBLIC_URL, NODE_ENV }: OriginConfig,
    private readonly logger: Pick<AppLogger, 'warn'>,
  ) {
    this.listed = new Set([...CORS_ORIGINS, new URL(PUBLIC_URL).origin]);
    this.local = NODE_ENV === 'development';
  }

  includes(origin: string): boolean {
    if (this.listed.has(origin) || (this.local && LOOPBACK.test(origin))) return true;
    if (this.logged.size < MOST_LOGGED && !this.logged.has(origin)) {
      this.logged.add(origin);
      this.logger.warn('Refused an origin: CORS_ORIGINS does not list it', { origin: origin.slice(0, 200) });
    }
    return false;
  }
}
