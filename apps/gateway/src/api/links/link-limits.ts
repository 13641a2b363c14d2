import { Inject, Injectable } from '@nestjs/common';
import { ANONYMOUS } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { FastifyRequest } from 'fastify';
import type { GatewayConfig } from '../../config.js';
import { exchangeOf, RequestLimits } from '../../edge/index.js';

/** Requests of one address for pages with their things, players and sitemaps together. */
@Injectable()
export class LinkLimits {
  private readonly limits: RequestLimits;

  constructor(@Inject(CONFIG) config: GatewayConfig) {
    this.limits = new RequestLimits({ user: config.LIMIT_REQUESTS_USER, address: config.LIMIT_REQUESTS_ADDRESS });
  }

  /** Counts one; RATE_LIMITED when there were too many. */
  take(request: FastifyRequest): void {
    this.limits.take(exchangeOf(request), ANONYMOUS);
  }
}
