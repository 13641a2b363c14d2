import { type DynamicModule, Module } from '@nestjs/common';
import { userEvents } from '@veza/contracts';
import { OperationsSweeper } from '@veza/database';
import { AlbumsModule } from './albums/albums.module.js';
import { BytesModule } from './bytes/bytes.module.js';
import type { MediaConfig } from './config.js';
import { dataModules } from './data-modules.js';
import { consumedEvents, ObjectsController } from './objects/objects.controller.js';
import { ObjectsModule } from './objects/objects.module.js';
import { LinkPreviewsModule } from './link-previews/link-previews.module.js';
import { OutsidePicturesModule } from './outside-pictures/outside-pictures.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { RecentPlaysModule } from './recent-plays/recent-plays.module.js';
import { StoreModule } from './store/store.module.js';
import { TracksModule } from './tracks/tracks.module.js';
import { TranscodingsModule } from './transcodings/transcodings.module.js';

/** RPC, events and the byte port. */
@Module({})
export class AppModule {
  static forRoot(config: MediaConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ...dataModules(config, { consumes: [...consumedEvents, userEvents.deleted] }),
        StoreModule,
        ObjectsModule,
        NoticesModule,
        TracksModule,
        AlbumsModule,
        TranscodingsModule,
        RecentPlaysModule,
        LinkPreviewsModule,
        OutsidePicturesModule,
        BytesModule,
        PersonalDataModule,
      ],
      controllers: [ObjectsController],
      providers: [OperationsSweeper],
    };
  }
}
