import { Controller } from '@nestjs/common';
import { authRoutes, envelopedAuthRoutes, passkeyRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, type RawExchange, Route, RouteResponse } from '../../edge/index.js';
import { envelopedSession, flatSession } from './auth.presenter.js';
import { clientOf } from './client.js';
import { CookieSessions } from './cookie-sessions.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { wirePasskey } from './passkeys/passkeys.presenter.js';
import { PasskeysService } from './passkeys/passkeys.service.js';

type In<Name extends keyof typeof passkeyRoutes> = RouteInput<(typeof passkeyRoutes)[Name]>;

/** The passkeys of the caller, and sign-ins with one in the flat and the enveloped spelling. */
@Controller()
export class PasskeysController {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly signIns: PasskeySignInService,
    private readonly cookies: CookieSessions,
  ) {}

  @Route(passkeyRoutes.list)
  async list(@CurrentCaller() caller: UserCaller) {
    const passkeys = (await this.passkeys.list(caller)).map(wirePasskey);
    return new RouteResponse({ passkeys }, { headers: { 'cache-control': 'no-store' } });
  }

  @Route(passkeyRoutes.creationOptions)
  creationOptions(@CurrentCaller() caller: UserCaller) {
    return this.passkeys.creationOptionsOf(caller);
  }

  @Route(passkeyRoutes.add)
  async add(@CurrentCaller() caller: UserCaller, @Input() { body }: In<'add'>) {
    const { passkey, codes } = await this.passkeys.add(caller, body);
    return { passkey: wirePasskey(passkey), recovery_codes: codes };
  }

  @Route(passkeyRoutes.rename)
  async rename(@CurrentCaller() caller: UserCaller, @Input() { params, body }: In<'rename'>) {
    return wirePasskey(await this.passkeys.rename(caller, params.id, body.name));
  }

  @Route(passkeyRoutes.remove)
  remove(@CurrentCaller() caller: UserCaller, @Input() { params }: In<'remove'>) {
    return this.passkeys.remove(caller, params.id);
  }

  @Route(passkeyRoutes.ownRequestOptions)
  ownRequestOptions(@CurrentCaller() { userId }: UserCaller) {
    return this.passkeys.requestOptions({ purpose: 'renewal', userId });
  }

  @Route(passkeyRoutes.requestOptions)
  requestOptions(@Input() { body }: In<'requestOptions'>, @Raw() { req }: RawExchange) {
    return this.signIns.options(body.ticket, clientOf(req));
  }

  @Route(authRoutes.loginPasskey)
  async login(@Input() { body }: RouteInput<typeof authRoutes.loginPasskey>, @Raw() raw: RawExchange) {
    return flatSession(await this.cookies.open(raw, (client) => this.signIns.enter(body, client)));
  }

  @Route(envelopedAuthRoutes.loginPasskey)
  async loginEnveloped(@Input() { body }: RouteInput<typeof envelopedAuthRoutes.loginPasskey>, @Raw() { req }: RawExchange) {
    return envelopedSession(await this.signIns.enter(body, clientOf(req)));
  }
}
