import { type DynamicModule, Module } from '@nestjs/common';
import {
  blockEvents,
  type EventContract,
  messageEvents,
  noticeEvents,
  notificationEvents,
  practitionerEvents,
  trackNoticeEvents,
  userEvents,
} from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl, OperationsSweeper } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import type { ChatConfig } from './config.js';
import { ConversationsModule } from './conversations/conversations.module.js';
import { entities } from './entities.js';
import { ReplicaModule } from './replica.module.js';
import { FilesModule } from './files/files.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { GroupsModule } from './groups/groups.module.js';
import { InviteLinksModule } from './invite-links/invite-links.module.js';
import { migrations } from './migrations/index.js';
import { ModerationModule } from './moderation/moderation.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { NovaModule } from './nova/nova.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { PinsModule } from './pins/pins.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { ResumeModule } from './resume/resume.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { RoomsModule } from './rooms/rooms.module.js';
import { SavedMessagesModule } from './saved-messages/saved-messages.module.js';
import { ThreadsModule } from './threads/threads.module.js';
import { TrackNoticesModule } from './track-notices/track-notices.module.js';
import { AdmissionModule } from './admission/admission.module.js';

@Module({})
export class AppModule {
  static forRoot(config: ChatConfig): DynamicModule {
    const url = databaseUrl({
      service: 'chat',
      serviceUrl: config.CHAT_DATABASE_URL,
      ownerUrl: config.DATABASE_URL,
      secret: config.DATABASE_SECRET,
      keys: config.VEZA_KEYS,
    });
    return {
      module: AppModule,
      imports: [
        TransportModule.forRoot(transportOptions(config, 'chat')),
        DatabaseModule.forRoot({ service: 'chat', url, migrations, poolSize: config.CHAT_DATABASE_POOL, entities }),
        EventsModule.forRootAsync({
          service: 'chat',
          publishes: [...Object.values(messageEvents), ...Object.values(blockEvents)],
          consumes: [
            userEvents.changed,
            userEvents.deleted,
            userEvents.profileReset,
            ...[practitionerEvents, notificationEvents, trackNoticeEvents, noticeEvents].flatMap((events) =>
              Object.values<EventContract>(events),
            ),
          ],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        ReplicaModule,
        AdmissionModule,
        PresenceModule,
        RoomsModule,
        PinsModule,
        GroupsModule,
        InviteLinksModule,
        SavedMessagesModule,
        ThreadsModule,
        MessagesModule,
        ConversationsModule,
        ModerationModule,
        FilesModule,
        ResumeModule,
        NovaModule,
        TrackNoticesModule,
        NoticesModule,
        PersonalDataModule,
        RetentionModule,
      ],
      providers: [OperationsSweeper],
    };
  }
}
