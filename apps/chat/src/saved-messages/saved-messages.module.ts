import { Module } from '@nestjs/common';
import { HistoryModule } from '../history/history.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { SavedMessagesController } from './saved-messages.controller.js';
import { SavedMessagesRepository } from './saved-messages.repository.js';
import { SavedMessagesService } from './saved-messages.service.js';

@Module({
  imports: [HistoryModule, LimitsModule],
  controllers: [SavedMessagesController],
  providers: [SavedMessagesService, SavedMessagesRepository],
})
export class SavedMessagesModule {}
