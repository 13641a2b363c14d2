import { Controller, Inject } from '@nestjs/common';
import { oidcRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import type { GatewayConfig } from '../../config.js';
import { CurrentCaller, GatewayCookie, Input, Raw, type RawExchange, Route, RouteResponse } from '../../edge/index.js';
import { flatSession } from './auth.presenter.js';
import { clientOf } from './client.js';
import { CookieSessions } from './cookie-sessions.js';
import { isSecret, newSecret } from './oidc/browser-secret.js';
import { linkedAccountOf } from './oidc/linked-accounts.presenter.js';
import { LinkedAccountsService } from './oidc/linked-accounts.service.js';
import { OidcProviders } from './oidc/oidc-providers.js';
import { OidcSignInService, VISIT_SECONDS } from './oidc/oidc-sign-in.service.js';

type In<Name extends keyof typeof oidcRoutes> = RouteInput<(typeof oidcRoutes)[Name]>;

/** Sign-ins by OpenID Connect, and the linked accounts of the caller. */
@Controller()
export class OidcController {
  /** Binds a visit to its browser. Lax, because the provider sends the browser back by a link. */
  private readonly cookie: GatewayCookie;

  constructor(
    @Inject(CONFIG) { PUBLIC_URL }: GatewayConfig,
    private readonly providers: OidcProviders,
    private readonly signIns: OidcSignInService,
    private readonly linked: LinkedAccountsService,
    private readonly cookies: CookieSessions,
  ) {
    this.cookie = new GatewayCookie(PUBLIC_URL, 'veza-oidc', { sameSite: 'Lax', seconds: VISIT_SECONDS });
  }

  @Route(oidcRoutes.providers)
  list() {
    return { providers: this.providers.list().map(({ id, label }) => ({ id, label })) };
  }

  @Route(oidcRoutes.start)
  async start(@Input() { params, query }: In<'start'>, @Raw() { req }: RawExchange) {
    const browser = this.browserOf(req) ?? newSecret();
    const location = await this.signIns.start(params.provider, query, browser, clientOf(req));
    return redirect(location, { 'set-cookie': this.cookie.keeping(browser) });
  }

  @Route(oidcRoutes.callback)
  async callback(@Input() { params, query }: In<'callback'>, @Raw() { req }: RawExchange) {
    return redirect(await this.signIns.finish(params.provider, query, this.browserOf(req)));
  }

  @Route(oidcRoutes.exchange)
  async exchange(@Input() { body }: In<'exchange'>, @Raw() raw: RawExchange) {
    return flatSession(await this.cookies.open(raw, (client) => this.signIns.exchange(body, client)));
  }

  @Route(oidcRoutes.linked)
  async linkedAccounts(@CurrentCaller() caller: UserCaller) {
    const accounts = (await this.linked.list(caller)).map((linked) => linkedAccountOf(linked, this.providers.list()));
    return new RouteResponse({ linked_accounts: accounts }, { headers: { 'cache-control': 'no-store' } });
  }

  @Route(oidcRoutes.link)
  async link(@CurrentCaller() caller: UserCaller, @Input() { body }: In<'link'>, @Raw() { req }: RawExchange) {
    return linkedAccountOf(await this.linked.add(caller, await this.signIns.take(body, clientOf(req))), this.providers.list());
  }

  @Route(oidcRoutes.unlink)
  unlink(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'unlink'>) {
    return this.linked.remove(caller, params.id);
  }

  private browserOf(request: RawExchange['req']): string | undefined {
    const text = this.cookie.read(request);
    return isSecret(text) ? text : undefined;
  }
}

/** The address of a return has a code, so no page learns it as a referrer, and no cache keeps it. */
const redirect = (location: string, headers: Record<string, string> = {}) =>
  new RouteResponse(undefined, {
    status: 302,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', ...headers },
  });
