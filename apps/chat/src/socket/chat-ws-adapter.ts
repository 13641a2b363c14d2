import type { INestApplicationContext } from '@nestjs/common';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { WsAdapter } from '@nestjs/platform-ws';
import type { Observable } from 'rxjs';
import { Admission, type Client } from './admission.js';
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

  override bindClientConnect(server: SocketServer, callback: (client: Client) => void): void {
    this.admission.onClient(callback);
    this.admission.watch(server);
  }

  override bindClientDisconnect(client: Client, callback: () => void): void {
    client.connection.onEnd(callback);
  }

  override bindMessageHandlers(
    client: Client,
    handlers: MessageMappingProperties[],
    transform: (data: unknown) => Observable<unknown>,
  ): void {
    void transform; // handlers answer through the connection: an Observable per command would cost more than the command
    for (const { message, callback } of handlers)
      client.commands.handle(String(message), (command) => callback(command, message));
  }

  override async close(): Promise<void> {
    // The shutdown closes the sockets, spread over its time.
  }
}
