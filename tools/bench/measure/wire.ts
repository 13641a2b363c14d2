import { connect, type Socket } from 'node:net';

export interface WireAnswer {
  status: number;
  headers: string;
  body: string;
}

const HEAD_END = '\r\n\r\n';

/**
 * HTTP/1.1 over one keep-alive connection, one request at a time. It does as little work as possible, so that a benchmark on
 * two cores measures the server. It reads only responses with Content-Length, which all measured responses have.
 */
export class Wire {
  private text = '';
  private onReply?: (answer: WireAnswer) => void;
  private failed?: (error: Error) => void;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.read(chunk));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('The server closed the connection')));
  }

  static async open(url: string): Promise<Wire> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Wire(socket, host);
  }

  post = (path: string, json: string, token?: string): Promise<WireAnswer> => {
    const bearer = token === undefined ? '' : `authorization: Bearer ${token}\r\n`;
    const about = `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(json)}\r\n`;
    return this.request(`POST ${path}`, bearer + about, json);
  };

  get = (path: string, token: string): Promise<WireAnswer> =>
    this.request(`GET ${path}`, `authorization: Bearer ${token}\r\n`, '');

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private request(line: string, headers: string, body: string): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      this.onReply = resolve;
      this.failed = reject;
      this.socket.write(`${line} HTTP/1.1\r\nhost: ${this.host}\r\n${headers}\r\n${body}`);
    });
  }

  private read(chunk: string): void {
    this.text += chunk;
    const head = this.text.indexOf(HEAD_END);
    if (head < 0) return;
    const headers = this.text.slice(0, head);
    const end = head + HEAD_END.length + Number(/^content-length: (\d+)/im.exec(headers)?.[1] ?? 0);
    if (this.text.length < end) return;
    const body = this.text.slice(head + HEAD_END.length, end);
    this.text = this.text.slice(end);
    this.onReply?.({ status: Number(headers.slice(9, 12)), headers, body });
  }
}
