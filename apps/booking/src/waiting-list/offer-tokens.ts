import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, deriveSecret, signToken, verifyToken } from '@veza/platform';
import { z } from 'zod';
import type { BookingConfig } from '../config.js';

const Offer = z.object({ cabinetId: z.uuid(), offerId: z.uuid() });
export type Offer = z.output<typeof Offer>;

/** Tokens of the links in mails about offers. Ids only: every holder can read a token. */
@Injectable()
export class OfferTokens {
  private readonly key: Buffer;

  constructor(@Inject(CONFIG) config: BookingConfig) {
    this.key = deriveSecret(config.VEZA_SECRET, 'booking.waiting-offers');
  }

  sign({ cabinetId, offerId }: Offer, expiresAt: Date): string {
    return signToken(this.key, { cabinetId, offerId }, expiresAt.getTime() - Date.now());
  }

  verify(token: string): Offer | undefined {
    return verifyToken(this.key, token, Offer);
  }
}
