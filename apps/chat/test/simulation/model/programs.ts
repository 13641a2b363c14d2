import { isUniqueViolation } from '@veza/database';
import fc from 'fast-check';
import { directRoom } from '../../../src/protocol/log-event.js';
import { entry, type Store } from './conformance.js';

/** One question or change; the numbers choose among rooms, people and messages. */
export interface Act {
  readonly does: (typeof ACTS)[number];
  readonly who: number;
  readonly where: number;
  readonly what: number;
}

const ACTS = [
  'write',
  'write',
  'write',
  'batch',
  'obstacles',
  'edit',
  'remove',
  'react',
  'unreact',
  'ban',
  'mute',
  'lift',
  'block',
  'open',
  'enter',
  'find',
  'tops',
  'events',
  'last',
  'touched',
] as const;

export const programs = fc.array(
  fc.record({ does: fc.constantFrom(...ACTS), who: fc.nat(5), where: fc.nat(5), what: fc.nat(11) }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

/** Where a program plays: its own rooms and people, so that many share one database. */
export class Scene {
  private readonly ids: number[] = [];
  private written = 0;

  constructor(
    private readonly store: Store,
    private readonly rooms: readonly string[],
    private readonly firstUser: number,
  ) {}

  /** What the store answered, without what differs between two stores and says nothing: ids and times. */
  async play(program: readonly Act[]): Promise<unknown[]> {
    const answers: unknown[] = [];
    for (const act of program) answers.push({ act: act.does, answer: this.told(await this.does(act)) });
    return answers;
  }

  private async does({ does, who, where, what }: Act): Promise<unknown> {
    const { log, messages, rooms, changes, sanctions, history } = this.store;
    const user = this.user(who);
    const direct = directRoom(user, this.user(who + 1));
    const room = where === 5 ? direct : (this.rooms[where % this.rooms.length] ?? '');
    const id = this.ids.at(-1 - (what % 5)) ?? 0;
    switch (does) {
      case 'write':
        return this.write([this.entry(room, user, what, id)], what > 8);
      case 'batch':
        return this.write(
          [0, 1, 2, 3].map((n) => this.entry(n % 2 ? room : 'nowhere', this.user(who + n), what + n, id)),
          what > 5,
        );
      case 'obstacles':
        return messages.obstacles(entry(room, user, `c${what}`, { replyTo: what % 3 ? null : id }));
      case 'edit':
        return changes.edit(id, user, `edited ${what}`);
      case 'remove':
        return changes.remove(id, user);
      case 'react':
      case 'unreact':
        return changes.react(id, user, what % 2 ? '👍' : '👎', does === 'react');
      case 'ban':
      case 'mute':
        return sanctions.add({
          kind: does,
          room,
          userId: user,
          reason: 'a reason',
          duration: what % 2 ? '1h' : 'permanent',
          moderatorId: 9,
        });
      case 'lift':
        return sanctions.lift(room, user, 9);
      case 'block':
        return this.store.block(user, this.user(who + 1));
      case 'open':
        return rooms.openDirect(direct, Math.min(user, this.user(who + 1)), Math.max(user, this.user(who + 1)));
      case 'enter':
        return where === 5 ? undefined : rooms.addMember(room, user);
      case 'find': {
        const found = await rooms.find(room, user);
        return found && [found.kind, found.lastSeq, found.role, found.banned, found.bannedUntil === null, found.memberLimit];
      }
      case 'tops':
        return log.lastSeqsOf([...this.rooms, direct, 'nowhere']);
      case 'events':
        return log.events(room, what % 4, what, 1 + (what % 7));
      case 'last':
        return history.last([...this.rooms, direct], user);
      case 'touched':
        return [
          await log.directSince(user, Date.now() - 60_000),
          await log.lastSeqAt(room, Date.now() + 60_000),
          await log.lastSeqAt(room, 0),
          (await log.recentDirect()).get(direct),
          (await sanctions.recent()).filter((each) => this.rooms.includes(each.room)),
        ];
    }
  }

  private async write(entries: Parameters<Store['messages']['write']>[0], wait: boolean): Promise<unknown> {
    try {
      const { placed, rooms } = await this.store.messages.write(entries, wait);
      for (const { id } of placed.values()) this.ids.push(id);
      return { placed, rooms: [...rooms].sort() };
    } catch (error) {
      return { violated: isUniqueViolation(error, 'client_ids_pkey') };
    }
  }

  private user(n: number): number {
    return this.firstUser + (n % 3);
  }

  /** Mostly a new client id, now and then one that was used; mostly no reply. */
  private entry(room: string, userId: number, what: number, id: number) {
    if (what % 4) this.written += 1;
    return entry(room, userId, `c${this.written}`, {
      replyTo: what % 5 ? null : id || null,
      named: what % 7 > 0,
      mentions: ['one'],
    });
  }

  private told(value: unknown): unknown {
    const text = JSON.stringify(value, (key, each: unknown) => {
      if (['at', 'until', 'createdAt', 'createdAt'].includes(key)) return undefined;
      if (['id', 'replyTo'].includes(key) && typeof each === 'number') return this.ids.indexOf(each);
      if (each instanceof Map) return [...each].sort((one, other) => String(one[0]).localeCompare(String(other[0])));
      return each;
    });
    return text === undefined ? undefined : JSON.parse(text);
  }
}
