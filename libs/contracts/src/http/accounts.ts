import { z } from 'zod';
import { isOneScript } from '../scripts.js';
import { text } from '../text.js';

/** Request fields that the account calls of both editions share. */

export const EmailAddress = z.email().max(254).describe('E-mail address, at most 254 characters.');

/** An address to look up. Any text is accepted, so that a malformed address is answered like an unknown account. */
export const GivenEmail = text(1, 254).describe('E-mail address of the account.');

/** The gateway's account rules also reject common passwords and the user's own name. */
export const NewPassword = text(10, 128).describe(
  'New password, 10 to 128 characters. Common passwords and the name of the user are rejected.',
);

export const GivenPassword = text(1, 1_000).describe('Current password of the account.');

export const Username = z
  .string()
  .max(200)
  .normalize('NFKC')
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]{1,39}$/u, 'must be 2 to 40 letters, digits, or _ . -')
  .refine(isOneScript, 'must be written in one script')
  .describe(
    'Unique user name: 2 to 40 letters of one script, digits, `_`, `.` or `-`, starting with a letter or digit. A name that looks like that of another user is taken.',
  );

export const PersonName = text(0, 100);
export const FirstName = PersonName.describe('First name, at most 100 characters.');
export const LastName = PersonName.describe('Last name, at most 100 characters.');

/**
 * A refresh token as a client presents it. Any other value (absent, a number) becomes an empty one: every failed refresh must
 * be INVALID_GRANT, because clients handle any other error of a refresh incorrectly.
 */
export const GivenRefreshToken = z.string().max(500).catch('').describe('The refresh token of the session.');

export const SECOND_FACTOR_SIGN_IN = {
  summary: 'Sign in with a second factor',
  description:
    'The second step after `SECOND_FACTOR_REQUIRED`. The ticket works once, for five minutes, and survives a wrong code. A code of the app works once; so does a recovery code.',
  errors: ['INVALID_TOKEN', 'INVALID_CODE', 'INVALID_CREDENTIALS', 'BANNED'],
} as const;

export const SecondFactorTicket = text(1, 100).describe('The `ticket` in the details of `SECOND_FACTOR_REQUIRED`.');

export const SecondFactorBody = z.strictObject({
  ticket: SecondFactorTicket,
  code: text(1, 40).describe('The six digits of the authenticator app, or a recovery code.'),
});

export const MailedToken = text(1, 500).describe('The token from the link in the mail.');
