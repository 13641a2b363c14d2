import { Module } from '@nestjs/common';
import { ObjectsModule } from '../objects/objects.module.js';
import { SignedUrlsModule } from '../signed-urls/signed-urls.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { BytePort } from './byte-port.js';
import { BytesController } from './bytes.controller.js';
import { StreamSockets } from './stream-sockets.js';
import { UploadPlaces } from './upload-places.js';
import { UploadsService } from './uploads.service.js';

@Module({
  imports: [ObjectsModule, SignedUrlsModule, TracksModule],
  providers: [BytePort, BytesController, UploadsService, UploadPlaces, StreamSockets],
})
export class BytesModule {}
