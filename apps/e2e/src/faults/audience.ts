import { balancer, breakableLine, type BreakableLine, eventually, slowLine, type Random } from '@veza/testing';
import { refresh, signIn, signUp, type TestUser, type TokenSession } from '../test-users.js';
import type { AddressFields } from '../clients/chat-client.js';
import type { TestSystem } from '../test-system.js';
import { type Addresses, type ClientKind, KINDS, Listener, OF_SIGN_UP, type SentMessage } from './listener.js';
import { NovaListener } from './nova-listener.js';
import type { Timeline } from './timeline.js';

const BUSY = ['rush', 'crowd'];
const QUIET = ['library', 'attic', 'cellar'];
/** A slow line passes the messages of the busy rooms with little to spare. */
const SLOW_BYTES_PER_SECOND = 48 * 1_024;
/** After faults, each client is back within its longest pause; the machine may be busy. */
const PRESENT_MS = 90_000;
const LONG_TEXT = 'a long message '.repeat(100);

/** The users of a run, with a client of each kind each, and the lines between them and the replicas. */
export class Audience {
  readonly listeners: Listener[] = [];
  readonly novaListeners: NovaListener[] = [];
  /** The lines that break. Every client of them loses its socket at once. */
  readonly lines: BreakableLine[] = [];
  private readonly stops: (() => Promise<void>)[] = [];
  private readonly users: TestUser[] = [];
  private sent = 0;

  constructor(
    private readonly system: TestSystem,
    private readonly random: Random,
    private readonly timeline: Timeline,
  ) {}

  async assemble(userCount: number): Promise<void> {
    for (let n = 0; n < userCount; n += 1) this.users.push(await signUp(this.system, `user${n}`));
    const [owner] = this.users;
    if (!owner) throw new Error('A run has users');
    for (const name of [...BUSY, ...QUIET]) await owner.client.createRoom({ body: { name } });
    const addresses = await this.openLines();
    for (const [n, user] of this.users.entries()) {
      for (const [k, kind] of KINDS.entries()) {
        const at = addresses[(n + k) % addresses.length] ?? addresses[0];
        if (!at) throw new Error('There is no address');
        const rooms = [BUSY[n % 2] ?? '', ...QUIET.filter((_, q) => (n + k + q) % 3 > 0)];
        const direct = this.directLogsOf(n);
        const name = `user ${n} (${kind.name})`;
        const session = k < OF_SIGN_UP ? user : await signIn(this.system, user);
        const credential = this.credentialOf(kind, session);
        const { id: userId } = user;
        this.listeners.push(new Listener({ name, kind, userId, credential, at, rooms, direct, timeline: this.timeline }));
      }
      const main = addresses[n % addresses.length]?.main ?? '';
      this.novaListeners.push(new NovaListener(`user ${n} (nova.v1)`, main, user.accessToken, this.timeline));
    }
    for (const each of [...this.listeners, ...this.novaListeners]) each.start();
    await this.present();
  }

  /** Waits until every client is connected and in its rooms. */
  async present(): Promise<void> {
    const absent = () => [
      ...this.listeners.flatMap((each) => (each.isPresent ? [] : [`${each.options.name} is ${each.state}`])),
      ...this.novaListeners.flatMap(({ isPresent, name }) => (isPresent ? [] : [name])),
    ];
    await eventually(
      'every client is in its rooms',
      () => {
        this.read();
        const names = absent();
        if (names.length > 0) throw new Error(`absent: ${names.join('; ')}`);
        return true;
      },
      { ms: PRESENT_MS },
    );
  }

  read(): void {
    for (const each of this.listeners) each.readFrames();
  }

  /** One client sends to one of its logs: mostly to the busy room, rarely to a quiet one. */
  speak(): void {
    const speaker = this.random.oneOf(this.listeners);
    const [busy = '', ...quiet] = speaker.options.rooms;
    const draw = this.random.next();
    const log = draw < 0.9 ? busy : this.random.oneOf(draw < 0.93 ? quiet : speaker.options.direct);
    speaker.send(this.message(speaker, log, this.random.next() < 0.1 ? LONG_TEXT : 'a message'));
  }

  /** A last message in every log. Resolves with the seq of each. */
  async lastMessages(): Promise<Map<string, number>> {
    const tops = new Map<string, number>();
    for (const log of new Set(this.listeners.flatMap(({ logs }) => logs))) tops.set(log, await this.lastMessage(log));
    return tops;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.listeners, ...this.novaListeners].map((each) => each.end()));
    for (const stop of this.stops.reverse()) await stop();
  }

  private async lastMessage(log: string): Promise<number> {
    const members = this.listeners.filter(({ logs }) => logs.includes(log));
    let speaker: Listener | undefined;
    let clientId = '';
    return eventually(
      `the last message of ${log} is acknowledged`,
      () => {
        this.read();
        const done = speaker?.acked.find(({ sent }) => sent.clientId === clientId);
        if (done) return done.ack.seq;
        if (speaker?.isWaitingFor(clientId)) return undefined;
        const last = members.map((each) => ({ each, message: this.message(each, log, 'the last one') }));
        const found = last.find(({ each, message }) => each.send(message));
        [speaker, clientId] = [found?.each, found?.message.clientId ?? ''];
        return undefined;
      },
      { ms: PRESENT_MS },
    );
  }

  /** The content begins with the log, because a direct message does not name its conversation. */
  private message({ options }: Listener, log: string, text: string): SentMessage {
    const clientId = `sent-${(this.sent += 1)}`;
    const other = this.users.find(({ id }) => id !== options.userId && log.split('-').includes(String(id)));
    return { log, clientId, content: `${log} ${clientId} ${text}`, ...(options.direct.includes(log) && { to: other?.id }) };
  }

  /** The token of a session is renewed, or changed for a ticket, at each connection of its client. */
  private credentialOf({ shows }: ClientKind, first: TokenSession): () => Promise<AddressFields> {
    let session = first;
    return async (): Promise<AddressFields> => {
      if (shows === 'renewed token') session = await refresh(this.system, session.refreshToken);
      if (shows !== 'ticket') return { token: session.accessToken };
      return { ticket: (await this.system.client(session.accessToken).createTicket()).data.ticket };
    };
  }

  /** Each user talks to the next one. */
  private directLogsOf(n: number): string[] {
    const ids = this.users.map(({ id }) => id);
    const at = (index: number) => ids[(index + ids.length) % ids.length];
    return [...new Set([directLog(at(n), at(n + 1)), directLog(at(n), at(n - 1))])];
  }

  /** Three ways to all replicas: as it is, slow, and one that breaks. */
  private async openLines(): Promise<Addresses[]> {
    const ports = this.system.chatPorts;
    const [main, flat] = [await balancer(ports.map(({ ws }) => ws)), await balancer(ports.map((each) => each.flat))];
    const addressOf = (port: number) => `ws://127.0.0.1:${port}`;
    const slow = [await slowLine(main.port, SLOW_BYTES_PER_SECOND), await slowLine(flat.port, SLOW_BYTES_PER_SECOND)];
    this.lines.push(await breakableLine(addressOf(main.port)), await breakableLine(addressOf(flat.port)));
    for (const each of [main, flat, ...slow, ...this.lines]) this.stops.push(() => each.stop());
    return [
      { main: addressOf(main.port), flat: addressOf(flat.port) },
      { main: addressOf(slow[0]?.port ?? 0), flat: addressOf(slow[1]?.port ?? 0) },
      { main: this.lines[0]?.url ?? '', flat: this.lines[1]?.url ?? '' },
    ];
  }
}

const directLog = (one = 0, other = 0): string => `direct-${Math.min(one, other)}-${Math.max(one, other)}`;
