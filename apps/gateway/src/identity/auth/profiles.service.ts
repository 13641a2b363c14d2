import { Injectable } from '@nestjs/common';
import { DeclaredError, type novaAuthRoutes, type RouteInput, type UserCaller } from '@veza/contracts';
import type { SignInClient } from '../sessions/sessions.service.js';
import type { User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';
import { AuthService } from './auth.service.js';
import { VerificationMailsService } from './verification-mails.service.js';

type Changes = RouteInput<typeof novaAuthRoutes.profile>['body'];

/** The nova edition's profile: names and preferences at once, the address by its password and a mail. */
@Injectable()
export class ProfilesService {
  constructor(
    private readonly auth: AuthService,
    private readonly verifications: VerificationMailsService,
    private readonly users: UsersService,
  ) {}

  async update(
    caller: UserCaller,
    { firstName, lastName, preferences, email, currentPassword }: Changes,
    client: SignInClient,
  ): Promise<User> {
    const own = await this.users.me(caller);
    if (email !== undefined && email.toLowerCase() !== own.email.toLowerCase()) {
      if (currentPassword === undefined) {
        throw new DeclaredError('VALIDATION_FAILED', {
          details: [{ field: 'currentPassword', message: 'is required to change the e-mail address' }],
        });
      }
      await this.verifications.changeEmail(await this.auth.confirm(caller, currentPassword, client), email);
    }
    const kept = own.preferences;
    const merged = preferences && {
      ...kept,
      ...preferences,
      ...(preferences.notifications && {
        notifications: { email: true, push: true, sms: false, ...kept.notifications, ...preferences.notifications },
      }),
    };
    const { notifications, ...rest } = merged ?? {};
    const complete = merged && { ...rest, ...(isComplete(notifications) && { notifications }) };
    return this.users.update(caller, { firstName, lastName, preferences: complete });
  }
}

function isComplete(notifications: object | undefined): notifications is { email: boolean; push: boolean; sms: boolean } {
  return notifications !== undefined && 'email' in notifications && 'push' in notifications && 'sms' in notifications;
}
