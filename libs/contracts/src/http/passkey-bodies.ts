import { z } from 'zod';

/** The JSON of WebAuthn (Level 3, `toJSON` and `parse…FromJSON`), as far as the platform uses it. */

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url without padding');

/** A credential id has at most 1,023 bytes. */
const CredentialId = base64url(1_364).describe('Id of the credential in base64url.');
const ClientData = base64url(4_000).describe('The client data in base64url.');
const PublicKeyType = z.literal('public-key').describe('Always `public-key`.');
const Transport = z.string().min(1).max(20);

export const RememberMe = z
  .boolean()
  .describe('Whether the session lasts 90 days instead of 30. With a ticket, that of the first step counts.');

export const Attestation = z
  .object({
    id: CredentialId,
    rawId: CredentialId,
    type: PublicKeyType,
    response: z
      .object({
        clientDataJSON: ClientData,
        attestationObject: base64url(8_000).describe('The attestation object in base64url.'),
        transports: z.array(Transport).max(10).optional().describe('How the authenticator is reached.'),
      })
      .describe('The response of the authenticator.'),
  })
  .describe('The JSON of the new credential, as the browser returns it; further members are ignored.');
export type Attestation = z.output<typeof Attestation>;

export const Assertion = z
  .object({
    id: CredentialId,
    rawId: CredentialId,
    type: PublicKeyType,
    response: z
      .object({
        clientDataJSON: ClientData,
        authenticatorData: base64url(4_000).describe('The authenticator data in base64url.'),
        signature: base64url(4_000).describe('The signature in base64url.'),
        userHandle: base64url(100).nullish().describe('The account that the authenticator knows, in base64url.'),
      })
      .describe('The response of the authenticator.'),
  })
  .describe('The JSON of the assertion, as the browser returns it; further members are ignored.');
export type Assertion = z.output<typeof Assertion>;

const challenge = z.string().describe('Challenge in base64url. It works once.');
const timeout = z.int().describe('Time for the user, in milliseconds.');
const Descriptor = z
  .object({
    id: z.string().describe('Id of the credential in base64url.'),
    type: PublicKeyType,
    transports: z.array(z.string()).describe('How its authenticator is reached.'),
  })
  .describe('A known credential.');
const Verification = z.enum(['required', 'preferred']).describe('Whether the authenticator verifies the user.');

export const WireCreationOptions = z
  .object({
    challenge,
    rp: z
      .object({ id: z.string().describe('Domain of the passkey.'), name: z.string().describe('Name of the platform.') })
      .describe('The platform.'),
    user: z
      .object({
        id: z.string().describe('Handle of the account in base64url.'),
        name: z.string().describe('User name.'),
        displayName: z.string().describe('First and last name; the user name without them.'),
      })
      .describe('The account.'),
    pubKeyCredParams: z
      .array(z.object({ type: PublicKeyType, alg: z.int().describe('Number of the algorithm in COSE.') }))
      .describe('Accepted algorithms, the best first.'),
    timeout,
    attestation: z.literal('none').describe('Always `none`: every kind of authenticator is accepted.'),
    excludeCredentials: z.array(Descriptor).describe('The passkeys of the account, which are not added again.'),
    authenticatorSelection: z
      .object({
        residentKey: z.literal('preferred').describe('Always `preferred`: a stored passkey also signs in alone.'),
        userVerification: Verification,
      })
      .describe('Wishes for the authenticator.'),
  })
  .describe('Options of `navigator.credentials.create`, in the JSON of `parseCreationOptionsFromJSON`.');
export type WireCreationOptions = z.infer<typeof WireCreationOptions>;

export const WireRequestOptions = z
  .object({
    challenge,
    rpId: z.string().describe('Domain of the passkey.'),
    timeout,
    userVerification: Verification,
    allowCredentials: z
      .array(Descriptor)
      .describe('The passkeys of the account; empty without one, and for a sign-in without a ticket.'),
  })
  .describe('Options of `navigator.credentials.get`, in the JSON of `parseRequestOptionsFromJSON`.');
export type WireRequestOptions = z.infer<typeof WireRequestOptions>;
