import { chat, rpcsOf } from '@veza/contracts';
import { type RunningService, startService } from '@veza/platform';
import { AppModule } from './app.module.js';
import type { ChatConfig } from './config.js';
import { ChatWsAdapter } from './admission/chat-ws-adapter.js';
import { SocketServer } from './admission/socket-server.js';

export interface RunningChat extends RunningService {
  /** Where its two socket listeners are. */
  sockets: { main: number; flat: number };
}

/** Starts a replica of the chat. */
export async function startChat(config: ChatConfig, options: { handleSignals?: boolean } = {}): Promise<RunningChat> {
  const running = await startService({
    service: 'chat',
    config,
    module: AppModule.forRoot(config),
    contracts: rpcsOf(chat),
    configure: (app) => app.useWebSocketAdapter(new ChatWsAdapter(app)),
    ...options,
  });
  return { ...running, sockets: running.app.get(SocketServer).ports };
}
