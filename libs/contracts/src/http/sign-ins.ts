import { z } from 'zod';
import { timestamp } from '../timestamp.js';
import { pageSize } from './chat-parameters.js';
import { http } from './route.js';
import { ok } from './successes.js';

export const SignInKind = z
  .enum(['signed-in', 'first-step', 'refused', 'changed'])
  .describe(
    '`signed-in`: a session was opened. `first-step`: the first factor was right, and the second one is awaited. `refused`: no session. `changed`: the access to the account changed.',
  );
export type SignInKind = z.infer<typeof SignInKind>;

export const SignInMethod = z
  .enum(['sign-up', 'password', 'code', 'passkey', 'second-factor', 'set-up', 'provider', 'confirmation'])
  .describe(
    '`code`: by mail. `set-up`: a second factor that the role requires. `provider`: OpenID Connect. `confirmation`: the password within an open session.',
  );
export type SignInMethod = z.infer<typeof SignInMethod>;

export const WireSignIn = z
  .object({
    kind: SignInKind,
    method: SignInMethod.nullable().describe('Way of the sign-in; null for a change.'),
    detail: z
      .string()
      .nullable()
      .describe(
        'The error code of a refusal, or what has changed, such as `password`, `api-token` (a new one) or `api-token-revoked`; else null.',
      ),
    device: z.string().nullable().describe('User agent of the attempt; null for a change.'),
    network: z.string().nullable().describe('Network of the client, such as `203.0.113.0/24`; null for a change.'),
    at: timestamp('When it happened.'),
  })
  .describe('A sign-in, a refused one, or a change of the access to an account.');
export type WireSignIn = z.infer<typeof WireSignIn>;

export const WireSignIns = z
  .object({
    sign_ins: z.array(WireSignIn).max(100).describe('The list, newest first.'),
    next_cursor: z.string().nullable().describe('Cursor of the next page; null on the last page.'),
  })
  .describe('A page of sign-ins, refusals and changes of access.');
export type WireSignIns = z.infer<typeof WireSignIns>;

export const WireGuessedAccount = z
  .object({
    user_id: z.int().describe('Id of the user.'),
    username: z.string().describe('Unique user name.'),
    refusals: z.int().describe('Refused sign-ins, of which 200 an hour are counted.'),
    networks: z.int().describe('Networks from which they came.'),
    first_at: timestamp('When the first of them was refused.'),
    last_at: timestamp('When the last of them was refused.'),
  })
  .describe('An account with many refused sign-ins.');
export type WireGuessedAccount = z.infer<typeof WireGuessedAccount>;

export const signInRoutes = {
  list: http('GET', '/users/me/sign-ins', {
    tag: 'Users',
    access: 'user',
    id: 'listSignIns',
    permission: 'identity.signIns.list',
    summary: 'List the own sign-ins and refusals',
    description:
      'Sign-ins, refused sign-ins and changes of the access of the last 180 days, at most 300 and 200 refusals. Addresses are shortened to their network.',
    query: z.strictObject({
      limit: pageSize(20),
      cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the previous response.'),
    }),
    success: ok('The list, newest first.', WireSignIns),
  }),
  guessed: http('GET', '/guessed-accounts', {
    tag: 'Users',
    access: 'admin',
    id: 'listGuessedAccounts',
    permission: 'identity.signIns.guessed',
    summary: 'List the accounts under guessing',
    description: 'The accounts with at least ten refused sign-ins within the hours, at most 100.',
    query: z.strictObject({
      hours: z.coerce.number().pipe(z.int().min(1).max(24)).default(1).describe('Length of the time before now, 1 to 24.'),
    }),
    success: ok('The accounts, most refusals first.', z.array(WireGuessedAccount).max(100)),
  }),
};
