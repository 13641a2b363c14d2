import { Controller, Inject } from '@nestjs/common';
import { DeclaredError, edgeRoutes } from '@veza/contracts';
import { DatabaseClock } from '@veza/database';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { RouteResponse } from '../routes/route-response.js';
import { Route } from '../routes/route.decorator.js';

/** The file must have an end, and is made for each request. */
const GOOD_FOR_MS = 90 * 86_400_000;

/** What other programs look for at fixed places. */
@Controller()
export class WellKnownController {
  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly clock: DatabaseClock,
  ) {}

  @Route(edgeRoutes.securityText)
  securityText() {
    const { SECURITY_CONTACT, PUBLIC_URL } = this.config;
    if (SECURITY_CONTACT === undefined) throw new DeclaredError('NOT_FOUND');
    const lines = [
      `Contact: ${SECURITY_CONTACT}`,
      `Expires: ${new Date(this.clock.now() + GOOD_FOR_MS).toISOString()}`,
      `Canonical: ${PUBLIC_URL}/.well-known/security.txt`,
      'Preferred-Languages: en, fr',
    ];
    return new RouteResponse(`${lines.join('\n')}\n`, { contentType: 'text/plain; charset=utf-8' });
  }

  @Route(edgeRoutes.changePassword)
  changePassword() {
    const { WEB_URL, APP_URL } = this.config;
    const location = WEB_URL === undefined ? APP_URL : `${WEB_URL}/settings/access`;
    if (location === undefined) throw new DeclaredError('NOT_FOUND');
    return new RouteResponse(undefined, { headers: { location } });
  }
}
