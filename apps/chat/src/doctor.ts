import { examineService } from '@veza/database';
import { readConfig } from './config.js';
import { migrations } from './migrations/index.js';

/** What this service lacks, with its own variables: `node apps/chat/dist/doctor.js`, in the image `node dist/doctor.js`. */
const config = readConfig();
await examineService({
  config,
  service: 'chat',
  serviceUrl: config.CHAT_DATABASE_URL,
  poolSize: config.CHAT_DATABASE_POOL,
  migrations,
});
