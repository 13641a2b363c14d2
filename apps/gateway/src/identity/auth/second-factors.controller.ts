import { Controller } from '@nestjs/common';
import { type RouteInput, secondFactorRoutes, type UserCaller } from '@veza/contracts';
import { CurrentCaller, Input, Raw, type RawExchange, Route, RouteResponse } from '../../edge/index.js';
import { AuthService } from './auth.service.js';
import { clientOf } from './client.js';
import { SecondFactorsService } from './second-factors/second-factors.service.js';

/** The authenticator app of the caller. Each change but the confirmation takes the password. */
@Controller()
export class SecondFactorsController {
  constructor(
    private readonly auth: AuthService,
    private readonly factors: SecondFactorsService,
  ) {}

  @Route(secondFactorRoutes.get)
  async get(@CurrentCaller() caller: UserCaller) {
    const { confirmedAt, recoveryCodesLeft } = await this.factors.state(caller);
    return secret({
      totp: confirmedAt && { confirmed_at: confirmedAt.toISOString() },
      recovery_codes_left: recoveryCodesLeft,
    });
  }

  @Route(secondFactorRoutes.enrol)
  async enrol(
    @CurrentCaller() caller: UserCaller,
    @Input() { body }: RouteInput<typeof secondFactorRoutes.enrol>,
    @Raw() { req }: RawExchange,
  ) {
    return secret(await this.factors.enrol(await this.auth.confirm(caller, body.password, clientOf(req))));
  }

  @Route(secondFactorRoutes.confirm)
  async confirm(@CurrentCaller() caller: UserCaller, @Input() { body }: RouteInput<typeof secondFactorRoutes.confirm>) {
    return secret({ recovery_codes: await this.factors.confirm(caller, body.code) });
  }

  @Route(secondFactorRoutes.renewCodes)
  async renewCodes(
    @CurrentCaller() caller: UserCaller,
    @Input() { body }: RouteInput<typeof secondFactorRoutes.renewCodes>,
    @Raw() { req }: RawExchange,
  ) {
    const user = await this.auth.confirm(caller, body.password, clientOf(req));
    return secret({ recovery_codes: await this.factors.renewCodes(user) });
  }

  @Route(secondFactorRoutes.remove)
  async remove(
    @CurrentCaller() caller: UserCaller,
    @Input() { body }: RouteInput<typeof secondFactorRoutes.remove>,
    @Raw() { req }: RawExchange,
  ) {
    await this.factors.remove(await this.auth.confirm(caller, body.password, clientOf(req)));
  }
}

const secret = <Body extends object>(body: Body) => new RouteResponse(body, { headers: { 'cache-control': 'no-store' } });
