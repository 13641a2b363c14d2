import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';

const Frame = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });
const Message = z.object({ message_id: z.string(), seq: z.int() });
const Ack = z.object({ id: z.string(), seq: z.int() });

const AGAIN_MS = 100;

/**
 * A client like the documented ones: it joins its room once, reconnects to another replica when its connection breaks, sends
 * unacknowledged messages again under the same id, and requests no missed messages.
 */
export class Client {
  /** The seqs of its room as they came, the first time each. */
  readonly receivedSeqs: number[] = [];
  /** Messages received again with a known id. */
  repeated = 0;
  readonly acknowledged = new Set<string>();
  /** Time of the first message on the newest connection. */
  resumedAt?: number;
  cuts = 0;
  private readonly ids = new Set<string>();
  private readonly unacknowledged = new Map<string, string>();
  private sentCount = 0;
  private socket?: WebSocket;
  private leaving = false;

  constructor(
    private readonly urls: readonly string[],
    private readonly token: string,
    readonly room: string,
    private readonly name: string,
  ) {}

  async enter(): Promise<void> {
    const socket = await this.connect(0);
    this.send(socket, 'join_room', `join-${this.name}`, { room_id: this.room });
    await new Promise<void>((resolve, reject) => {
      socket.on('message', (data) => /"type":"room_joined"/.test(String(data)) && resolve());
      socket.once('close', () => reject(new Error('The connection closed before the room was joined')));
    });
  }

  say(): void {
    this.sentCount += 1;
    const id = `${this.name}-${this.sentCount}`;
    const text = `message ${this.sentCount} of ${this.name} ${'x'.repeat(180)}`;
    this.unacknowledged.set(id, text);
    this.sendMessage(id, text);
  }

  get waiting(): number {
    return this.unacknowledged.size;
  }

  leave(): void {
    this.leaving = true;
    this.socket?.close(1000);
  }

  private async connect(attempt: number): Promise<WebSocket> {
    const url = this.urls[attempt % this.urls.length] ?? '';
    const socket = new WebSocket(`${url}?token=${this.token}`, { perMessageDeflate: false });
    const opened = await new Promise<boolean>((resolve) => {
      socket.once('open', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (!opened) {
      await pause(AGAIN_MS);
      return this.connect(attempt + 1);
    }
    socket.on('error', () => undefined); // a 'close' follows
    socket.on('message', (data) => this.hear(String(data)));
    socket.once('close', () => void this.comeBack());
    this.socket = socket;
    return socket;
  }

  private async comeBack(): Promise<void> {
    this.socket = undefined;
    if (this.leaving) return;
    this.cuts += 1;
    this.resumedAt = undefined;
    await this.connect(1);
    for (const [id, text] of this.unacknowledged) this.sendMessage(id, text);
  }

  private hear(text: string): void {
    const { type, data } = Frame.parse(JSON.parse(text));
    if (type === 'error') throw new Error(`${this.name} got an error: ${text}`);
    if (type === 'message_ack') {
      const { id } = Ack.parse(data);
      this.unacknowledged.delete(id);
      this.acknowledged.add(id);
    } else if (type === 'message_received') {
      const { message_id: id, seq } = Message.parse(data);
      this.resumedAt ??= performance.now();
      if (this.ids.has(id)) this.repeated += 1;
      else this.receivedSeqs.push(seq);
      this.ids.add(id);
    }
  }

  private sendMessage(id: string, content: string): void {
    if (this.socket) this.send(this.socket, 'message', id, { room_id: this.room, content, message_type: 'text' });
  }

  private send(socket: WebSocket, type: string, id: string, data: object): void {
    socket.send(JSON.stringify({ type, id, data }));
  }
}
