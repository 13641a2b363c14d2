import { startService } from '@veza/platform';
import { readWorkerConfig } from './config.js';
import { WorkerModule } from './worker.module.js';

const config = readWorkerConfig();
await startService({ service: 'media-worker', config, module: WorkerModule.forRoot(config) });
