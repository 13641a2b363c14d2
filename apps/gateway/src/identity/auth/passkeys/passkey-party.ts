import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Assertion, Attestation, WireCreationOptions, WireRequestOptions } from '@veza/contracts';
import { DeclaredError, parseJson } from '@veza/contracts';
import { z } from 'zod';
import type { GatewayConfig } from '../../../config.js';
import type { User } from '../../users/user.js';
import type { Passkey } from './passkey.entity.js';

/** EdDSA, ES256 and RS256, by their numbers in COSE. */
const ALGORITHMS = [-8, -7, -257];
const TIMEOUT_MS = 300_000;
const NAME = 'Veza';

export interface NewCredential {
  credentialId: string;
  publicKey: Buffer;
  counter: number;
  backedUp: boolean;
}

/** The platform as a relying party of WebAuthn: one domain, the origins of its front ends, and no attestation. */
export class PasskeyParty {
  private readonly domain: string;
  private readonly origins: string[];

  constructor({ PASSKEY_DOMAIN, PASSKEY_ORIGINS }: Pick<GatewayConfig, 'PASSKEY_DOMAIN' | 'PASSKEY_ORIGINS'>) {
    this.domain = PASSKEY_DOMAIN;
    this.origins = [...PASSKEY_ORIGINS];
  }

  async creationOptions(user: User, known: readonly Passkey[], challenge: Buffer): Promise<WireCreationOptions> {
    const { username, firstName, lastName } = user;
    const options = await generateRegistrationOptions({
      rpID: this.domain,
      rpName: NAME,
      userID: new Uint8Array(handleOf(user.id)),
      userName: username,
      userDisplayName: `${firstName} ${lastName}`.trim() || username,
      challenge: new Uint8Array(challenge),
      timeout: TIMEOUT_MS,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return {
      challenge: options.challenge,
      rp: { id: this.domain, name: NAME },
      user: options.user,
      pubKeyCredParams: options.pubKeyCredParams.map(({ alg }) => ({ type: 'public-key', alg })),
      timeout: TIMEOUT_MS,
      attestation: 'none',
      excludeCredentials: known.map(descriptorOf),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    };
  }

  async requestOptions(allowed: readonly Passkey[], challenge: Buffer): Promise<WireRequestOptions> {
    const options = await generateAuthenticationOptions({
      rpID: this.domain,
      challenge: new Uint8Array(challenge),
      timeout: TIMEOUT_MS,
    });
    return {
      challenge: options.challenge,
      rpId: this.domain,
      timeout: TIMEOUT_MS,
      userVerification: allowed.length > 0 ? 'preferred' : 'required',
      allowCredentials: allowed.map(descriptorOf),
    };
  }

  /** INVALID_PASSKEY for every fault. The caller has used the challenge up. */
  async verifyCreation(credential: Attestation, challenge: Buffer): Promise<NewCredential> {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {} },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: this.origins,
      expectedRPID: this.domain,
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(refused);
    if (!verified || registrationInfo.credential.id !== credential.id) throw new DeclaredError('INVALID_PASSKEY');
    const { id, publicKey, counter } = registrationInfo.credential;
    return { credentialId: id, publicKey: Buffer.from(publicKey), counter, backedUp: registrationInfo.credentialBackedUp };
  }

  /**
   * With `alone` the authenticator must have verified its user. INVALID_PASSKEY for every fault, a counter that went back
   * among them. The caller has used the challenge up.
   */
  async verifyUse(
    passkey: Passkey,
    assertion: Assertion,
    challenge: Buffer,
    alone: boolean,
  ): Promise<{ counter: number; backedUp: boolean }> {
    const { userHandle, ...response } = assertion.response;
    if (userHandle && userHandle !== handleOf(passkey.userId).toString('base64url')) throw new DeclaredError('INVALID_PASSKEY');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, response, clientExtensionResults: {} },
      expectedChallenge: challenge.toString('base64url'),
      expectedOrigin: this.origins,
      expectedRPID: this.domain,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
      requireUserVerification: alone,
    }).catch(refused);
    if (!verified) throw new DeclaredError('INVALID_PASSKEY');
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp };
  }
}

const ClientData = z.object({ challenge: z.string().regex(/^[\w-]{1,100}$/) });

/** The challenge that a browser signed; undefined for a text that is no client data. */
export function challengeOf(clientDataJSON: string): Buffer | undefined {
  const read = ClientData.safeParse(parseJson(Buffer.from(clientDataJSON, 'base64url').toString('utf8')));
  return read.data && Buffer.from(read.data.challenge, 'base64url');
}

/** Names the account to authenticators, without personal data. */
const handleOf = (userId: number) => Buffer.from(`veza:${userId}`);

const descriptorOf = ({ credentialId: id, transports }: Passkey) => ({ id, type: 'public-key' as const, transports });

/** The library throws plain errors, for faults of the given values only. */
function refused(cause: unknown): never {
  throw new DeclaredError('INVALID_PASSKEY', { cause });
}
