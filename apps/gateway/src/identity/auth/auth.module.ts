import { Module } from '@nestjs/common';
import { DatabaseClock } from '@veza/database';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AttemptsRepository } from './attempts/attempts.repository.js';
import { AttemptsService } from './attempts/attempts.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { CodesService } from './codes.service.js';
import { CookieSessions } from './cookie-sessions.js';
import { EnvelopedAuthController } from './enveloped-auth.controller.js';
import { FactorSetupController } from './factor-setup/factor-setup.controller.js';
import { FactorSetupService } from './factor-setup/factor-setup.service.js';
import { FirstAdminService } from './first-admin.service.js';
import { MailRequestsRepository } from './mail-requests.repository.js';
import { MailRequestsService } from './mail-requests.service.js';
import { MailedSecretsRepository } from './mailed-secrets.repository.js';
import { MailedSecretsService } from './mailed-secrets.service.js';
import { NovaAuthController } from './nova-auth.controller.js';
import { NovaUsersService } from './nova-users.service.js';
import { OidcController } from './oidc.controller.js';
import { LinkedAccountsRepository } from './oidc/linked-accounts.repository.js';
import { LinkedAccountsService } from './oidc/linked-accounts.service.js';
import { OidcProviders } from './oidc/oidc-providers.js';
import { OidcRepository } from './oidc/oidc.repository.js';
import { OidcSignInService } from './oidc/oidc-sign-in.service.js';
import { PasskeysController } from './passkeys.controller.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { PasskeysRepository } from './passkeys/passkeys.repository.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { ProfilesService } from './profiles.service.js';
import { SecondFactorsController } from './second-factors.controller.js';
import { SecondFactorsRepository } from './second-factors/second-factors.repository.js';
import { SecondFactorsService } from './second-factors/second-factors.service.js';
import { TwoStepSignInService } from './second-factors/two-step-sign-in.service.js';
import { StepUpController } from './step-up/step-up.controller.js';
import { StepUpService } from './step-up/step-up.service.js';
import { VerificationMailsService } from './verification-mails.service.js';

@Module({
  imports: [SessionsModule],
  controllers: [
    AuthController,
    EnvelopedAuthController,
    NovaAuthController,
    SecondFactorsController,
    StepUpController,
    PasskeysController,
    FactorSetupController,
    OidcController,
  ],
  providers: [
    AuthService,
    CookieSessions,
    CodesService,
    VerificationMailsService,
    ProfilesService,
    NovaUsersService,
    PasswordsService,
    AttemptsService,
    AttemptsRepository,
    MailRequestsService,
    MailRequestsRepository,
    MailedSecretsService,
    MailedSecretsRepository,
    DatabaseClock,
    SecondFactorsService,
    SecondFactorsRepository,
    TwoStepSignInService,
    StepUpService,
    PasskeysService,
    PasskeysRepository,
    PasskeySignInService,
    FactorSetupService,
    OidcProviders,
    OidcRepository,
    OidcSignInService,
    LinkedAccountsService,
    LinkedAccountsRepository,
    FirstAdminService,
  ],
  exports: [AttemptsService, AuthService, PasswordsService, MailedSecretsService],
})
export class AuthModule {}
