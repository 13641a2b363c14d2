import { Module } from '@nestjs/common';
import { TracksModule } from '../tracks/tracks.module.js';
import { QueueSwitch } from './queue-switch.js';
import { TranscodingsController } from './transcodings.controller.js';
import { TranscodingsRepository } from './transcodings.repository.js';
import { TranscodingsService } from './transcodings.service.js';

@Module({
  imports: [TracksModule],
  controllers: [TranscodingsController],
  providers: [TranscodingsService, TranscodingsRepository, QueueSwitch],
})
export class TranscodingsModule {}
