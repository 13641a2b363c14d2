import { Global, Module } from '@nestjs/common';
import { CONFIG, HealthRegistry } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { DiskStore } from './disk-store.js';
import { ObjectStore } from './object-store.js';
import { StorageRoom } from './storage-room.js';
import { Traffic } from './traffic.js';

/** The only place that selects the implementation of the store. */
@Global()
@Module({
  providers: [
    StorageRoom,
    Traffic,
    {
      provide: ObjectStore,
      inject: [CONFIG, HealthRegistry],
      useFactory: async (config: MediaConfig, health: HealthRegistry): Promise<ObjectStore> => {
        const store = new DiskStore(config.MEDIA_DATA_DIR);
        await store.prepare();
        health.register('object-store', () => store.prepare());
        return store;
      },
    },
  ],
  exports: [ObjectStore, StorageRoom, Traffic],
})
export class StoreModule {}
