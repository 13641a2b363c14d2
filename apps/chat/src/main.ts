import { startChat } from './chat.js';
import { readConfig } from './config.js';

await startChat(readConfig());
