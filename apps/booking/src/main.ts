import { booking, rpcsOf } from '@veza/contracts';
import { startService } from '@veza/platform';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';

const config = readConfig();
await startService({ service: 'booking', config, module: AppModule.forRoot(config), contracts: rpcsOf(booking) });
