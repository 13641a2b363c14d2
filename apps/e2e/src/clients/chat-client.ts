import { z } from 'zod';
import { WebSocket } from 'ws';
import { Inbox } from './inbox.js';

/** A message in the form that tests compare, equal for all dialects; ids are strings. */
export interface ReceivedMessage {
  id: string;
  content: string;
  userId: string;
  username: string;
  seq: number;
  clientId?: string;
}

/** The acknowledgement of a send: the seq of the message, and whether its client id was sent before. */
export interface Ack {
  clientId: string;
  id: string;
  seq: number;
  duplicate: boolean;
}

export interface Joined {
  lastSeq: number;
}

/** The reply to a join. With `isReset` the server has an older log than the client. */
export interface RoomJoined extends Joined {
  room: string;
  isReset: boolean;
}

export interface Closed {
  code: number;
  reason: string;
}

/** What a frame contains, as far as it is a message, an acknowledgement, the reply to a join, or an error. */
export interface FrameContent {
  resumeToken?: string;
  /** The rooms in which the server has resumed the connection; empty if it knows nothing of the one before. */
  resumed?: Record<string, number>;
  /** The rooms that a `sync` has joined. */
  synced?: Record<string, number>;
  message?: ReceivedMessage;
  ack?: Ack;
  joined?: RoomJoined;
  error?: string;
}

const HANDSHAKE_MS = 5_000;

/** The fields of the frames about resuming, which are equal in all dialects. */
const Resuming = z.looseObject({ token: z.string().optional(), rooms: z.record(z.string(), z.int()).optional() });

/** Further parameters of an address, in place of an access token or beside it. */
export type AddressFields = Readonly<Record<string, string>>;

/**
 * A socket whose frames are parsed by the schema of its dialect; any other frame is an error. Subclasses map the names of
 * their dialect.
 */
export abstract class ChatClient<Frame extends { type: string }> {
  readonly inbox = new Inbox<Frame>((frame) => (/error/.test(frame.type) ? JSON.stringify(frame) : frame.type));
  readonly closed: Promise<Closed>;

  protected constructor(
    private readonly socket: WebSocket,
    frame: z.ZodType<Frame>,
  ) {
    socket.on('message', (bytes) => {
      const read = frame.safeParse(JSON.parse(String(bytes)));
      if (read.success) this.inbox.push(read.data);
      else socket.emit('error', new Error(`a frame of another shape: ${String(bytes).slice(0, 300)}`));
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.inbox.end(`the connection is closed (${code})`);
        resolve({ code, reason: reason.toString() });
      });
    });
  }

  /** Opens a connection, or throws the reason. Listeners are attached before the first frame can arrive. */
  protected static async dial<Client>(
    address: string,
    token: string,
    make: (socket: WebSocket) => Client,
    more: AddressFields = {},
  ): Promise<Client> {
    const url = new URL(address);
    for (const [name, value] of Object.entries({ ...(token && { token }), ...more })) url.searchParams.set(name, value);
    const socket = new WebSocket(url, { handshakeTimeout: HANDSHAKE_MS });
    const client = make(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', (error) => reject(new Error(`could not open ${url.origin}${url.pathname}: ${error.message}`)));
    });
    return client;
  }

  /** Sends a join and does not wait. */
  abstract postJoin(room: string, since?: number, clientId?: string): void;
  /** Sends to a room and does not wait. */
  abstract post(room: string, content: string, clientId: string): void;
  abstract postSync(rooms: Record<string, number>, direct: Record<string, number>, clientId: string): void;
  abstract postDirect(userId: number, content: string, clientId: string): void;
  abstract history(room: string): Promise<ReceivedMessage[]>;
  /** The room message in this frame, if any. */
  abstract received(frame: Frame): ReceivedMessage | undefined;
  abstract receivedDirect(frame: Frame): ReceivedMessage | undefined;
  abstract acked(frame: Frame): Ack | undefined;
  abstract joined(frame: Frame): RoomJoined | undefined;

  async join(room: string, since?: number): Promise<Joined> {
    this.postJoin(room, since);
    const { lastSeq } = await this.take(
      `reply to the join of ${room}`,
      (frame) => this.joined(frame),
      (joined) => joined.room === room,
    );
    return { lastSeq };
  }

  async sendMessage(room: string, content: string, clientId: string): Promise<Ack> {
    this.post(room, content, clientId);
    return this.ack(clientId);
  }

  ack(clientId: string, ms?: number): Promise<Ack> {
    return this.take(
      `acknowledgement of ${clientId}`,
      (frame) => this.acked(frame),
      (ack) => ack.clientId === clientId,
      ms,
    );
  }

  message(content: string, ms?: number): Promise<ReceivedMessage> {
    return this.take(
      'message with that content',
      (frame) => this.received(frame),
      (received) => received.content === content,
      ms,
    );
  }

  direct(content: string, ms?: number): Promise<ReceivedMessage> {
    return this.take(
      'direct message with that content',
      (frame) => this.receivedDirect(frame),
      (received) => received.content === content,
      ms,
    );
  }

  /** All received room messages, in order. */
  get messages(): ReceivedMessage[] {
    return this.inbox.seen.flatMap((frame) => this.received(frame) ?? []);
  }

  /** The contents of the received frames, in order, without the first ones. */
  contents(without: number): FrameContent[] {
    return this.inbox.seen.slice(without).map((frame) => ({
      message: this.received(frame) ?? this.receivedDirect(frame),
      ack: this.acked(frame),
      joined: this.joined(frame),
      error: frame.type === 'error' ? JSON.stringify(frame) : undefined,
      ...resumingIn(frame),
    }));
  }

  frame(type: string, ms?: number): Promise<Frame> {
    return this.inbox.next(`"${type}"`, (frame) => frame.type === type, ms);
  }

  send(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  private async take<T>(
    what: string,
    read: (frame: Frame) => T | undefined,
    wants: (item: T) => boolean,
    ms?: number,
  ): Promise<T> {
    const fits = (frame: Frame): boolean => {
      const item = read(frame);
      return item !== undefined && wants(item);
    };
    const item = read(await this.inbox.next(what, fits, ms));
    if (item === undefined) throw new Error(`${what}: the frame could not be parsed twice`);
    return item;
  }
}

function resumingIn(frame: { type: string }): Pick<FrameContent, 'resumeToken' | 'resumed' | 'synced'> {
  if (!['resume_token', 'resumed', 'not_resumed', 'sync_done'].includes(frame.type)) return {};
  const { token, rooms = {} } = Resuming.parse('data' in frame ? frame.data : frame);
  if (token !== undefined) return { resumeToken: token };
  return frame.type === 'sync_done' ? { synced: rooms } : { resumed: rooms };
}
