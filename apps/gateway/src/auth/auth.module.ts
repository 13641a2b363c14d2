import { Module } from '@nestjs/common';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Attempts } from './attempts.service.js';
import { AuthController } from './auth.controller.js';
import { Auth } from './auth.service.js';
import { EnvelopedAuthController } from './enveloped-auth.controller.js';
import { FirstAdmin } from './first-admin.js';
import { MailRequests } from './mail-requests.service.js';
import { MailedSecrets } from './mailed-secrets.service.js';
import { NovaAuthController } from './nova-auth.controller.js';
import { NovaPeople } from './nova-people.service.js';
import { Passwords } from './passwords/passwords.service.js';
import { Profiles } from './profiles.service.js';
import { Recovery } from './recovery.service.js';

@Module({
  imports: [SessionsModule],
  controllers: [AuthController, EnvelopedAuthController, NovaAuthController],
  providers: [Auth, Recovery, Profiles, NovaPeople, Passwords, Attempts, MailRequests, MailedSecrets, FirstAdmin],
  exports: [Attempts],
})
export class AuthModule {}
