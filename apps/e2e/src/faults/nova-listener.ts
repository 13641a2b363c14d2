import { WebSocket } from 'ws';
import { AFTER_UNCLEAN, Reconnecting } from './reconnecting.js';
import type { Closed } from '../clients/chat-client.js';
import { Inbox } from '../clients/inbox.js';
import { parseJson } from '@veza/contracts';
import type { Timeline } from './timeline.js';

/** A socket of `nova.v1`. */
class NovaSocket {
  readonly inbox = new Inbox<string>((type) => type);
  readonly closed: Promise<Closed>;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (bytes) => this.inbox.push(String(Object(parseJson(String(bytes))).type)));
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.inbox.end(`the connection is closed (${code})`);
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  static async open(address: string, token: string): Promise<NovaSocket> {
    const socket = new WebSocket(`${address}/ws/nova?token=${token}`);
    const opened = new NovaSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return opened;
  }

  ping(): void {
    this.socket.send(JSON.stringify({ type: 'ping' }));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

/** A client of `nova.v1`. Its socket carries no chat, so a ping shows that the server still hears it. */
export class NovaListener {
  readonly faults: string[] = [];
  private readonly socket: Reconnecting<NovaSocket>;

  constructor(
    readonly name: string,
    address: string,
    token: string,
    timeline: Timeline,
  ) {
    const note = (event: string) => timeline.note(`${name} ${event}`);
    this.socket = new Reconnecting(AFTER_UNCLEAN, () => NovaSocket.open(address, token), {
      opened: (_, anew) => note(anew ? 'connects' : 'is back'),
      closed: (_, { code }) => {
        note(`is closed with ${code}`);
        if (code === 4401 || code === 4403) this.faults.push(`its sign-in was ended with ${code}`);
      },
      refused: (reason) => note(`is refused: ${reason}`),
      gaveUp: () => note('gives up; its page is loaded again'),
    });
  }

  start(): void {
    this.socket.start();
  }

  get isPresent(): boolean {
    return this.socket.current !== undefined;
  }

  /** Whether a ping is answered. */
  async isHeard(): Promise<boolean> {
    const { current } = this.socket;
    current?.ping();
    return (await current?.inbox.next('pong', (type) => type === 'pong').catch(() => undefined)) === 'pong';
  }

  end(): Promise<void> {
    return this.socket.end();
  }
}
