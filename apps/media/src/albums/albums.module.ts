import { Module } from '@nestjs/common';
import { AlbumPublicationsModule } from '../album-publications/album-publications.module.js';
import { ObjectsModule } from '../objects/objects.module.js';
import { SignedUrlsModule } from '../signed-urls/signed-urls.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { AlbumAccess } from './album-access.js';
import { AlbumCoversService } from './album-covers.service.js';
import { AlbumsController } from './albums.controller.js';
import { AlbumsRepository } from './albums.repository.js';
import { AlbumsService } from './albums.service.js';

@Module({
  imports: [AlbumPublicationsModule, ObjectsModule, SignedUrlsModule, TracksModule],
  controllers: [AlbumsController],
  providers: [AlbumsService, AlbumCoversService, AlbumAccess, AlbumsRepository],
})
export class AlbumsModule {}
