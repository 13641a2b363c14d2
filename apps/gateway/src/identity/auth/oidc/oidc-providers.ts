import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError } from '@veza/contracts';
import { AppLogger, CONFIG, HOURLY_MS } from '@veza/platform';
import * as client from 'openid-client';
import type { GatewayConfig } from '../../../config.js';
import { boundedFetch, isAway } from './bounded-fetch.js';
import type { ProviderAccount } from './linked-accounts.repository.js';
import type { OidcProvider } from '../../../provider-config.js';

/** Between the clocks of the provider and of the platform. */
const SKEW_SECONDS = 30;
const LONGEST_SUBJECT = 255;
const LONGEST_EMAIL = 254;

/** The secrets of one visit. */
export interface Visit {
  state: string;
  nonce: string;
  verifier: string;
}

interface Discovered {
  provider: Promise<client.Configuration>;
  /** An instant of `performance.now()`. */
  until: number;
}

/**
 * The configured providers, through openid-client: authorization code with PKCE (S256), state and nonce. An ID token is
 * verified by signature, algorithm, issuer, audience, nonce and times, also those that came over TLS.
 *
 * Only configured issuers are contacted, and the addresses that their discovery names; http is refused in production.
 */
@Injectable()
export class OidcProviders {
  private readonly discovered = new Map<string, Discovered>();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    private readonly logger: AppLogger,
  ) {}

  list(): readonly OidcProvider[] {
    return this.config.OIDC_PROVIDERS;
  }

  find(id: string): OidcProvider {
    const found = this.list().find((provider) => provider.id === id);
    if (!found) throw new DeclaredError('NOT_FOUND');
    return found;
  }

  /** Where the browser is sent. UNAVAILABLE while the provider is away. */
  authorizationUrl(provider: OidcProvider, { state, nonce, verifier }: Visit): Promise<URL> {
    return this.declared(provider, async () =>
      client.buildAuthorizationUrl(await this.discover(provider), {
        redirect_uri: this.callbackOf(provider).href,
        scope: 'openid email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      }),
    );
  }

  /** The person of a response. PROVIDER_REFUSED for one that is not as it must be. */
  redeem(provider: OidcProvider, response: Record<string, string>, { state, nonce, verifier }: Visit): Promise<ProviderAccount> {
    return this.declared(provider, async () => {
      const configuration = await this.discover(provider);
      const url = this.callbackOf(provider);
      url.search = new URLSearchParams(response).toString();
      const tokens = await client.authorizationCodeGrant(configuration, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims || claims.sub.length > LONGEST_SUBJECT) throw new Error('The subject is too long');
      const isComplete = claims.email !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined;
      const details = isComplete ? claims : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      return { issuer: claims.iss, subject: claims.sub, email: verifiedEmailOf(details) };
    });
  }

  private callbackOf({ id }: OidcProvider): URL {
    return new URL(`${this.config.PUBLIC_URL}/api/v1/oidc/${id}/callback`);
  }

  /** Read again after an hour, and after a failure. */
  private discover(provider: OidcProvider): Promise<client.Configuration> {
    const known = this.discovered.get(provider.id);
    if (known && known.until > performance.now()) return known.provider;
    const discovery = this.read(provider);
    this.discovered.set(provider.id, { provider: discovery, until: performance.now() + HOURLY_MS });
    discovery.catch(() => this.discovered.delete(provider.id));
    return discovery;
  }

  private read({ issuer, clientId, clientSecret, algorithm }: OidcProvider): Promise<client.Configuration> {
    const insecure = this.config.NODE_ENV === 'production' ? [] : [client.allowInsecureRequests];
    const metadata = { id_token_signed_response_alg: algorithm, [client.clockTolerance]: SKEW_SECONDS };
    return client.discovery(new URL(issuer), clientId, metadata, client.ClientSecretBasic(clientSecret), {
      execute: [...insecure, client.enableNonRepudiationChecks],
      timeout: this.config.OIDC_DEADLINE / 1000,
      [client.customFetch]: boundedFetch,
    });
  }

  /** Errors of the library can contain claims, so only their code is logged. */
  private async declared<Result>({ id }: OidcProvider, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      const reason = cause instanceof Error && 'code' in cause ? cause.code : 'unknown';
      this.logger.warn('A provider did not sign in a person', { provider: id, away: isAway(cause), reason });
      if (isAway(cause)) throw new DeclaredError('UNAVAILABLE', { cause, retryAfter: 5 });
      throw new DeclaredError('PROVIDER_REFUSED', { cause });
    }
  }
}

/** Some providers send the flag as text. */
function verifiedEmailOf({ email, email_verified: isVerified }: Record<string, unknown>): string | null {
  const isProven = isVerified === true || isVerified === 'true';
  return isProven && typeof email === 'string' && email.length <= LONGEST_EMAIL ? email : null;
}
