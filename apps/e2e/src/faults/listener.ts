import type { Ack, AddressFields, Closed, FrameContent, ReceivedMessage } from '../clients/chat-client.js';
import { VezaChat } from '../clients/veza-chat.js';
import { VezaFlat } from '../clients/veza-flat.js';
import { VezaV1 } from '../clients/veza-v1.js';
import { LogView } from './log-view.js';
import { DOUBLING, GROWING, Reconnecting, type ReconnectPolicy } from './reconnecting.js';
import type { Timeline } from './timeline.js';

type ChatSocket = VezaV1 | VezaChat | VezaFlat;

/** How a client of a dialect connects and comes back. */
export interface ClientKind {
  readonly name: string;
  readonly policy: ReconnectPolicy;
  /** What brings it back into its rooms: the server, its last seqs, or its resume token. */
  readonly resumes: 'by server' | 'by since' | 'by token';
  /** What it shows at each connection: its first access token, a new one of its session, or a ticket. */
  readonly shows: 'first token' | 'renewed token' | 'ticket';
  open(at: Addresses, token: string, more: AddressFields): Promise<ChatSocket>;
}

/** Where a client connects. */
export interface Addresses {
  readonly main: string;
  readonly flat: string;
}

const openV1: ClientKind['open'] = ({ main }, token, more) => VezaV1.open(main, token, more);
const openChat: ClientKind['open'] = ({ main }, token, more) => VezaChat.open(main, token, more);
const openFlat: ClientKind['open'] = ({ flat }, token, more) => VezaFlat.open(flat, token, more);
const published = { resumes: 'by server', shows: 'first token' } as const;
/** The server keeps the state of a session in a dialect: the first three share a session, every other one has its own. */
export const KINDS: readonly ClientKind[] = [
  { name: 'veza.v1', policy: DOUBLING, ...published, open: openV1 },
  { name: 'veza.chat', policy: GROWING, ...published, open: openChat },
  { name: 'veza.flat', policy: DOUBLING, ...published, open: openFlat },
  { name: 'veza.v1 with since', policy: DOUBLING, resumes: 'by since', shows: 'first token', open: openV1 },
  { name: 'veza.chat with since', policy: GROWING, resumes: 'by since', shows: 'renewed token', open: openChat },
  { name: 'veza.flat with tickets', policy: DOUBLING, resumes: 'by server', shows: 'ticket', open: openFlat },
  { name: 'veza.v1 with a resume token', policy: DOUBLING, resumes: 'by token', shows: 'ticket', open: openV1 },
  { name: 'veza.flat with a resume token', policy: DOUBLING, resumes: 'by token', shows: 'renewed token', open: openFlat },
];
/** The kinds that share the session of the sign-up. */
export const OF_SIGN_UP = 3;

/** A message of this run. Its content begins with the name of its log. */
export interface SentMessage {
  readonly log: string;
  readonly content: string;
  readonly clientId: string;
  /** The other user of a direct message. */
  readonly to?: number;
}

export interface ListenerOptions {
  readonly name: string;
  readonly kind: ClientKind;
  readonly userId: number;
  /** What it shows now, as fields of the address. */
  readonly credential: () => Promise<AddressFields>;
  readonly at: Addresses;
  readonly rooms: readonly string[];
  readonly direct: readonly string[];
  readonly timeline: Timeline;
}

const IN_FLIGHT = 20;
/** The id of the commands that ask for what was missed. */
const CATCH_UP = 'catch-up';

/** One client of the chat. It checks the order of what it receives, and keeps what it has sent. */
export class Listener {
  readonly views = new Map<string, LogView>();
  readonly acked: { sent: SentMessage; ack: Ack }[] = [];
  /** Every message that it has received, by log and seq. */
  readonly received = new Map<string, Map<number, ReceivedMessage>>();
  readonly faults: string[] = [];
  gaveUp = 0;
  private hasBegun = false;
  private readonly unacked = new Map<string, SentMessage>();
  /** The rooms that it has joined since it began anew. */
  private readonly joined = new Set<string>();
  /** Of its last connection. */
  private resumeToken = '';
  /** It has shown a token, and the server has not answered it yet. */
  private isUnanswered = false;
  private readonly socket: Reconnecting<ChatSocket>;
  /** Frames of the current socket that were read. */
  private read = 0;
  private lastEvent = '';

  constructor(readonly options: ListenerOptions) {
    const { kind } = options;
    this.socket = new Reconnecting(kind.policy, () => this.open(), {
      opened: (socket, anew) => this.opened(socket, anew),
      closed: (socket, how) => this.closed(socket, how),
      refused: (reason) => this.note(`is refused: ${reason}`),
      gaveUp: () => this.loseHope(),
    });
  }

  start(): void {
    this.socket.start();
  }

  /** Whether it is connected and in all of its rooms. */
  get isPresent(): boolean {
    return this.socket.current !== undefined && !this.isUnanswered && this.joined.size === this.options.rooms.length;
  }

  /** What is missing when it is not present, and its last event. */
  get state(): string {
    const token = this.isUnanswered ? 'unanswered, ' : '';
    const rooms = `in ${this.joined.size} of ${this.options.rooms.length} rooms`;
    return `${this.socket.current ? 'connected' : 'away'}, ${token}${rooms}, ${this.lastEvent}`;
  }

  get logs(): readonly string[] {
    return [...this.options.rooms, ...this.options.direct];
  }

  leave(): void {
    this.note('leaves');
    this.resumeToken = '';
    this.socket.leave();
  }

  end(): Promise<void> {
    return this.socket.end();
  }

  /** Sends, unless it is away or too much of it is unacknowledged. Returns whether it was sent. */
  send(message: SentMessage): boolean {
    const { current } = this.socket;
    if (!current || this.unacked.size >= IN_FLIGHT || (message.to === undefined && !this.joined.has(message.log))) return false;
    this.unacked.set(message.clientId, message);
    this.transmit(current, message);
    return true;
  }

  /** Whether a message is neither acknowledged nor given up. */
  isWaitingFor(clientId: string): boolean {
    return this.unacked.has(clientId);
  }

  /** Reads the frames that have arrived. */
  readFrames(): void {
    const { current } = this.socket;
    if (current) this.readFrom(current);
  }

  private readFrom(socket: ChatSocket): void {
    const contents = socket.contents(this.read);
    this.read += contents.length;
    for (const each of contents) this.handle(each);
  }

  private async open(): Promise<ChatSocket> {
    const { kind, at, credential } = this.options;
    const fields = await credential();
    return kind.open(at, '', kind.resumes === 'by token' ? { ...fields, resume: this.resumeToken } : fields);
  }

  private handle(content: FrameContent): void {
    const { message, ack, joined, error, resumeToken, resumed, synced } = content;
    if (resumeToken !== undefined) this.resumeToken = resumeToken;
    if (resumed) this.resumed(Object.keys(resumed));
    for (const room of Object.keys(synced ?? {})) this.joined.add(room);
    if (message) this.receive(message);
    if (ack) this.acknowledged(ack);
    if (error !== undefined) this.refused(error);
    if (!joined) return;
    const view = this.view(joined.room);
    if (joined.isReset) this.fault(`${joined.room}: the reply to a join claims that the log was reset`);
    if (!this.joined.has(joined.room) && (!this.keepsPositions || view.upTo === undefined)) view.begin(joined.lastSeq);
    this.joined.add(joined.room);
  }

  private receive(message: ReceivedMessage): void {
    const log = message.content.split(' ', 1)[0] ?? '';
    const known = this.received.get(log) ?? new Map<number, ReceivedMessage>();
    this.received.set(log, known.set(message.seq, message));
    const fault = this.view(log).received(message.seq);
    if (fault !== undefined) this.fault(`${log}: ${fault}`);
  }

  /** The server has answered the token. What it does not know any more, the client asks for by its last seqs. */
  private resumed(rooms: readonly string[]): void {
    this.isUnanswered = false;
    this.note(`is resumed in ${rooms.length} rooms`);
    const { current } = this.socket;
    const { rooms: own, direct } = this.options;
    if (own.every((room) => rooms.includes(room))) {
      // Also those that it asked for on a line that broke before the reply.
      for (const room of own) this.joined.add(room);
      return;
    }
    if (!current) return;
    for (const room of own) this.joined.delete(room);
    current.postSync(this.positions(this.options.rooms), this.positions(direct), CATCH_UP);
    for (const log of direct) this.view(log).begin(); // live messages may come before the missed ones
  }

  /** By room, or by the other user of a direct log. */
  private positions(logs: readonly string[]): Record<string, number> {
    return Object.fromEntries(
      logs.map((log) => {
        const view = this.view(log);
        if (this.options.direct.includes(log)) view.requested(view.upTo ?? 0);
        const other = log.split('-').find((part) => /^\d+$/.test(part) && part !== String(this.options.userId));
        return [this.options.direct.includes(log) ? (other ?? log) : log, view.upTo ?? 0];
      }),
    );
  }

  private get keepsPositions(): boolean {
    return this.options.kind.resumes !== 'by server';
  }

  private acknowledged(ack: Ack): void {
    const sent = this.unacked.get(ack.clientId);
    if (sent) this.acked.push({ sent, ack });
    this.unacked.delete(ack.clientId);
  }

  /** What it has asked for after a pause can be refused, as on a busy machine: it comes again, and asks once more. */
  private refused(error: string): void {
    this.note(`receives ${error}`);
    if (error.includes(CATCH_UP)) this.leave();
    for (const id of this.unacked.keys()) if (error.includes(id)) this.unacked.delete(id);
  }

  private opened(socket: ChatSocket, anew: boolean): void {
    this.note(anew ? 'connects' : 'is back');
    this.read = 0;
    if (anew) this.beginAnew();
    for (const view of this.views.values()) view.connected();
    this.isUnanswered = this.resumeToken !== '';
    if (!this.isUnanswered) for (const room of this.options.rooms) this.joinAgain(socket, room);
    if (!this.keepsPositions) this.unacked.clear();
    for (const message of this.unacked.values()) this.transmit(socket, message);
  }

  /** Nothing is owed to a client that has closed its socket itself, but what it asks for. */
  private beginAnew(): void {
    const { rooms, direct } = this.options;
    this.joined.clear();
    if (!this.keepsPositions) for (const room of rooms) this.view(room).forget();
    for (const log of direct) this.view(log).begin(this.hasBegun ? undefined : 0);
    this.hasBegun = true;
  }

  private joinAgain(socket: ChatSocket, room: string): void {
    const view = this.view(room);
    if (this.keepsPositions && view.upTo !== undefined) socket.postJoin(room, view.upTo, CATCH_UP);
    else if (!this.joined.has(room)) socket.postJoin(room);
  }

  private closed(socket: ChatSocket, { code, reason }: Closed): void {
    this.readFrom(socket);
    this.note(`is closed with ${code} ${reason}`.trimEnd());
    if (code === 4401 || code === 4403) this.fault(`its sign-in was ended with ${code}`);
  }

  private loseHope(): void {
    this.gaveUp += 1;
    this.resumeToken = '';
    this.note('gives up; its page is loaded again');
  }

  private transmit(socket: ChatSocket, { log, content, clientId, to }: SentMessage): void {
    if (to === undefined) socket.post(log, content, clientId);
    else socket.postDirect(to, content, clientId);
  }

  private view(log: string): LogView {
    const view = this.views.get(log) ?? new LogView();
    this.views.set(log, view);
    return view;
  }

  private fault(text: string): void {
    this.faults.push(text);
    this.note(`FAULT ${text}`);
  }

  private note(event: string): void {
    this.lastEvent = event;
    this.options.timeline.note(`${this.options.name} ${event}`);
  }
}
