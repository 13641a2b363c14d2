import { catalog, rpcsOf } from '@veza/contracts';
import { startService } from '@veza/platform';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';

const config = readConfig();
await startService({ service: 'catalog', config, module: AppModule.forRoot(config), contracts: rpcsOf(catalog) });
