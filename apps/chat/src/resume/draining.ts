import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, Shutdown } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { Admission } from '../admission/admission.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

/** Sent to clients as the delay before they reconnect; shipped clients wait a second of their own. */
const RETRY_MS = 500;
/** Grace period for the commands of one connection. */
const COMMAND_GRACE_MS = 1_000;

/**
 * Closes every connection when the replica stops: spread over a part of the shutdown time, each after its running commands,
 * in the way of its dialect.
 */
@Injectable()
export class Draining {
  constructor(
    private readonly admission: Admission,
    private readonly tracking: TrackingService,
    @Inject(CONFIG) private readonly config: ChatConfig,
    shutdown: Shutdown,
  ) {
    shutdown.register('drain', 'sockets', () => this.drain());
  }

  private async drain(): Promise<void> {
    const clients = [...this.admission.clients];
    const spreadMs = Math.min(this.config.SHUTDOWN_TIMEOUT_MS / 3, 3_000, clients.length * 2);
    await Promise.all(
      clients.map(async (client, index) => {
        await pause((spreadMs * index) / clients.length);
        await this.closeClient(client);
      }),
    );
    await this.tracking.settled();
  }

  private async closeClient({ connection, commands }: ConnectedClient): Promise<void> {
    await Promise.race([commands.idle(), pause(COMMAND_GRACE_MS)]);
    // docs/protocol, Close codes: "1012: the replica shuts down; reason `retry=<ms>`"; nova.v1 sees 1006 instead.
    if (connection.dialect.shutdownMode === 'terminate') connection.terminate();
    else connection.close(1012, `retry=${RETRY_MS}`);
  }
}

/** Keeps no process alive that has nothing else to do. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
