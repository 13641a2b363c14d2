import type { Ack, Closed, FrameContent, ReceivedMessage } from '../clients/chat-client.js';
import { VezaChat } from '../clients/veza-chat.js';
import { VezaFlat } from '../clients/veza-flat.js';
import { VezaV1 } from '../clients/veza-v1.js';
import { LogView } from './log-view.js';
import { DOUBLING, GROWING, Reconnecting, type ReconnectPolicy } from './reconnecting.js';
import type { Timeline } from './timeline.js';

type ChatSocket = VezaV1 | VezaChat | VezaFlat;

/** How a published client of a dialect connects and comes back. */
export interface ClientKind {
  readonly name: string;
  readonly policy: ReconnectPolicy;
  /** It keeps the last seq of each room and joins with `since`. The other ones rely on the server. */
  readonly joinsWithSince: boolean;
  open(at: Addresses, token: string): Promise<ChatSocket>;
}

/** Where a client connects. */
export interface Addresses {
  readonly main: string;
  readonly flat: string;
}

const openV1 = ({ main }: Addresses, token: string) => VezaV1.open(main, token);
export const KINDS: readonly ClientKind[] = [
  { name: 'veza.v1', policy: DOUBLING, joinsWithSince: false, open: openV1 },
  { name: 'veza.chat', policy: GROWING, joinsWithSince: false, open: ({ main }, token) => VezaChat.open(main, token) },
  { name: 'veza.flat', policy: DOUBLING, joinsWithSince: false, open: ({ flat }, token) => VezaFlat.open(flat, token) },
  { name: 'veza.v1 with since', policy: DOUBLING, joinsWithSince: true, open: openV1 },
];

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
  readonly token: string;
  readonly at: Addresses;
  readonly rooms: readonly string[];
  readonly direct: readonly string[];
  readonly timeline: Timeline;
}

const IN_FLIGHT = 20;

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
  private readonly socket: Reconnecting<ChatSocket>;
  /** Frames of the current socket that were read. */
  private read = 0;

  constructor(readonly options: ListenerOptions) {
    const { kind, at, token } = options;
    this.socket = new Reconnecting(kind.policy, () => kind.open(at, token), {
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
    return this.socket.current !== undefined && this.joined.size === this.options.rooms.length;
  }

  get logs(): readonly string[] {
    return [...this.options.rooms, ...this.options.direct];
  }

  leave(): void {
    this.note('leaves');
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

  private handle({ message, ack, joined, error }: FrameContent): void {
    if (message) this.receive(message);
    if (ack) this.acknowledged(ack);
    if (error !== undefined) this.refused(error);
    if (!joined) return;
    const view = this.view(joined.room);
    if (joined.isReset) this.fault(`${joined.room}: the reply to a join claims that the log was reset`);
    if (!this.joined.has(joined.room) && (!this.options.kind.joinsWithSince || view.upTo === undefined))
      view.begin(joined.lastSeq);
    this.joined.add(joined.room);
  }

  private receive(message: ReceivedMessage): void {
    const log = message.content.split(' ', 1)[0] ?? '';
    const known = this.received.get(log) ?? new Map<number, ReceivedMessage>();
    this.received.set(log, known.set(message.seq, message));
    const fault = this.view(log).received(message.seq);
    if (fault !== undefined) this.fault(`${log}: ${fault}`);
  }

  private acknowledged(ack: Ack): void {
    const sent = this.unacked.get(ack.clientId);
    if (sent) this.acked.push({ sent, ack });
    this.unacked.delete(ack.clientId);
  }

  private refused(error: string): void {
    this.note(`receives ${error}`);
    for (const id of this.unacked.keys()) if (error.includes(id)) this.unacked.delete(id);
  }

  private opened(socket: ChatSocket, anew: boolean): void {
    this.note(anew ? 'connects' : 'is back');
    this.read = 0;
    if (anew) this.beginAnew();
    for (const view of this.views.values()) view.connected();
    for (const room of this.options.rooms) this.joinAgain(socket, room);
    if (!this.options.kind.joinsWithSince) this.unacked.clear();
    for (const message of this.unacked.values()) this.transmit(socket, message);
  }

  /** Nothing is owed to a client that has closed its socket itself, but what it asks for. */
  private beginAnew(): void {
    const { rooms, direct, kind } = this.options;
    this.joined.clear();
    if (!kind.joinsWithSince) for (const room of rooms) this.view(room).forget();
    for (const log of direct) this.view(log).begin(this.hasBegun ? undefined : 0);
    this.hasBegun = true;
  }

  private joinAgain(socket: ChatSocket, room: string): void {
    const view = this.view(room);
    if (this.options.kind.joinsWithSince && view.upTo !== undefined) {
      view.requested(view.upTo);
      socket.postJoin(room, view.upTo);
    } else if (!this.joined.has(room)) socket.postJoin(room);
  }

  private closed(socket: ChatSocket, { code, reason }: Closed): void {
    this.readFrom(socket);
    this.note(`is closed with ${code} ${reason}`.trimEnd());
    if (code === 4401 || code === 4403) this.fault(`its sign-in was ended with ${code}`);
  }

  private loseHope(): void {
    this.gaveUp += 1;
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
    this.options.timeline.note(`${this.options.name} ${event}`);
  }
}
