import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, mailboxOf, networkOf } from '@veza/platform';
import type { FastifyRequest } from 'fastify';
import { accountIn, type AttemptLimit, AttemptsService } from '../../identity/auth/attempts/attempts.service.js';
import { MAILBOX_LIMITS } from '../../identity/auth/attempts/mailbox-limits.js';
import type { GatewayConfig } from '../../config.js';
import { exchangeOf } from '../../edge/index.js';

const HOUR = { windowSeconds: 3_600 };

/** Limits of calls that strangers make at public pages, over all gateways. RATE_LIMITED above them. */
@Injectable()
export class VisitLimits {
  private readonly codes: AttemptLimit;
  private readonly codesOfAddress: AttemptLimit;
  private readonly tries: AttemptLimit;
  private readonly bookings: AttemptLimit;

  constructor(
    @Inject(CONFIG) { LIMIT_MAILS, LIMIT_MAIL_REQUESTS, LIMIT_SIGNINS }: GatewayConfig,
    private readonly attempts: AttemptsService,
  ) {
    this.codes = { kind: 'visit-mail', max: LIMIT_MAILS, ...HOUR };
    this.codesOfAddress = { kind: 'visit-mail-request', max: LIMIT_MAIL_REQUESTS, ...HOUR };
    this.tries = { kind: 'visit-code', max: LIMIT_SIGNINS, ...HOUR };
    this.bookings = { kind: 'visit-booking', max: LIMIT_SIGNINS, ...HOUR };
  }

  /** Counts the same for every address, so the refusal shows nothing about it. */
  async takeCode(request: FastifyRequest, email: string): Promise<void> {
    const { address } = exchangeOf(request);
    await this.attempts.takeFrom(this.codesOfAddress, address);
    await this.attempts.take(this.codes, accountIn(networkOf(address), email));
    await this.attempts.take(MAILBOX_LIMITS.visited, mailboxOf(email));
  }

  takeTry(request: FastifyRequest): Promise<void> {
    return this.attempts.takeFrom(this.tries, exchangeOf(request).address);
  }

  takeBooking(request: FastifyRequest): Promise<void> {
    return this.attempts.takeFrom(this.bookings, exchangeOf(request).address);
  }
}
