import { Controller } from '@nestjs/common';
import { authRoutes, type Caller, envelopedAuthRoutes, novaAuthRoutes, type RouteInput } from '@veza/contracts';
import { DONE } from '../../identity/auth/auth.presenter.js';
import { clientOf } from '../../identity/auth/client.js';
import { CurrentCaller, Input, Raw, type RawExchange, Route } from '../../edge/index.js';
import { RecoveryService } from './recovery.service.js';

/** What the links of mails do, in the spellings of all editions. */
@Controller()
export class RecoveryController {
  constructor(private readonly recovery: RecoveryService) {}

  @Route(authRoutes.resetPassword)
  resetPassword(@Input() { body }: RouteInput<typeof authRoutes.resetPassword>, @Raw() { req }: RawExchange) {
    return this.recovery.reset(body.token, body.password, 'password', clientOf(req));
  }

  @Route(novaAuthRoutes.reset)
  async reset(@Input() { body }: RouteInput<typeof novaAuthRoutes.reset>, @Raw() { req }: RawExchange) {
    await this.recovery.reset(body.token, body.newPassword, 'newPassword', clientOf(req));
    return { success: true };
  }

  @Route(envelopedAuthRoutes.verifyEmail)
  async verifyEmail(
    @CurrentCaller() caller: Caller,
    @Input() { body }: RouteInput<typeof envelopedAuthRoutes.verifyEmail>,
    @Raw() { req }: RawExchange,
  ) {
    await this.recovery.verifyEmail(caller, body, clientOf(req));
    return DONE;
  }

  @Route(envelopedAuthRoutes.readVerification)
  async readVerification(@Input() { body }: RouteInput<typeof envelopedAuthRoutes.readVerification>) {
    const { username, mailedTo: email } = await this.recovery.ownerOf('verify', body.token);
    return { success: true, data: { username, email } };
  }

  @Route(envelopedAuthRoutes.disownEmail)
  async disownEmail(@Input() { body }: RouteInput<typeof envelopedAuthRoutes.disownEmail>) {
    await this.recovery.disown(body.token);
    return DONE;
  }
}
