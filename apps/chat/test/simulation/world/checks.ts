import { directRoom } from '../../../src/protocol/log-event.js';
import { messageOf } from '../model/log.model.js';
import type { EventRow } from '../model/tables.js';
import type { AckFrame, EventFrame } from './dialect-codec.js';
import { LogReplay } from './log-replay.js';
import type { CheckedClient, FrameChecks, SimulatedWorld } from './simulated-world.js';

/** A ban removes connected users within this time. */
const BAN_MS = 2_000;

/** The checks of each frame when it is written, and of the whole state at the end. */
export class Checks implements FrameChecks {
  /** The number of executed checks. */
  count = 0;

  private readonly blocks: { by: number; blocked: number; from: number; until: number }[] = [];

  constructor(private readonly world: SimulatedWorld) {}

  /** A user has blocked another one, or has lifted the block. */
  blocked(by: number, blocked: number, on: boolean): void {
    const { now } = this.world.time;
    const known = this.blocks.find((each) => each.by === by && each.blocked === blocked && each.until === Infinity);
    if (on && !known) this.blocks.push({ by, blocked, from: now, until: Infinity });
    if (!on && known) known.until = now;
  }

  /** An event must be committed and equal to its log entry, and its receiver must not be banned. */
  checkEvent({ name, profile }: CheckedClient, event: EventFrame): void {
    this.count += 1;
    const { room, seq, kind, id, userId, text } = event;
    const entry = this.world.tables.log(room)[seq - 1];
    if (!entry) return this.world.fail(`${name}: received ${room} ${seq} before its commit`);
    const same = entry.seq === seq && entry.kind === kind && entry.id === id && entry.userId === userId;
    if (!same || !this.matches(entry, text))
      this.world.fail(`${name}: received ${JSON.stringify(event)} for ${JSON.stringify(entry)}`);
    if (this.isBanned(room, profile.userId, BAN_MS))
      this.world.fail(`${name}: received ${room} ${seq}, ${BAN_MS} ms after a ban`);
  }

  checkAck({ name, profile, sentMessages }: CheckedClient, ack: AckFrame): void {
    this.count += 1;
    const message = this.world.tables.messages.get(ack.id);
    const sent = sentMessages.find(({ ref }) => ref === ack.ref);
    if (!message || !sent) return this.world.fail(`${name}: ${ack.ref} was acknowledged before its commit`);
    const same = message.seq === ack.seq && message.room === sent.room && message.userId === profile.userId;
    if (!same || !message.contents.has(sent.content)) this.world.fail(`${name}: ${ack.ref} was acknowledged as another message`);
  }

  /** The first fault that time can still repair: a closed client, an incomplete view, or a send without a reply. */
  missing(): string | undefined {
    for (const { name, views, open, sentMessages, connection } of this.world.clients) {
      if (!open) return `${name}: could not reconnect`;
      for (const [room, { upTo, membership }] of views) {
        const top = this.world.tables.rooms.get(room)?.lastSeq ?? 0;
        if (membership === 'in' && upTo !== top) return `${name}: has ${room} up to ${upTo}, the log ends at ${top}`;
      }
      const pending = sentMessages.find((each) => each.reply === undefined && each.connection === connection);
      if (pending) return `${name}: ${pending.ref} got no reply`;
    }
    return undefined;
  }

  /** The checks of the settled world: views equal the log, and each send is in it once or was never acknowledged. */
  checkEnd(): void {
    this.count += 1;
    const missing = this.missing();
    if (missing) this.world.fail(missing);
    for (const client of this.world.clients) {
      this.sendsAreLoggedOnce(client);
      this.orderIsPreserved(client);
    }
    for (const [room, log] of this.world.tables.events) this.logIsPossible(room, log);
    this.bannedUsersSentNothing();
    this.blockedUsersSentNothing();
  }

  private sendsAreLoggedOnce({ name, sentMessages }: CheckedClient): void {
    for (const { ref, content, reply } of sentMessages) {
      let times = 0;
      for (const { contents, clientId } of this.world.tables.messages.values())
        if (clientId === ref || contents.has(content)) times += 1;
      if (times > 1) this.world.fail(`${name}: ${ref} is in the log ${times} times`);
      if (times === 0 && typeof reply === 'object') this.world.fail(`${name}: ${ref} was acknowledged and is not in the log`);
    }
  }

  /** The messages of one connection are in the log in the order in which they were sent. */
  private orderIsPreserved({ name, sentMessages }: CheckedClient): void {
    const last = new Map<string, number>();
    for (const { ref, room, connection, resent, reply } of sentMessages) {
      if (resent || typeof reply !== 'object' || reply.duplicate) continue;
      const key = `${connection} ${room}`;
      if (reply.seq < (last.get(key) ?? 0)) this.world.fail(`${name}: ${ref} is before an earlier send`);
      last.set(key, reply.seq);
    }
  }

  private logIsPossible(room: string, log: readonly EventRow[]): void {
    const replay = new LogReplay();
    for (const [index, event] of log.entries()) {
      if (event.seq !== index + 1) this.world.fail(`The log of ${room} has ${event.seq} instead of ${index + 1}`);
      if (!replay.accepts(event)) this.world.fail(`The log of ${room} continues with the impossible ${JSON.stringify(event)}`);
    }
    for (const id of replay.messagesWithOtherReactions(this.world.tables.reactions))
      this.world.fail(`The log of ${room} has other reactions of ${id} than the table`);
  }

  /**
   * Judged by commits, not by the times in the log: a change has the time at which it began, and an unban while it
   * waits for its message allows it.
   */
  private bannedUsersSentNothing(): void {
    const { sanctions, events } = this.world.tables;
    for (const { room, userId, committedAt, until, lifted = Infinity } of sanctions)
      for (const { seq, kind, userId: by, at, committed } of events.get(room) ?? [])
        if (by === userId && at > committedAt && committed < lifted && at < (until ?? Infinity))
          this.world.fail(`${room} ${seq} ${kind} is by the banned user${userId}`);
  }

  /** Judged by the times at which the commits began: their statements see the blocks of that moment. */
  private blockedUsersSentNothing(): void {
    for (const { by, blocked, from, until } of this.blocks)
      for (const { seq, kind, userId, at } of this.world.tables.log(directRoom(by, blocked)))
        if (kind === 'message' && userId === blocked && at > from && at < until)
          this.world.fail(`user${by} received ${seq} from the blocked user${blocked}`);
  }

  private matches({ kind, id, body }: EventRow, text: string): boolean {
    const message = messageOf(this.world.tables, id);
    if (kind === 'deleted') return true;
    if (kind === 'reacted' || kind === 'unreacted') return text === body;
    if (text === '') return message.deleted !== undefined;
    return kind === 'message' ? message.contents.has(text) : text === body;
  }

  /** Milliseconds until each ban must have taken effect. */
  get bansTakeEffectIn(): number {
    const last = this.world.tables.sanctions.reduce((latest, { committedAt }) => Math.max(latest, committedAt), 0);
    return Math.max(0, last + BAN_MS - this.world.time.now);
  }

  isBanned(room: string, userId: number, sinceMs = 0): boolean {
    const { sanctions } = this.world.tables;
    return sanctions.some(
      (each) =>
        each.room === room &&
        each.userId === userId &&
        each.kind === 'ban' &&
        each.lifted === undefined &&
        (each.until === null || each.until > this.world.time.now) &&
        each.committedAt <= this.world.time.now - sinceMs,
    );
  }
}
