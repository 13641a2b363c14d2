import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';
import { OwnAccountRepository } from './own-account.repository.js';
import { Sections } from './sections.js';

@Module({ imports: [AuthModule], controllers: [ExportController], providers: [ExportService, Sections, OwnAccountRepository] })
export class ExportModule {}
