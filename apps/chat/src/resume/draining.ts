import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, Shutdown } from '@veza/platform';
import type { ChatConfig } from '../config.js';
import { Admission } from '../admission/admission.js';
import { TrackingService } from '../tracking/tracking.service.js';
import type { ConnectedClient } from '../admission/connected-client.js';

/** After how long a client should come back: printed ones wait a second of their own. */
const RETRY_MS = 500;
/** A command that takes longer than this has no claim on the others' time. */
const COMMAND_MS = 1_000;

/** Takes leave of every socket when the replica stops: spread over its time, each when its commands are done, in the manner of its dialect. */
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
    await Promise.race([commands.idle(), pause(COMMAND_MS)]);
    if (connection.dialect.shutdownMode === 'cut') connection.terminate();
    else connection.close(1012, `retry=${RETRY_MS}`);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
