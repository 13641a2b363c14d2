import type { DynamicModule } from '@nestjs/common';
import { albumEvents, type EventContract, trackEvents, trackNoticeEvents } from '@veza/contracts';
import { Database, DatabaseModule, databaseUrl } from '@veza/database';
import { transportOptions } from '@veza/platform';
import { EventsModule, TransportModule } from '@veza/transport';
import type { MediaConfig } from './config.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

/**
 * Redis, Postgres and the outbox, for both entries of this app. The worker runs programs over files of strangers, so it
 * neither calls services nor publishes to Redis: the other entry publishes what the worker appends.
 */
export function dataModules(config: MediaConfig, entry: 'worker' | { consumes: readonly EventContract[] }): DynamicModule[] {
  const isWorker = entry === 'worker';
  return [
    TransportModule.forRoot({ ...transportOptions(config, 'media'), calls: !isWorker }),
    DatabaseModule.forRoot({
      service: 'media',
      url: databaseUrl({
        service: 'media',
        serviceUrl: config.MEDIA_DATABASE_URL,
        ownerUrl: config.DATABASE_URL,
        secret: config.DATABASE_SECRET,
        keys: config.VEZA_KEYS,
      }),
      migrations,
      poolSize: config.MEDIA_DATABASE_POOL,
      entities,
    }),
    EventsModule.forRootAsync({
      service: 'media',
      publishes: [...Object.values(trackEvents), ...Object.values(albumEvents), ...Object.values(trackNoticeEvents)],
      consumes: isWorker ? [] : entry.consumes,
      relays: !isWorker,
      inject: [Database],
      useFactory: (database: Database) => database,
    }),
  ];
}
