import { Global, Module } from '@nestjs/common';
import { CONFIG, HealthRegistry } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { makeStore } from './make-store.js';
import { ObjectStore } from './object-store.js';
import { StorageRoom } from './storage-room.js';
import { Traffic } from './traffic.js';

/** The store of this process, as the configuration selects it. */
@Global()
@Module({
  providers: [
    StorageRoom,
    Traffic,
    {
      provide: ObjectStore,
      inject: [CONFIG, HealthRegistry],
      useFactory: async (config: MediaConfig, health: HealthRegistry): Promise<ObjectStore> => {
        const { store, prepare } = await makeStore(config);
        await prepare();
        health.register('object-store', prepare);
        return store;
      },
    },
  ],
  exports: [ObjectStore, StorageRoom, Traffic],
})
export class StoreModule {}
