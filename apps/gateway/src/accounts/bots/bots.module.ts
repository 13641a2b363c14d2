import { Module } from '@nestjs/common';
import { ApiTokensModule } from '../../identity/api-tokens/api-tokens.module.js';
import { PersonalDataModule } from '../personal-data/personal-data.module.js';
import { SessionsModule } from '../../identity/sessions/sessions.module.js';
import { BotsController } from './bots.controller.js';
import { BotsRepository } from './bots.repository.js';
import { BotsService } from './bots.service.js';

@Module({
  imports: [SessionsModule, ApiTokensModule, PersonalDataModule],
  controllers: [BotsController],
  providers: [BotsService, BotsRepository],
})
export class BotsModule {}
