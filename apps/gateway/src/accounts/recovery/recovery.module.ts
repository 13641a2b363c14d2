import { Module } from '@nestjs/common';
import { AuthModule } from '../../identity/auth/auth.module.js';
import { FormPagesModule } from '../../edge/index.js';
import { PersonalDataModule } from '../personal-data/personal-data.module.js';
import { SessionsModule } from '../../identity/sessions/sessions.module.js';
import { AddedAccessRepository } from './added-access.repository.js';
import { FactorRemovalsController } from './factor-removals.controller.js';
import { FactorRemovalsRepository } from './factor-removals.repository.js';
import { FactorRemovalsService } from './factor-removals.service.js';
import { MailPages } from './pages/mail-pages.js';
import { RecoveryController } from './recovery.controller.js';
import { RecoveryService } from './recovery.service.js';

@Module({
  imports: [AuthModule, SessionsModule, PersonalDataModule, FormPagesModule],
  controllers: [RecoveryController, FactorRemovalsController],
  providers: [RecoveryService, AddedAccessRepository, MailPages, FactorRemovalsService, FactorRemovalsRepository],
})
export class RecoveryModule {}
