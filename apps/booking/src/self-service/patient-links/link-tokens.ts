import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, keyring, type Keyring, signToken, verifyToken, withAnyKey } from '@veza/platform';
import { z } from 'zod';
import type { BookingConfig } from '../../config.js';

// Wall clock: expiry inside a signed link.

const Link = z.object({
  purpose: z.enum(['move', 'cancel']),
  cabinetId: z.uuid(),
  appointmentId: z.uuid(),
  timeVersion: z.int(),
});
export type Link = z.output<typeof Link>;

/** SHA-256 of the address, in base64url: a token names no person. */
const ReminderLink = z.object({ purpose: z.literal('remind'), cabinetId: z.uuid(), address: z.string() });
export type ReminderLink = z.output<typeof ReminderLink>;

const YEAR_MS = 365 * 86_400_000;

/** Tokens of the links in mails. Ids and numbers only: every holder can read a token. */
@Injectable()
export class LinkTokens {
  private readonly keys: Keyring;

  constructor(@Inject(CONFIG) config: BookingConfig) {
    this.keys = keyring(config, 'booking.patient-links');
  }

  sign({ purpose, cabinetId, appointmentId, timeVersion }: Link, expiresAt: Date): string {
    return signToken(this.keys[0], { purpose, cabinetId, appointmentId, timeVersion }, expiresAt.getTime() - Date.now());
  }

  verify(token: string): Link | undefined {
    return withAnyKey(this.keys, (key) => verifyToken(key, token, Link));
  }

  signReminders(link: Omit<ReminderLink, 'purpose'>): string {
    return signToken(this.keys[0], { ...link, purpose: 'remind' }, YEAR_MS);
  }

  verifyReminders(token: string): ReminderLink | undefined {
    return withAnyKey(this.keys, (key) => verifyToken(key, token, ReminderLink));
  }
}
