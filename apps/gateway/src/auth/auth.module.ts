import { Module } from '@nestjs/common';
import { FormPagesModule } from '../edge/index.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AttemptsRepository } from './attempts.repository.js';
import { AttemptsService } from './attempts.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { CodesService } from './codes.service.js';
import { EnvelopedAuthController } from './enveloped-auth.controller.js';
import { FirstAdminService } from './first-admin.service.js';
import { MailRequestsRepository } from './mail-requests.repository.js';
import { MailRequestsService } from './mail-requests.service.js';
import { MailPages } from './pages/mail-pages.js';
import { MailedSecretsRepository } from './mailed-secrets.repository.js';
import { MailedSecretsService } from './mailed-secrets.service.js';
import { NovaAuthController } from './nova-auth.controller.js';
import { NovaUsersService } from './nova-users.service.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { ProfilesService } from './profiles.service.js';
import { RecoveryService } from './recovery.service.js';

@Module({
  imports: [SessionsModule, FormPagesModule],
  controllers: [AuthController, EnvelopedAuthController, NovaAuthController],
  providers: [
    AuthService,
    CodesService,
    RecoveryService,
    ProfilesService,
    NovaUsersService,
    PasswordsService,
    AttemptsService,
    AttemptsRepository,
    MailRequestsService,
    MailRequestsRepository,
    MailedSecretsService,
    MailedSecretsRepository,
    FirstAdminService,
    MailPages,
  ],
  exports: [AttemptsService],
})
export class AuthModule {}
