import { jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export interface PersonAtProvider {
  sub: string;
  email?: string;
  email_verified?: boolean;
}

interface Registration {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/** A change of an ID token on its way: other claims, or another text in its place. */
type Forgery = (claims: JWTPayload, sign: (claims: JWTPayload) => Promise<string>) => string | Promise<string>;

/** A real provider of OpenID Connect (`oidc-provider`) at a port of its own, whose sign-in page admits the present person. */
export class IdentityProvider {
  person: PersonAtProvider = { sub: 'none' };
  forge?: Forgery;
  /** Does not reply while it is set. */
  isAway = false;
  /** The person presses "cancel". */
  denies = false;
  private server?: Server;

  async start({ clientId, clientSecret, redirectUri }: Registration): Promise<string> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    // Checked: a server that listens on a port has such an address.
    const { port } = server.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${port}`;
    // The package warns about Node 20, and about a provider without a database.
    const warnings = jest.spyOn(console, 'warn').mockReturnValue();
    const { errors, Provider } = await import('oidc-provider');
    const provider = new Provider(issuer, {
      clients: [
        { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
        { client_id: 'another', client_secret: 'secret-of-another', redirect_uris: ['http://127.0.0.1:9/callback'] },
      ],
      jwks: { keys: [key] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      cookies: { keys: ['a key of the test'] },
      ttl: { Interaction: 600, Session: 600, Grant: 600, IdToken: 600, AccessToken: 600 },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...this.person, sub }) }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
    });
    warnings.mockRestore();
    const sign = (claims: JWTPayload) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
    provider.use(async (context, next) => {
      await next();
      const { body } = context;
      if (!this.forge || context.path !== '/token' || !isWithIdToken(body)) return;
      context.body = { ...body, id_token: await this.forge(claimsOf(body.id_token), sign) };
    });
    const serve = provider.callback();
    server.on('request', (request, response) => {
      if (this.isAway) return;
      if (!request.url?.startsWith('/interaction/')) return void serve(request, response);
      const result = this.denies
        ? { error: 'access_denied', error_description: 'cancelled' }
        : { login: { accountId: this.person.sub } };
      void provider.interactionFinished(request, response, result).catch((error: unknown) => {
        response.statusCode = error instanceof errors.OIDCProviderError ? 400 : 500;
        response.end();
      });
    });
    this.server = server;
    return issuer;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

const isWithIdToken = (body: unknown): body is { id_token: string } =>
  typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string';

const claimsOf = (token: string): JWTPayload => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
