import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, keyring, type Keyring, signToken, verifyToken, withAnyKey } from '@veza/platform';
import { z } from 'zod';
import type { BookingConfig } from '../../config.js';

// Wall clock: the life of a token, which ends with the offer.

const Offer = z.object({ cabinetId: z.uuid(), offerId: z.uuid() });
export type Offer = z.output<typeof Offer>;

/** Tokens of the links in mails about offers. Ids only: every holder can read a token. */
@Injectable()
export class OfferTokens {
  private readonly keys: Keyring;

  constructor(@Inject(CONFIG) config: BookingConfig) {
    this.keys = keyring(config, 'booking.waiting-offers');
  }

  sign({ cabinetId, offerId }: Offer, expiresAt: Date): string {
    return signToken(this.keys[0], { cabinetId, offerId }, expiresAt.getTime() - Date.now());
  }

  verify(token: string): Offer | undefined {
    return withAnyKey(this.keys, (key) => verifyToken(key, token, Offer));
  }
}
