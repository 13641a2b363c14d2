import { Module } from '@nestjs/common';
import { AuthModule } from '../../identity/auth/auth.module.js';
import { RolesModule } from '../../identity/roles/roles.module.js';
import { SessionsModule } from '../../identity/sessions/sessions.module.js';
import { ErasureRepository } from './erasure.repository.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { OwnAccountRepository } from './own-account.repository.js';
import { PersonalDataController } from './personal-data.controller.js';
import { Sections } from './sections.js';

/** Export and erasure of the personal data of a user. */
@Module({
  imports: [AuthModule, RolesModule, SessionsModule],
  controllers: [PersonalDataController],
  providers: [ExportService, Sections, OwnAccountRepository, ErasureService, ErasureRepository],
  exports: [ErasureService],
})
export class PersonalDataModule {}
