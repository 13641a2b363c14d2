import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { ProgressChannel } from './progress-channel.js';
import { ProgressStreams } from './progress-streams.js';
import { StreamKey } from './stream-key.js';
import { TracksController } from './tracks.controller.js';
import { TracksRepository } from './tracks.repository.js';
import { TracksService } from './tracks.service.js';
import { TranscodeQueue } from './transcode-queue.js';

@Module({
  imports: [ObjectsModule],
  controllers: [TracksController],
  providers: [TracksService, TracksRepository, StreamKey, ProgressChannel, ProgressStreams, TranscodeQueue],
  exports: [TracksRepository, StreamKey, ProgressStreams],
})
export class TracksModule {}
