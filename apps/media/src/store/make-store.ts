import { StartFailure } from '@veza/platform';
import type { MediaConfig } from '../config.js';
import { DiskStore } from './disk-store.js';
import { MovingStore } from './moving-store.js';
import type { ObjectStore } from './object-store.js';
import type { S3Settings } from './s3-bucket.js';

/** A store, and what shows that it can be used: rejects with a StartFailure. */
export interface MadeStore {
  store: ObjectStore;
  prepare(): Promise<void>;
}

/** The store that the configuration names; MEDIA_STORE_FALLBACK makes it one that moves. */
export async function makeStore(config: MediaConfig): Promise<MadeStore> {
  const { MEDIA_STORE: kind, MEDIA_STORE_FALLBACK: fallback } = config;
  const target = await storeOf(kind, config);
  if (fallback === undefined) return target;
  if (fallback === kind) throw new StartFailure(`MEDIA_STORE and MEDIA_STORE_FALLBACK are both ${kind}: unset the second.`);
  const origin = await storeOf(fallback, config);
  return {
    store: new MovingStore(target.store, origin.store),
    prepare: async () => {
      await target.prepare();
      await origin.prepare();
    },
  };
}

async function storeOf(kind: MediaConfig['MEDIA_STORE'], config: MediaConfig): Promise<MadeStore> {
  if (kind === 'disk') {
    const store = new DiskStore(config.MEDIA_DATA_DIR);
    return { store, prepare: () => store.prepare() };
  }
  // The SDK costs memory and time at the start, so it is loaded only where it is used.
  const { S3Store } = await import('./s3-store.js');
  const store = new S3Store(s3Settings(config));
  return { store, prepare: () => store.prepare() };
}

export function s3Settings(config: MediaConfig): S3Settings {
  const { MEDIA_S3_BUCKET: bucket, MEDIA_S3_ACCESS_KEY: accessKeyId, MEDIA_S3_SECRET_KEY: secretAccessKey } = config;
  if (bucket === undefined) throw new StartFailure('The object store is s3: set MEDIA_S3_BUCKET.');
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined))
    throw new StartFailure('MEDIA_S3_ACCESS_KEY and MEDIA_S3_SECRET_KEY belong together: set both or none.');
  return {
    bucket,
    region: config.MEDIA_S3_REGION,
    endpoint: config.MEDIA_S3_ENDPOINT,
    publicEndpoint: config.MEDIA_S3_PUBLIC_ENDPOINT,
    pathStyle: config.MEDIA_S3_PATH_STYLE,
    redirect: config.MEDIA_S3_REDIRECT,
    ...(accessKeyId !== undefined && secretAccessKey !== undefined && { credentials: { accessKeyId, secretAccessKey } }),
  };
}
