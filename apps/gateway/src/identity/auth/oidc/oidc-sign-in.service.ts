import { Inject, Injectable } from '@nestjs/common';
import { DeclaredError, invalid, type OidcExchange } from '@veza/contracts';
import { AllowedOrigins, AppLogger, CONFIG, digestOf } from '@veza/platform';
import type { GatewayConfig } from '../../../config.js';
import { ownOrigins } from '../../../edge/index.js';
import { SignInLog } from '../../sessions/sign-in-log.js';
import type { SignedIn, SignInClient } from '../../sessions/sessions.service.js';
import { AttemptsService, type AttemptLimit } from '../attempts/attempts.service.js';
import { TwoStepSignInService } from '../second-factors/two-step-sign-in.service.js';
import { newSecret, visitOf } from './browser-secret.js';
import { LinkedAccountsService } from './linked-accounts.service.js';
import { OidcProviders } from './oidc-providers.js';
import { OidcRepository } from './oidc.repository.js';
import type { OidcResult } from './oidc-result.entity.js';

/** For the time that a person spends at the provider. */
export const VISIT_SECONDS = 600;
const CODE_SECONDS = 60;

/**
 * Sign-ins by OpenID Connect (decision 182): to the provider, back, and from the front end with a code. A visit is bound
 * to its browser by a cookie, and its result to the front end that began it by a challenge: a link to the last page of
 * another person's visit signs in to no account.
 */
@Injectable()
export class OidcSignInService {
  private readonly signins: AttemptLimit;
  private readonly visits: AttemptLimit;
  private readonly allowed: AllowedOrigins;
  private readonly own: ReadonlySet<string>;

  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    private readonly attempts: AttemptsService,
    private readonly providers: OidcProviders,
    private readonly repository: OidcRepository,
    private readonly linked: LinkedAccountsService,
    private readonly twoSteps: TwoStepSignInService,
    private readonly log: SignInLog,
    logger: AppLogger,
  ) {
    this.signins = { kind: 'signin', max: config.LIMIT_SIGNINS, windowSeconds: 3_600 };
    this.visits = { kind: 'oidc', max: config.LIMIT_SIGNINS, windowSeconds: 3_600 };
    this.allowed = new AllowedOrigins(config, logger);
    this.own = ownOrigins(config);
  }

  /** Where the browser goes: to the provider, or back with an error. `browser` is the secret of its cookie. */
  async start(
    id: string,
    { returnTo, challenge }: { returnTo: string; challenge: string },
    browser: string,
    { address }: SignInClient,
  ): Promise<string> {
    const provider = this.providers.find(id);
    this.requireFrontEnd(returnTo);
    await this.attempts.takeFrom(this.visits, address);
    const state = newSecret();
    return orBack(returnTo, async () => {
      const url = await this.providers.authorizationUrl(provider, visitOf(browser, state));
      const flow = { state: digestOf(state), browser: digestOf(browser), provider: id, challenge, returnTo };
      await this.repository.addFlow(flow, VISIT_SECONDS);
      return url.href;
    });
  }

  /** INVALID_TOKEN for a state that is unknown, used, old, or of another browser or provider: then no page is known to go back to. */
  async finish(id: string, response: { state: string } & Record<string, string>, browser: string | undefined): Promise<string> {
    const provider = this.providers.find(id);
    const flow = await this.repository.takeFlow(digestOf(response.state));
    if (flow?.provider !== id || browser === undefined || !flow.browser.equals(digestOf(browser)))
      throw new DeclaredError('INVALID_TOKEN');
    const { challenge, returnTo } = flow;
    return orBack(returnTo, async () => {
      const person = await this.providers.redeem(provider, response, visitOf(browser, response.state));
      const code = newSecret();
      await this.repository.addResult({ ...person, code: digestOf(code), challenge, provider: id }, CODE_SECONDS);
      return `${returnTo}#oidc_code=${code}`;
    });
  }

  /** The result of a visit, which is used up. */
  async take({ code, verifier }: Pick<OidcExchange, 'code' | 'verifier'>, { address }: SignInClient): Promise<OidcResult> {
    await this.attempts.takeFrom(this.signins, address);
    const result = await this.repository.takeResult(digestOf(code));
    if (!result || digestOf(verifier).toString('base64url') !== result.challenge) throw new DeclaredError('INVALID_TOKEN');
    return result;
  }

  /** A session, or the second step as after a password. NOT_LINKED without an account. */
  async exchange(given: OidcExchange, client: SignInClient): Promise<SignedIn> {
    const user = await this.linked.ownerOf(await this.take(given, client));
    return this.log.during('provider', user?.id, client, async () => {
      if (!user) throw new DeclaredError('NOT_LINKED');
      return this.twoSteps.enter(user, client, { method: 'provider', remember: given.rememberMe });
    });
  }

  private requireFrontEnd(returnTo: string): void {
    const { origin, username, password, hash } = new URL(returnTo);
    if (username !== '' || password !== '' || hash !== '' || returnTo.endsWith('#'))
      throw invalid('return_to', 'must contain neither a user name nor a fragment');
    if (!this.own.has(origin) && !this.allowed.includes(origin))
      throw invalid('return_to', 'must be an address of a front end that CORS_ORIGINS or APP_URL names');
  }
}

/** A browser is there, so an expected error goes to the page that it returns to. */
async function orBack(returnTo: string, work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DeclaredError)) throw error;
    return `${returnTo}#oidc_error=${error.code}`;
  }
}
