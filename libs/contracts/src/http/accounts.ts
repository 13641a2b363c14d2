import { z } from 'zod';
import { text } from '../text.js';

/** The parts of which both editions' calls about accounts are made. */

export const EmailAddress = z.email().max(254);

/** For looking up: whatever it says, an unknown one is told like a wrong password. */
export const GivenEmail = text(1, 254);

/** 10 to 128 characters; the account's rules also refuse common ones and the user's own name. */
export const NewPassword = text(10, 128);

export const GivenPassword = text(1, 1_000);

export const Username = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{1,39}$/u, 'must be 2 to 40 letters, digits, or _ . -');

export const PersonName = text(0, 100);

/**
 * A refresh token as a client presents it. Whatever it is instead (nothing, a number) becomes an empty one, because every
 * failed refresh must be INVALID_GRANT: clients answer any other refusal wrongly.
 */
export const GivenRefreshToken = z.string().max(500).catch('');

export const MailedToken = text(1, 500);
