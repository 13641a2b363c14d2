import { type DynamicModule, Module } from '@nestjs/common';
import {
  albumEvents,
  banEvents,
  blockEvents,
  commentEvents,
  messageEvents,
  noticeEvents,
  notificationEvents,
  practitionerEvents,
  productEvents,
  resourceEvents,
  trackEvents,
  trackNoticeEvents,
  userEvents,
} from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import { CommentsModule } from './comments/comments.module.js';
import type { CommunityConfig } from './config.js';
import { DeletionsModule } from './deletions/deletions.module.js';
import { entities } from './entities.js';
import { FollowsModule } from './follows/follows.module.js';
import { LikesModule } from './likes/likes.module.js';
import { migrations } from './migrations/index.js';
import { NoticesModule } from './notices/notices.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { PlaylistsModule } from './playlists/playlists.module.js';
import { PublicationsModule } from './publications/publications.module.js';
import { StandingModule } from './standing/standing.module.js';

@Module({})
export class AppModule {
  static forRoot(config: CommunityConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        TransportModule.forRoot(transportOptions(config, 'community')),
        DatabaseModule.forRoot({
          service: 'community',
          url: databaseUrl({
            service: 'community',
            serviceUrl: config.COMMUNITY_DATABASE_URL,
            ownerUrl: config.DATABASE_URL,
            secret: config.DATABASE_SECRET,
            keys: config.VEZA_KEYS,
          }),
          migrations,
          poolSize: config.COMMUNITY_DATABASE_POOL,
          entities,
        }),
        EventsModule.forRootAsync({
          service: 'community',
          publishes: [...Object.values(commentEvents), ...Object.values(noticeEvents)],
          consumes: [
            userEvents.deleted,
            userEvents.profileReset,
            banEvents.imposed,
            banEvents.lifted,
            blockEvents.added,
            blockEvents.removed,
            trackEvents.deleted,
            trackEvents.published,
            trackEvents.withdrawn,
            ...Object.values(albumEvents),
            productEvents.changed,
            productEvents.published,
            resourceEvents.changed,
            resourceEvents.published,
            resourceEvents.withdrawn,
            resourceEvents.deleted,
            ...Object.values(messageEvents),
            trackNoticeEvents.recorded,
            notificationEvents.recorded,
            practitionerEvents.dismissed,
          ],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        NoticesModule,
        FollowsModule,
        LikesModule,
        CommentsModule,
        PlaylistsModule,
        PublicationsModule,
        DeletionsModule,
        StandingModule,
        PersonalDataModule,
      ],
    };
  }
}
