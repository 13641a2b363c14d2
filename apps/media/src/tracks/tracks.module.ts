import { Module } from '@nestjs/common';
import { AlbumPublicationsModule } from '../album-publications/album-publications.module.js';
import { NoticesModule } from '../notices/notices.module.js';
import { ObjectsModule } from '../objects/objects.module.js';
import { SignedUrlsModule } from '../signed-urls/signed-urls.module.js';
import { CoversRepository } from './covers.repository.js';
import { CoversService } from './covers.service.js';
import { GrowingRenditionsRepository } from './growing-renditions.repository.js';
import { OriginalsService } from './originals.service.js';
import { PlaysRepository } from './plays.repository.js';
import { PlaysService } from './plays.service.js';
import { ProgressChannel } from './progress-channel.js';
import { ProgressStreams } from './progress-streams.js';
import { PublicRenditions } from './public-renditions.js';
import { SoundSizesService } from './sound-sizes.service.js';
import { TrackAccess } from './track-access.js';
import { TrackCreationService } from './track-creation.service.js';
import { TrackFailures } from './track-failures.js';
import { ReplacementsRepository } from './replacements.repository.js';
import { ReplacementsService } from './replacements.service.js';
import { SoundUploads } from './sound-uploads.js';
import { TracksController } from './tracks.controller.js';
import { QueueGauges } from './queue-gauges.js';
import { TrackLinksRepository } from './track-links.repository.js';
import { TrackLinksService } from './track-links.service.js';
import { TracksRepository } from './tracks.repository.js';
import { TracksService } from './tracks.service.js';
import { TranscodeQueue } from './transcode-queue.js';

@Module({
  imports: [AlbumPublicationsModule, NoticesModule, ObjectsModule, SignedUrlsModule],
  controllers: [TracksController],
  providers: [
    TracksService,
    TrackCreationService,
    TrackAccess,
    OriginalsService,
    PlaysService,
    PlaysRepository,
    CoversService,
    CoversRepository,
    ReplacementsService,
    ReplacementsRepository,
    TrackLinksService,
    TrackLinksRepository,
    SoundUploads,
    SoundSizesService,
    TracksRepository,
    GrowingRenditionsRepository,
    ProgressChannel,
    ProgressStreams,
    TranscodeQueue,
    TrackFailures,
    PublicRenditions,
    QueueGauges,
  ],
  exports: [
    OriginalsService,
    TracksService,
    TrackCreationService,
    TrackAccess,
    ReplacementsService,
    TracksRepository,
    GrowingRenditionsRepository,
    ProgressStreams,
    PublicRenditions,
    TranscodeQueue,
    TrackFailures,
  ],
})
export class TracksModule {}
