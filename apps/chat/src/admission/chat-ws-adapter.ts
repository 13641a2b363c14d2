import type { INestApplicationContext } from '@nestjs/common';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { WsAdapter } from '@nestjs/platform-ws';
import type { Observable } from 'rxjs';
import { Admission } from './admission.js';
import type { CommandContext } from './command-context.js';
import { SocketServer } from './socket-server.js';

/**
 * Nest's own adapter for `ws`, with the chat's door, dialects and order in place of one JSON protocol: gateways see
 * canonical commands and `Connection`s, whatever the socket speaks.
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

  /** Nest binds a gateway's handlers to each client that it is told of: it is told of one that is nobody, once. */
  override bindClientConnect(server: SocketServer, callback: (client: object) => void): void {
    callback({});
    this.admission.acceptFrom(server);
  }

  override bindClientDisconnect(): void {
    // Gateways hear of it from the admission.
  }

  override bindMessageHandlers(
    _: object,
    handlers: MessageMappingProperties[],
    transform: (data: unknown) => Observable<unknown>,
  ): void {
    void transform; // handlers answer through the connection: an Observable per command would cost more than the command
    for (const { message, callback } of handlers)
      this.admission.handle(String(message), (client, command) =>
        callback({ client, command } satisfies CommandContext, message),
      );
  }

  override async close(): Promise<void> {
    // The shutdown closes the sockets, spread over its time.
  }
}
