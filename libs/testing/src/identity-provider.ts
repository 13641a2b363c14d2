import { createServer } from 'node:http';
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
  private readonly server = createServer();

  /** Its issuer, with this client. */
  async start(registration: Registration): Promise<string> {
    const issuer = await this.listen();
    await this.register(issuer, registration);
    return issuer;
  }

  /** Its issuer. It replies as soon as its client is registered. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    // Checked: a server that listens on a port has such an address.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async register(issuer: string, { clientId, clientSecret, redirectUri }: Registration): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    // The package warns about Node 20, and about a provider without a database.
    const { warn } = console;
    console.warn = () => undefined;
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
    console.warn = warn;
    const sign = (claims: JWTPayload) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
    provider.use(async (context, next) => {
      await next();
      const { body } = context;
      if (!this.forge || context.path !== '/token' || !isWithIdToken(body)) return;
      context.body = { ...body, id_token: await this.forge(claimsOf(body.id_token), sign) };
    });
    const serve = provider.callback();
    this.server.on('request', (request, response) => {
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
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const isWithIdToken = (body: unknown): body is { id_token: string } =>
  typeof body === 'object' && body !== null && 'id_token' in body && typeof body.id_token === 'string';

const claimsOf = (token: string): JWTPayload => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
