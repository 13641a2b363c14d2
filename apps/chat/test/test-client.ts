import { randomUUID } from 'node:crypto';
import { DIALECTS, type DialectName } from '@veza/contracts';
import { eventually, UnreachableCondition } from '@veza/testing';
import { WebSocket } from 'ws';
import type { RunningChat } from '../src/chat.js';
import { checkReceived, mismatchOf } from './frame-check.js';

export type Fields = Record<string, unknown>;

/** A received frame, with the object that holds its fields in this dialect. */
export interface ReceivedFrame {
  type: string;
  fields: Fields;
  frame: Fields;
}

/** The frames of the chat dialects for the commands and events that most tests use; `nova.v1` has no chat. */
const FRAMES = {
  'veza.v1': {
    join: (room: string, since?: number) => ['join_room', { room_id: room, since }],
    sendMessage: (room: string, content: string) => ['message', { room_id: room, content, message_type: 'text' }],
    sendDirect: (to: number, content: string) => ['message', { recipient_id: String(to), content, is_private: true }],
    joined: 'room_joined',
    message: 'message_received',
    direct: 'private_message',
  },
  'veza.chat': {
    join: (room: string, since?: number) => ['join_room', { room, since }],
    sendMessage: (room: string, content: string) => ['room_message', { room, content, message_type: 'text' }],
    sendDirect: (to: number, content: string) => ['direct_message', { to_user_id: to, content, message_type: 'text' }],
    joined: 'join_room_ack',
    message: 'room_message',
    direct: 'direct_message',
  },
  'veza.flat': {
    join: (room: string, since?: number) => ['join', { room, since }],
    sendMessage: (room: string, content: string) => ['message', { room, content }],
    sendDirect: (to: number, content: string) => ['dm', { to, content }],
    joined: 'join_ack',
    message: 'message',
    direct: 'dm',
  },
} as const;

export type ChatDialect = keyof typeof FRAMES;
export const CHAT_DIALECTS: readonly ChatDialect[] = ['veza.v1', 'veza.chat', 'veza.flat'];

/**
 * A client of one dialect. The test fails if a frame that it sends or receives does not match the AsyncAPI document.
 */
export class TestClient {
  readonly received: ReceivedFrame[] = [];
  closed?: { code: number; reason: string };

  private constructor(
    readonly socket: WebSocket,
    readonly dialect: DialectName,
  ) {
    socket.on('message', (data: Buffer) => this.receive(data.toString()));
    socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on('error', () => undefined);
  }

  /** @param query `token=…` or `ticket=…` */
  static async open(
    at: RunningChat | number,
    dialect: DialectName,
    query: string,
    headers: Record<string, string> = {},
    perMessageDeflate = true,
  ): Promise<TestClient> {
    const { path } = DIALECTS[dialect];
    const port = typeof at === 'number' ? at : dialect === 'veza.flat' ? at.sockets.flat : at.sockets.main;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}?${query}`, dialect === 'veza.flat' ? [dialect] : [], {
      headers,
      perMessageDeflate,
    });
    const client = new TestClient(socket, dialect);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return client;
  }

  /** Sends a command. Returns the client id of the frame. Throws if the frame does not match the AsyncAPI document. */
  send(type: string, fields: Fields, ref: string = randomUUID()): string {
    const frame = JSON.parse(JSON.stringify(this.frame(type, fields, ref))) as Fields;
    const mismatch = mismatchOf(this.dialect, 'in', frame);
    if (mismatch) throw new Error(mismatch);
    this.sendRaw(frame);
    return ref;
  }

  /** Sends a frame without checking it. */
  sendBad(type: string, fields: Fields, ref: string = randomUUID()): string {
    this.sendRaw(this.frame(type, fields, ref));
    return ref;
  }

  sendRaw(frame: unknown): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  private frame(type: string, fields: Fields, ref: string): Fields {
    if (this.dialect === 'veza.v1') return { type, id: ref, data: fields };
    return DIALECTS[this.dialect].wrapped ? { type, data: { ...fields, client_id: ref } } : { type, ...fields, client_id: ref };
  }

  /** Joins a room. Resolves with the fields of the reply. */
  async join(room: string, since?: number): Promise<Fields> {
    const from = this.received.length;
    this.sendFrame(this.frames.join(room, since));
    return (await this.next(this.frames.joined, undefined, from)).fields;
  }

  sendMessage(room: string, content: string, ref?: string): string {
    return this.sendFrame(this.frames.sendMessage(room, content), ref);
  }

  /** Sends a message to a room. Returns its id once it is stored. */
  async storeMessage(room: string, content: string): Promise<number> {
    return Number((await this.acked(this.sendMessage(room, content))).fields.message_id);
  }

  /** The frame that `sendMessage` sends. */
  messageFrame(room: string, content: string, ref: string): Fields {
    const [type, fields] = this.frames.sendMessage(room, content);
    return this.frame(String(type), Object(fields), ref);
  }

  sendDirect(to: number, content: string, ref?: string): string {
    return this.sendFrame(this.frames.sendDirect(to, content), ref);
  }

  next(type: string, match: (fields: Fields) => boolean = () => true, from = 0): Promise<ReceivedFrame> {
    return eventually(`${this.dialect} receives ${type}`, () =>
      this.received.slice(from).find((each) => each.type === type && match(each.fields)),
    );
  }

  /** The acknowledgement of the frame with this client id. A refusal of it ends the wait. */
  acked(ref: string): Promise<ReceivedFrame> {
    return eventually(`${this.dialect} receives message_ack`, () => {
      const refusal = this.received.find((each) => isRefusalOf(ref, each));
      if (refusal) throw new UnreachableCondition(`refused: ${JSON.stringify(refusal.frame)}`);
      return this.received.find(({ type, fields }) => type === 'message_ack' && [fields.id, fields.client_id].includes(ref));
    });
  }

  /** The error for the frame with this client id. */
  refused(ref: string): Promise<ReceivedFrame> {
    return eventually(`${this.dialect} receives an error`, () => this.received.find((each) => isRefusalOf(ref, each)));
  }

  message(content: string): Promise<ReceivedFrame> {
    return this.next(this.frames.message, (fields) => fields.content === content);
  }

  direct(content: string): Promise<ReceivedFrame> {
    return this.next(this.frames.direct, (fields) => fields.content === content);
  }

  /** The seqs of the received events, in their order. */
  get seqs(): number[] {
    return this.received.flatMap(({ type, fields }) =>
      type !== 'message_ack' && typeof fields.seq === 'number' ? [fields.seq] : [],
    );
  }

  get contents(): unknown[] {
    return this.received.filter(({ type }) => type === this.frames.message).map(({ fields }) => fields.content);
  }

  async ended(): Promise<{ code: number; reason: string }> {
    return eventually(`${this.dialect} is closed`, () => this.closed, { ms: 8_000 });
  }

  close(): void {
    this.socket.close(1000);
  }

  private get frames(): (typeof FRAMES)[ChatDialect] {
    if (this.dialect === 'nova.v1') throw new Error('nova.v1 has no chat');
    return FRAMES[this.dialect];
  }

  private sendFrame([type, fields]: readonly (string | Fields)[], ref?: string): string {
    return this.send(String(type), Object(fields), ref);
  }

  private receive(text: string): void {
    const frame = JSON.parse(text) as Fields;
    checkReceived(this.dialect, frame);
    const fields = DIALECTS[this.dialect].wrapped ? (frame.data as Fields) : frame;
    this.received.push({ type: String(frame.type), fields, frame });
  }
}

export const bearer = (token: string): string => `token=${token}`;

const isRefusalOf = (ref: string, { type, fields, frame }: ReceivedFrame): boolean =>
  type === 'error' && [frame.id, fields.client_id].includes(ref);
