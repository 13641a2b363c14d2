import { Module, type DynamicModule } from '@nestjs/common';
import {
  messageEvents,
  notificationEvents,
  patientMailEvents,
  productEvents,
  resourceEvents,
  trackEvents,
  userEvents,
} from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import { ApiTokensModule } from './api-tokens/api-tokens.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BansModule } from './bans/bans.module.js';
import { BookingModule } from './booking/booking.module.js';
import { BotsModule } from './bots/bots.module.js';
import { BytesModule } from './bytes/bytes.module.js';
import { ChatModule } from './chat/chat.module.js';
import type { GatewayConfig } from './config.js';
import { EdgeModule } from './edge/edge.module.js';
import { PeopleModule } from './people/people.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { PushModule } from './push/push.module.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { entities } from './entities.js';
import { GuessingModule } from './guessing/guessing.module.js';
import { KeysModule } from './keys/keys.module.js';
import { MailModule } from './mail/mail.module.js';
import { migrations } from './migrations/index.js';
import { ProductsModule } from './products/products.module.js';
import { RecoveryModule } from './recovery/recovery.module.js';
import { ResourcesModule } from './resources/resources.module.js';
import { RolesModule } from './roles/roles.module.js';
import { SignInsModule } from './sign-ins/sign-ins.module.js';
import { TracksModule } from './tracks/tracks.module.js';
import { UsersModule } from './users/users.module.js';
import { WebModule } from './web/web.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

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
          publishes: Object.values(userEvents),
          consumes: [
            patientMailEvents.requested,
            patientMailEvents.ended,
            notificationEvents.recorded,
            trackEvents.ready,
            trackEvents.failed,
            trackEvents.deleted,
            productEvents.changed,
            resourceEvents.changed,
            messageEvents.addressed,
          ],
          inject: [Database],
          useFactory: (database: Database) => database,
        }),
        SignInsModule,
        MailModule.forRoot(config),
        KeysModule,
        UsersModule,
        AuthModule,
        PeopleModule,
        BansModule,
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
        ProductsModule,
        ResourcesModule,
        BookingModule,
        ChatModule,
        EdgeModule.authenticatedBy(ApiTokensModule),
      ],
    };
  }
}
