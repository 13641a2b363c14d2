import type { INestApplicationContext } from '@nestjs/common';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { WsAdapter } from '@nestjs/platform-ws';
import type { Observable } from 'rxjs';
import { isHandledCommand } from '../protocol/command.js';
import { Admission } from './admission.js';
import type { CommandContext } from './command-context.js';
import { SocketServer } from './socket-server.js';

/**
 * Nest's adapter for `ws` with the chat's own listeners, dialects and command order: gateways receive canonical commands
 * and a `ConnectedClient`, whatever protocol the socket uses.
 *
 * Two parts of Nest's contract are left out on purpose. Nest binds all handlers to every client that it is given, some
 * two dozen functions a connection; it is given one placeholder client, so that it binds them once, and a command
 * carries its real client. And Nest turns each result into an Observable (`transform`) to send it; handlers here reply
 * through the connection, because an Observable per command costs more than the command (decisions 72, 115).
 */
export class ChatWsAdapter extends WsAdapter {
  private readonly server: SocketServer;
  private readonly admission: Admission;

  constructor(app: INestApplicationContext) {
    super();
    this.server = app.get(SocketServer);
    this.admission = app.get(Admission);
  }

  /** One server for all gateways; it listens when the application is ready. */
  override create(): SocketServer {
    return this.server;
  }

  override bindClientConnect(server: SocketServer, callback: (client: object) => void): void {
    callback({}); // the placeholder client
    this.admission.acceptFrom(server);
  }

  override bindClientDisconnect(): void {
    // Gateways use Admission.onDisconnected.
  }

  override bindMessageHandlers(
    _: object,
    handlers: MessageMappingProperties[],
    transform: (data: unknown) => Observable<unknown>,
  ): void {
    void transform;
    for (const { message, callback } of handlers) {
      if (!isHandledCommand(message)) throw new Error(`A gateway handles ${String(message)}, which is no command`);
      this.admission.handle(message, (client, command) => callback({ client, command } satisfies CommandContext, message));
    }
  }

  override async close(): Promise<void> {
    // Draining closes the connections, spread over the time of the shutdown.
  }
}
