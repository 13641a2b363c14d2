import { Module } from '@nestjs/common';
import { ServiceTls } from '@veza/platform';
import { ObjectsModule } from '../objects/objects.module.js';
import { PreviewQueue } from '../previews/preview-queue.js';
import { PreviewsRepository } from '../previews/previews.repository.js';
import { PreviewsService } from '../previews/previews.service.js';
import { ResumableUploadsRepository } from '../resumable/resumable-uploads.repository.js';
import { ResumableUploadsService } from '../resumable/resumable-uploads.service.js';
import { UploadFinisher } from '../resumable/upload-finisher.js';
import { UploadLocker } from '../resumable/upload-locker.js';
import { UploadLocksRepository } from '../resumable/upload-locks.repository.js';
import { UploadStore } from '../resumable/upload-store.js';
import { UploadWriter } from '../resumable/upload-writer.js';
import { SignedUrlsModule } from '../signed-urls/signed-urls.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { BytePort } from './byte-port.js';
import { BytesController } from './bytes.controller.js';
import { GrowingPlaylists } from './growing-playlists.js';
import { PublicPictures } from './public-pictures.js';
import { SignedFiles } from './signed-files.js';
import { StreamSockets } from './stream-sockets.js';
import { PictureUploads } from '../uploads/picture-uploads.js';
import { UploadPlaces } from '../uploads/upload-places.js';
import { UploadsService } from '../uploads/uploads.service.js';
import { VoiceQueue } from '../voices/voice-queue.js';
import { VoiceUploads } from '../voices/voice-uploads.js';

const RESUMABLE = [
  ResumableUploadsRepository,
  ResumableUploadsService,
  UploadFinisher,
  UploadLocker,
  UploadLocksRepository,
  UploadStore,
  UploadWriter,
];

const PREVIEWS = [PreviewsService, PreviewsRepository, PreviewQueue];

@Module({
  imports: [ObjectsModule, SignedUrlsModule, TracksModule],
  providers: [
    ServiceTls,
    BytePort,
    BytesController,
    SignedFiles,
    GrowingPlaylists,
    PublicPictures,
    UploadsService,
    UploadPlaces,
    PictureUploads,
    VoiceUploads,
    VoiceQueue,
    StreamSockets,
    ...RESUMABLE,
    ...PREVIEWS,
  ],
})
export class BytesModule {}
