import { type DynamicModule, Module } from '@nestjs/common';
import { AlbumPublicationsModule } from './album-publications/album-publications.module.js';
import type { MediaConfig } from './config.js';
import { dataModules } from './data-modules.js';
import { JOB_HANDLERS, type JobHandler } from './jobs/job-handler.js';
import { JobWorker } from './jobs/job-worker.js';
import { NoticesRepository } from './notices/notices.repository.js';
import { ObjectsModule } from './objects/objects.module.js';
import { PreviewHandler } from './previews/preview.handler.js';
import { PreviewsRepository } from './previews/previews.repository.js';
import { ResumableUploadsRepository } from './resumable/resumable-uploads.repository.js';
import { StoreModule } from './store/store.module.js';
import { SweeperService } from './sweeper.service.js';
import { GrowingRenditionsRepository } from './tracks/growing-renditions.repository.js';
import { QueueGauges } from './tracks/queue-gauges.js';
import { ProgressChannel } from './tracks/progress-channel.js';
import { TrackFailures } from './tracks/track-failures.js';
import { TracksRepository } from './tracks/tracks.repository.js';
import { TranscodeQueue } from './tracks/transcode-queue.js';
import { QueueSwitch } from './transcodings/queue-switch.js';
import { TranscodingsRepository } from './transcodings/transcodings.repository.js';
import { Encoders } from './transcode/encoders.js';
import { Isolation } from './transcode/isolation.js';
import { RequirePrograms } from './transcode/require-programs.js';
import { TranscodeMetrics } from './transcode/transcode-metrics.js';
import { FinishedTracks } from './transcode/finished-tracks.js';
import { TranscodeHandler } from './transcode/transcode.handler.js';
import { Transcoding } from './transcode/transcoding.js';
import { WorkFolders } from './transcode/work-folders.js';
import { VoiceHandler } from './voices/voice.handler.js';

/** Jobs and the sweeper: work that takes long and may be killed at any time. */
@Module({})
export class WorkerModule {
  static forRoot(config: MediaConfig): DynamicModule {
    return {
      module: WorkerModule,
      imports: [...dataModules(config, 'worker'), StoreModule, ObjectsModule, AlbumPublicationsModule],
      providers: [
        Encoders,
        Isolation,
        RequirePrograms,
        JobWorker,
        {
          provide: JOB_HANDLERS,
          inject: [TranscodeHandler, PreviewHandler, VoiceHandler],
          useFactory: (...handlers: JobHandler[]) => handlers,
        },
        TranscodeHandler,
        Transcoding,
        FinishedTracks,
        PreviewHandler,
        VoiceHandler,
        PreviewsRepository,
        ResumableUploadsRepository,
        TranscodeMetrics,
        WorkFolders,
        QueueGauges,
        TracksRepository,
        GrowingRenditionsRepository,
        TranscodeQueue,
        ProgressChannel,
        TrackFailures,
        NoticesRepository,
        TranscodingsRepository,
        QueueSwitch,
        SweeperService,
      ],
    };
  }
}
