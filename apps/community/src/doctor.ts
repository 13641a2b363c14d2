import { examineService } from '@veza/database';
import { readConfig } from './config.js';
import { extensions, migrations } from './migrations/index.js';

/** What this service lacks, with its own variables: `node apps/community/dist/doctor.js`, in the image `node dist/doctor.js`. */
const config = readConfig();
await examineService({
  config,
  service: 'community',
  serviceUrl: config.COMMUNITY_DATABASE_URL,
  poolSize: config.COMMUNITY_DATABASE_POOL,
  migrations,
  extensions,
});
