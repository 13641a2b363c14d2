import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { FormPagesModule } from '../edge/index.js';
import { PersonalDataModule } from '../personal-data/personal-data.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AddedAccessRepository } from './added-access.repository.js';
import { MailPages } from './pages/mail-pages.js';
import { RecoveryController } from './recovery.controller.js';
import { RecoveryService } from './recovery.service.js';

@Module({
  imports: [AuthModule, SessionsModule, PersonalDataModule, FormPagesModule],
  controllers: [RecoveryController],
  providers: [RecoveryService, AddedAccessRepository, MailPages],
})
export class RecoveryModule {}
