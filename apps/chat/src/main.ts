import { requestContext } from '@veza/transport';
import { startChat } from './chat.js';
import { readConfig } from './config.js';

// A message is sent outside of any request's context: see CommandQueue.
requestContext.releaseWhenIdle();
await startChat(readConfig());
