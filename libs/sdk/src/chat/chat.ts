import { backOff, pause } from '../back-off.js';
import { Emitter } from '../emitter.js';
import type { Veza } from '../veza.js';
import type { ChatError } from './chat-error.js';
import type {
  ChatEvents,
  ChatMessage,
  ChatStatus,
  ChatStore,
  JoinedRoom,
  MessageDraft,
  OutgoingMessage,
  Place,
} from './chat-types.js';
import type { EventFrames } from '../generated/chat-frames.js';
import { Commands } from './commands.js';
import { errorOf, type ServerFrame } from './frames.js';
import { Outbox } from './outbox.js';
import { PlaceLogs } from './place-logs.js';
import { keyOf } from './places.js';
import { pastMessage, readChange, readPassing } from './read-event.js';
import { runtime, type SocketConstructor } from './runtime.js';
import { StoredOutbox } from './stored-outbox.js';
import { ChatSocket } from './socket.js';
import { Signals } from './signals.js';

/** The part of `Veza` that a chat uses. */
export type ChatApi = Pick<Veza, 'baseUrl' | 'createTicket' | 'roomMessages' | 'directMessages' | 'uploadChatFile'>;

export interface ChatOptions {
  /** The class of sockets. Default: the global one. Node 20 has none: pass the one of the package `ws`. */
  WebSocket?: SocketConstructor;
  /** Address of the chat. Default: `/ws` of the gateway. */
  url?: string;
  /** Keeps unsent messages for the next start. Default: in memory. */
  store?: ChatStore;
  /** Unsent messages at most, 200 by default. */
  mostUnsent?: number;
}

export interface HistoryOptions {
  /** Messages of a page, 1 to 100. Default: 50. */
  limit?: number;
  /** Begin with the messages before this id or ISO 8601 instant. Default: with the newest ones. */
  before?: number | string;
  /** Go forwards instead, from the messages after this id or from this instant on. */
  after?: number | string;
  signal?: AbortSignal;
}

/**
 * For an upload that may be repeated, as after a lost reply: under one permit, which lives for ten minutes, the file becomes
 * one message. After a voice message has arrived, a repetition can be the error CONFLICT.
 */
export interface UploadOptions {
  /** Of an earlier attempt. */
  permit?: string;
  /** The permit of this attempt, before its bytes are sent. */
  onPermit?: (permit: string) => Promise<void>;
}

type PageQuery = NonNullable<Parameters<ChatApi['roomMessages']>[0]['query']>;

/**
 * A client of the chat in the session of a `Veza`. It connects until it is closed or the session ends, and resumes after
 * every loss: the rooms that were joined are joined again, what was missed follows in order and once, and what was not
 * acknowledged is sent again under the same id.
 */
export class Chat extends Emitter<ChatEvents> {
  private readonly socket: ChatSocket;
  private readonly commands: Commands;
  private readonly outbox: Outbox;
  private readonly stored: StoredOutbox;
  private readonly logs: PlaceLogs;
  private readonly signals: Signals;
  private me?: { userId: number; username: string };
  private current: ChatStatus = 'idle';
  /** The number of the present connection. */
  private connection = 0;
  private catchingUp?: number;
  /** Names this connection to the next one, which then takes it over. */
  private resumeToken = '';
  /** What this chat had when its connection began. */
  private shown?: ReturnType<PlaceLogs['positions']>;

  constructor(
    private readonly api: ChatApi,
    private readonly options: ChatOptions = {},
  ) {
    super();
    const WebSocketClass = options.WebSocket ?? runtime.WebSocket;
    if (WebSocketClass === undefined) throw new TypeError('This runtime has no WebSocket: pass one as an option');
    this.socket = new ChatSocket({
      WebSocket: WebSocketClass,
      address: () => this.address(),
      onStatus: (status, error) => this.changeStatus(status, error),
      onOpen: ({ user_id, username }) => this.opened(Number(user_id), username),
      onFrame: (frame) => this.receive(frame),
    });
    const write = (frame: object) => this.socket.send(frame);
    this.commands = new Commands(write);
    this.outbox = new Outbox({
      write,
      most: options.mostUnsent ?? 200,
      onChange: (clientId, message) => {
        this.stored.save();
        this.emit('outgoing', { clientId, message });
      },
    });
    this.stored = new StoredOutbox(this.outbox, options.store);
    this.logs = new PlaceLogs((gap) => this.emit('gap', gap));
    this.signals = new Signals(this.commands, write);
  }

  /** The user of the connection; undefined before the first one. */
  get user(): { userId: number; username: string } | undefined {
    return this.me;
  }

  get status(): ChatStatus {
    return this.current;
  }

  /** Messages of this user that are not sent, of all places or of one, oldest first. */
  outgoing(place?: Place): OutgoingMessage[] {
    return this.outbox.all.filter((message) => !place || keyOf(message.place) === keyOf(place));
  }

  /** Reads the unsent messages of an earlier start, without a connection; `connect` does the same before it connects. */
  restore(): Promise<void> {
    return this.stored.load();
  }

  /** Begins to connect. Commands and messages can be sent before: they wait. */
  connect(): void {
    void this.restore().then(() => this.socket.start());
  }

  /** Ends the connection; `connect` begins again. Unsent messages are kept. */
  close(): void {
    this.resumeToken = '';
    this.socket.stop();
  }

  /**
   * Joins a room; its events follow. With `since` (see `position`) the events after that number come first, otherwise the
   * events from now on. After a lost connection the room is joined again by itself.
   */
  async join(room: string, { since }: { since?: number } = {}): Promise<JoinedRoom> {
    this.logs.begin(room, since);
    try {
      const reply = await this.commands.run('join_room', { room_id: room, since }, 'room_joined');
      const { room_id, room_name: name, room_type: type, users_online: usersOnline, last_seq: lastSeq } = reply;
      return { room: room_id, name, type, usersOnline, lastSeq };
    } catch (error) {
      this.logs.giveUp(room);
      throw error;
    }
  }

  /** Ends the events of a room for this chat. The membership stays: `veza.leaveRoom` ends it. */
  leave(room: string): void {
    this.logs.end(room);
    this.signals.forget({ room });
    this.socket.send({ type: 'leave_room', data: { room_id: room } });
  }

  /** Position of the last event that was delivered, for a later `since`. */
  position(place: Place): number | undefined {
    return this.logs.position(place);
  }

  /** Sends a message now or as soon as it can be sent; see `settled` and the event `outgoing`. Throws QUEUE_FULL. */
  send(place: Place, draft: MessageDraft): OutgoingMessage {
    if ('room' in place) this.typing(place.room, false);
    return this.outbox.add(place, draft);
  }

  /** Resolves when a message is stored; rejects with a `ChatError` when it fails or is discarded. */
  settled(message: OutgoingMessage): Promise<OutgoingMessage> {
    return message.state === 'sent' ? Promise.resolve(message) : this.outbox.settled(message.clientId);
  }

  /** Sends a failed message again, under the same id. */
  retry(clientId: string): void {
    this.outbox.retry(clientId);
  }

  /** Removes an unsent message. One that is on its way may be stored all the same. */
  discard(clientId: string): void {
    this.outbox.discard(clientId);
  }

  edit(messageId: number, content: string): Promise<void> {
    return this.commands.run('edit_message', { message_id: String(messageId), content });
  }

  delete(messageId: number): Promise<void> {
    return this.commands.run('delete_message', { message_id: String(messageId) });
  }

  react({ place, id }: Pick<ChatMessage, 'place' | 'id'>, emoji: string): Promise<void> {
    const where = 'room' in place ? { room_id: place.room } : { recipient_id: String(place.user), is_private: true };
    return this.commands.run('message', { ...where, message_type: 'reaction', content: emoji, reply_to: String(id) });
  }

  unreact(messageId: number, emoji: string): Promise<void> {
    return this.commands.run('remove_reaction', { message_id: String(messageId), content: emoji });
  }

  /** Reports a message to the moderators. Returns the id of the report. */
  async report(messageId: number, reason: string, details = ''): Promise<number> {
    const fields = { message_id: String(messageId), reason, details };
    return Number((await this.commands.run('report_message', fields, 'report_received')).report_id);
  }

  /** Shows or hides that the user types. Call it with every key: it is sent as often as needed. */
  typing(room: string, isTyping = true): void {
    this.signals.typing(room, isTyping);
  }

  /** Marks a place as read up to a message. Sent at most once a second, the last one always. */
  markRead(place: Place, messageId: number): void {
    this.signals.markRead(place, messageId);
  }

  /** Uploads a file to a room, whose members receive it as a message. At most 25 MiB. */
  upload(
    room: string,
    file: Blob,
    { filename, ...under }: UploadOptions & { filename?: string } = {},
  ): Promise<{ id: number; seq: number }> {
    const name = filename ?? ('name' in file && typeof file.name === 'string' ? file.name : 'file');
    return this.sendFile(room, file, { filename: name }, under);
  }

  /** Sends a recorded voice message of at most 5 minutes to a room. The server encodes and measures it before the reply. */
  uploadVoice(room: string, recording: Blob, under: UploadOptions = {}): Promise<{ id: number; seq: number }> {
    return this.sendFile(room, recording, { filename: 'voice.m4a', voice: true }, under);
  }

  private async sendFile(
    room: string,
    file: Blob,
    facts: { filename: string; voice?: true },
    { permit, onPermit }: UploadOptions,
  ): Promise<{ id: number; seq: number }> {
    const token = permit ?? (await this.permitFor(room, file, facts));
    if (permit === undefined) await onPermit?.(token);
    const { data } = await this.api.uploadChatFile({ query: { token }, body: file });
    return { id: data.message_id, seq: data.seq };
  }

  private async permitFor(room: string, file: Blob, facts: { filename: string; voice?: true }): Promise<string> {
    const fields = { room_id: room, ...facts, mime_type: file.type || 'application/octet-stream', size: file.size };
    const { upload_url } = await this.commands.run('file_upload', fields, 'file_upload_ready');
    return new URL(upload_url).searchParams.get('token') ?? '';
  }

  /** The history of a place in pages, from the newest to the oldest or with `after` the other way; each page is sorted oldest first. */
  async *history(place: Place, { limit = 50, before, after, signal }: HistoryOptions = {}): AsyncGenerator<ChatMessage[], void> {
    for (let next = after ?? before; ;) {
      const page = await this.page(place, { limit, [after === undefined ? 'before' : 'after']: next }, signal);
      if (page.length > 0) yield page;
      if (page.length < limit) return;
      next = (after === undefined ? page[0] : page.at(-1))?.id;
    }
  }

  /** The messages around one of them (its id) or an instant: half of them precede it. */
  around(place: Place, anchor: number | string, { limit = 50, signal }: Pick<HistoryOptions, 'limit' | 'signal'> = {}) {
    return this.page(place, { limit, around: anchor }, signal);
  }

  private async page(place: Place, query: PageQuery, signal?: AbortSignal): Promise<ChatMessage[]> {
    const { data } =
      'room' in place
        ? await this.api.roomMessages({ path: { id: place.room }, query, signal })
        : await this.api.directMessages({ path: { userId: place.user }, query, signal });
    return data.map((message) => pastMessage(message, place));
  }

  private async address(): Promise<URL> {
    const { data } = await this.api.createTicket();
    const url = new URL(this.options.url ?? '/ws', this.api.baseUrl);
    url.protocol = url.protocol.replace('http', 'ws');
    url.searchParams.set('ticket', data.ticket);
    url.searchParams.set('resume', this.resumeToken);
    return url;
  }

  private changeStatus(status: ChatStatus, error?: ChatError): void {
    if (status !== 'online' && this.current === 'online') {
      this.commands.lost();
      this.outbox.lost();
    }
    if (error) this.commands.end(error);
    this.current = status;
    this.emit('status', { status, error });
  }

  private opened(userId: number, username: string): void {
    this.me = { userId, username };
    this.stored.belongsTo(userId);
    this.connection += 1;
    this.catchingUp = undefined;
    this.shown = this.logs.positions();
    if (!this.resumeToken) void this.catchUp();
    this.commands.resend();
    this.outbox.flush();
  }

  /** Joins the rooms again and reads what was missed, in one command. */
  private async catchUp(): Promise<void> {
    const { connection } = this;
    const positions = this.logs.positions();
    if (this.catchingUp === connection || !positions) return;
    this.catchingUp = connection;
    for (let failures = 0; this.connection === connection && this.socket.isOnline; failures += 1)
      try {
        const reply = await this.commands.run('sync', positions, 'sync_done', true);
        this.catchingUp = undefined;
        for (const room of this.logs.synced(positions, reply)) this.emit('closed', { room });
        return;
      } catch {
        await pause(backOff(failures, { firstMs: 1_000, longestMs: 15_000 })); // the server will have recovered, or closes
      }
  }

  /** The server has joined the rooms again and has sent what was missed: nothing is asked for twice. */
  private resumed(reply: EventFrames['resumed']): void {
    const { shown } = this;
    for (const room of Object.keys(reply.rooms)) if (!this.logs.has(room)) this.leave(room); // left while offline
    if (Object.keys(shown?.rooms ?? {}).some((room) => reply.rooms[room] === undefined)) void this.catchUp();
    else if (shown) this.logs.synced(shown, reply);
  }

  private receive(frame: ServerFrame): void {
    if (frame.type === 'resume_token') this.resumeToken = frame.data.token;
    if (frame.type === 'resumed') this.resumed(frame.data);
    if (frame.type === 'not_resumed') void this.catchUp();
    if (frame.type === 'message_ack' && frame.data.id !== null)
      this.outbox.acknowledge(frame.data.id, Number(frame.data.message_id), frame.data.seq);
    if (frame.type === 'error') this.outbox.refuse(frame.id, errorOf(frame.data));
    if (frame.type === 'room_joined') this.logs.joined(frame.data);
    this.commands.receive(frame);
    if (!this.me) return;
    const change = readChange(frame, this.me.userId);
    if (change) this.deliver(change);
    const passing = readPassing(frame, this.me.userId);
    if (!passing) return;
    this.emit(passing.name, passing.event);
    if (passing.name === 'moderation') this.moderated(passing.event);
  }

  private deliver({ name, event }: NonNullable<ReturnType<typeof readChange>>): void {
    const hasHole = this.logs.offer(event.place, event.seq, () => {
      if (name === 'message' && event.clientId !== null && event.userId === this.me?.userId)
        this.outbox.acknowledge(event.clientId, event.id, event.seq);
      this.emit(name, event);
    });
    if (hasHole) void this.catchUp();
  }

  private moderated({ action, room, userId }: ChatEvents['moderation']): void {
    const isRemoved = action === 'user_kicked' || action === 'user_banned';
    if (isRemoved && userId === this.me?.userId && this.logs.end(room)) this.emit('closed', { room });
  }
}
