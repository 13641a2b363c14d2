import { community, rpcsOf } from '@veza/contracts';
import { startService } from '@veza/platform';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';

const config = readConfig();
await startService({ service: 'community', config, module: AppModule.forRoot(config), contracts: rpcsOf(community) });
