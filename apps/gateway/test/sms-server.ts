import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedSms {
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A provider of SMS for tests: responds with the status of each turn, the last one from then on; 0 closes the connection. */
export class SmsServer {
  readonly received: ReceivedSms[] = [];
  statuses: number[] = [202];
  private readonly server: Server = createServer((req, res) => {
    void text(req).then((body) => {
      this.received.push({ headers: req.headers, body: JSON.parse(body) });
      const status = this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0];
      if (!status) return res.destroy();
      return res.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('a response that is not read');
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
