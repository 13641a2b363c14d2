import { z } from 'zod';
import { Role } from '../caller.js';
import { EmailAddress, FirstName, GivenEmail, GivenPassword, LastName, NewPassword, Username } from './accounts.js';
import { WireProfile } from './users.js';

/** The bodies of `auth.ts`. */

const accessToken = z.string().describe('Access token (JWT) for the `Authorization: Bearer` header.');
const refreshToken = z.string().describe('Refresh token; each use returns a new pair of tokens.');

export const WireSession = z
  .object({
    user: z
      .object({
        id: z.int().describe('Id of the user.'),
        email: z.string().describe('E-mail address of the account.'),
        username: z.string().describe('Unique user name.'),
        role: Role,
      })
      .describe('The signed-in user.'),
    accessToken,
    refreshToken: refreshToken
      .optional()
      .describe('Refresh token; each use returns a new pair of tokens. Absent when a cookie has it.'),
  })
  .describe('A session in the flat spelling: the user and a pair of tokens.');
export type WireSession = z.infer<typeof WireSession>;

const enveloped = <Data extends z.ZodType>(data: Data) => z.object({ success: z.literal(true).describe('Always true.'), data });

const EnvelopedTokens = z.object({
  access_token: accessToken,
  refresh_token: refreshToken,
  expires_in: z.int().describe('Lifetime of the access token in seconds.'),
  token_type: z.literal('Bearer').describe('Always `Bearer`.'),
  user: WireProfile,
});

export const WireEnvelopedSession = enveloped(EnvelopedTokens.describe('The tokens and the signed-in user.')).describe(
  'A session in the enveloped spelling.',
);
export type WireEnvelopedSession = z.infer<typeof WireEnvelopedSession>;
export const WireEnvelopedProfile = enveloped(WireProfile).describe('The profile of the signed-in user in an envelope.');
export type WireEnvelopedProfile = z.infer<typeof WireEnvelopedProfile>;
export const WireEnvelopedVerification = enveloped(
  z
    .object({
      username: z.string().describe('User name of the account.'),
      email: z.string().describe('The address that the token confirms.'),
    })
    .describe('The account.'),
).describe('The account of a mailed token, in an envelope.');
export const WireDone = enveloped(z.null().describe('Always null.')).describe('Confirmation without data, in an envelope.');

export const WireTicket = z
  .object({
    ticket: z.string().describe('One-use ticket, passed as the query parameter `ticket` of a WebSocket URL.'),
    expires_in: z.int().describe('Lifetime of the ticket in seconds.'),
  })
  .describe('A ticket that opens one WebSocket connection.');

export const Credentials = z.object({ email: GivenEmail, password: GivenPassword });
export const SignUpBody = z.object({ email: EmailAddress, username: Username, password: NewPassword });
export const RegisterBody = SignUpBody.extend({ first_name: FirstName.optional(), last_name: LastName.optional() });
