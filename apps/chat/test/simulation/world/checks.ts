import { messageOf } from '../model/log.model.js';
import type { EventRow } from '../model/tables.js';
import type { SimulatedClient } from './client.js';
import type { Heard } from './speech.js';
import { Telling } from './telling.js';
import type { World } from './world.js';

type Event = Extract<Heard, { is: 'event' }>;
type Ack = Extract<Heard, { is: 'ack' }>;

/** A ban cuts who is connected within this time. */
const BAN_MS = 2_000;

/** What must hold of every frame in the moment in which it is written, and of everything at the end. */
export class Checks {
  /** How many. */
  done = 0;

  constructor(private readonly world: World) {}

  /** Nothing is shown that is not committed, nor anything other than what is; to the banned nothing. */
  shown({ name, habits }: SimulatedClient, event: Event): void {
    this.done += 1;
    const { room, seq, kind, id, userId, text } = event;
    const entry = this.world.tables.log(room)[seq - 1];
    if (!entry) return this.world.fail(`${name}: was shown ${room} ${seq} before it was committed`);
    const same = entry.seq === seq && entry.kind === kind && entry.id === id && entry.userId === userId;
    if (!same || !this.isRight(entry, text))
      this.world.fail(`${name}: was shown ${JSON.stringify(event)} for ${JSON.stringify(entry)}`);
    if (this.isBanned(room, habits.userId, BAN_MS))
      this.world.fail(`${name}: was shown ${room} ${seq}, ${BAN_MS} ms after being banned`);
  }

  acknowledged({ name, habits, sendings }: SimulatedClient, ack: Ack): void {
    this.done += 1;
    const message = this.world.tables.messages.get(ack.id);
    const sending = sendings.find(({ ref }) => ref === ack.ref);
    if (!message || !sending) return this.world.fail(`${name}: ${ack.ref} was acknowledged before it was committed`);
    const same = message.seq === ack.seq && message.room === sending.room && message.userId === habits.userId;
    if (!same || !message.said.has(sending.content)) this.world.fail(`${name}: ${ack.ref} was acknowledged as another message`);
  }

  /** What somebody still lacks, before everything is as it must be. */
  missing(): string | undefined {
    for (const { name, views, open, sendings, connection } of this.world.clients) {
      if (!open) return `${name}: could not come back`;
      for (const [room, { have, standing }] of views) {
        const top = this.world.tables.rooms.get(room)?.lastSeq ?? 0;
        if (standing === 'in' && have !== top) return `${name}: has ${room} up to ${have}, the log goes to ${top}`;
      }
      const silent = sendings.find((each) => each.answer === undefined && each.connection === connection);
      if (silent) return `${name}: ${silent.ref} was never answered`;
    }
    return undefined;
  }

  /** When all is quiet: every view is the log's, every send is in it once or was never acknowledged. */
  end(): void {
    this.done += 1;
    const missing = this.missing();
    if (missing) this.world.fail(missing);
    for (const client of this.world.clients) {
      this.sendingsAreThereOnce(client);
      this.orderIsKept(client);
    }
    for (const [room, log] of this.world.tables.events) this.logMakesSense(room, log);
    this.bannedAreSilent();
  }

  private sendingsAreThereOnce({ name, sendings }: SimulatedClient): void {
    for (const { ref, content, answer } of sendings) {
      let times = 0;
      for (const { said, clientId } of this.world.tables.messages.values()) if (clientId === ref || said.has(content)) times += 1;
      if (times > 1) this.world.fail(`${name}: ${ref} is in the log ${times} times`);
      if (times === 0 && typeof answer === 'object') this.world.fail(`${name}: ${ref} was acknowledged and is not in the log`);
    }
  }

  /** What one connection sent stands in the log in the order in which it was sent. */
  private orderIsKept({ name, sendings }: SimulatedClient): void {
    const last = new Map<string, number>();
    for (const { ref, room, connection, resent, answer } of sendings) {
      if (resent || typeof answer !== 'object' || answer.duplicate) continue;
      const key = `${connection} ${room}`;
      if (answer.seq < (last.get(key) ?? 0)) this.world.fail(`${name}: ${ref} stands before what was sent before it`);
      last.set(key, answer.seq);
    }
  }

  private logMakesSense(room: string, log: readonly EventRow[]): void {
    const telling = new Telling();
    for (const [index, event] of log.entries()) {
      if (event.seq !== index + 1) this.world.fail(`The log of ${room} has ${event.seq} in the place of ${index + 1}`);
      if (!telling.canGoOnWith(event)) this.world.fail(`The log of ${room} goes on with ${JSON.stringify(event)}`);
    }
    for (const id of telling.otherThan(this.world.tables.reactions))
      this.world.fail(`The log of ${room} tells other reactions of ${id} than are kept`);
  }

  /**
   * Not by what the log dates them: a change bears the time at which it began, and whoever is let speak again while it
   * waits for its message may make it.
   */
  private bannedAreSilent(): void {
    const { sanctions, events } = this.world.tables;
    for (const { room, userId, committedAt, until, lifted = Infinity } of sanctions)
      for (const { seq, kind, userId: by, at, committed } of events.get(room) ?? [])
        if (by === userId && at > committedAt && committed < lifted && at < (until ?? Infinity))
          this.world.fail(`${room} ${seq} ${kind} is by user${userId}, who was banned`);
  }

  private isRight({ kind, id, body }: EventRow, text: string): boolean {
    const message = messageOf(this.world.tables, id);
    if (kind === 'deleted') return true;
    if (kind === 'reacted' || kind === 'unreacted') return text === body;
    if (text === '') return message.deleted !== undefined;
    return kind === 'message' ? message.said.has(text) : text === body;
  }

  /** Milliseconds until everybody who is banned must have been cut off. */
  get bansTakeEffectIn(): number {
    const last = this.world.tables.sanctions.reduce((latest, { committedAt }) => Math.max(latest, committedAt), 0);
    return Math.max(0, last + BAN_MS - this.world.time.now);
  }

  /** For so many milliseconds already. */
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
