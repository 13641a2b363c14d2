import { Module, type DynamicModule } from '@nestjs/common';
import {
  banEvents,
  messageEvents,
  noticeEvents,
  notificationEvents,
  patientMailEvents,
  patientSmsEvents,
  productEvents,
  resourceEvents,
  trackEvents,
  userEvents,
} from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import { BotsModule } from './accounts/bots/bots.module.js';
import { PersonalDataModule } from './accounts/personal-data/personal-data.module.js';
import { RecoveryModule } from './accounts/recovery/recovery.module.js';
import { AlbumsModule } from './api/albums/albums.module.js';
import { BookingModule } from './api/booking/booking.module.js';
import { BytesModule } from './api/bytes/bytes.module.js';
import { ChatModule } from './api/chat/chat.module.js';
import { CommunityModule } from './api/community/community.module.js';
import { NoticeListModule } from './api/notices/notice-list.module.js';
import { LinkPreviewsModule } from './api/link-previews/link-previews.module.js';
import { ReportsModule } from './api/reports/reports.module.js';
import { ProfilePicturesModule } from './api/profile-pictures/profile-pictures.module.js';
import { ProductsModule } from './api/products/products.module.js';
import { ResourcesModule } from './api/resources/resources.module.js';
import { TracksModule } from './api/tracks/tracks.module.js';
import { WebModule } from './api/web/web.module.js';
import { EdgeModule } from './edge/edge.module.js';
import { AccessMailsModule } from './identity/access-mails/access-mails.module.js';
import { ApiTokensModule } from './identity/api-tokens/api-tokens.module.js';
import { AuthModule } from './identity/auth/auth.module.js';
import { BansModule } from './identity/bans/bans.module.js';
import { GuessingModule } from './identity/guessing/guessing.module.js';
import { KeysModule } from './identity/keys/keys.module.js';
import { PeopleModule } from './identity/people/people.module.js';
import { ProfileResetsModule } from './identity/profile-resets/profile-resets.module.js';
import { RolesModule } from './identity/roles/roles.module.js';
import { SignInsModule } from './identity/sign-ins/sign-ins.module.js';
import { UsersModule } from './identity/users/users.module.js';
import { migrations } from './migrations/index.js';
import { NoticesModule } from './notifications/notices/notices.module.js';
import { PushModule } from './notifications/push/push.module.js';
import { WebhooksModule } from './notifications/webhooks/webhooks.module.js';
import { SmsModule } from './outbound/sms/sms.module.js';
import { MailModule } from './outbound/mail/mail.module.js';
import type { GatewayConfig } from './config.js';
import { entities } from './entities.js';

/** The schema, and the first part of the subjects and events, that this service owns. */
export const SERVICE = 'identity';

@Module({})
export class AppModule {
  static forRoot(config: GatewayConfig): DynamicModule {
    const url = databaseUrl({
      service: SERVICE,
      serviceUrl: config.IDENTITY_DATABASE_URL,
      ownerUrl: config.DATABASE_URL,
      secret: config.DATABASE_SECRET,
      keys: config.VEZA_KEYS,
    });
    return {
      module: AppModule,
      imports: [
        TransportModule.forRoot(transportOptions(config, SERVICE)),
        DatabaseModule.forRoot({ service: SERVICE, url, migrations, poolSize: config.IDENTITY_DATABASE_POOL, entities }),
        EventsModule.forRootAsync({
          service: SERVICE,
          publishes: [...Object.values(userEvents), ...Object.values(banEvents)],
          consumes: [
            patientMailEvents.requested,
            patientMailEvents.ended,
            patientSmsEvents.requested,
            notificationEvents.recorded,
            trackEvents.ready,
            trackEvents.failed,
            trackEvents.deleted,
            productEvents.changed,
            resourceEvents.changed,
            messageEvents.addressed,
            noticeEvents.recorded,
          ],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        SignInsModule,
        MailModule.forRoot(config),
        SmsModule.forRoot(config),
        AccessMailsModule,
        KeysModule,
        UsersModule,
        AuthModule,
        PeopleModule,
        BansModule,
        ProfileResetsModule,
        RolesModule,
        GuessingModule,
        PersonalDataModule,
        RecoveryModule,
        WebModule,
        BotsModule,
        WebhooksModule,
        PushModule,
        NoticesModule,
        BytesModule,
        TracksModule,
        AlbumsModule,
        ProductsModule,
        ResourcesModule,
        BookingModule,
        ChatModule,
        CommunityModule,
        NoticeListModule,
        ReportsModule,
        LinkPreviewsModule,
        ProfilePicturesModule,
        EdgeModule.authenticatedBy(ApiTokensModule),
      ],
    };
  }
}
